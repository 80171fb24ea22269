import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { databaseFolder, attachOperational, openOperational } from "@rapport/operational";
import type { Figure } from "../figures.ts";
import type { Product } from "../product.ts";
import { ask } from "./asking.ts";
import { underLoad } from "./under-load.ts";

const LOAD = { hitsPerSecond: 1_000, filesEveryMs: 1_000 };
const STOPPED_MS = 20_000;
const ROUNDS = 4;

/** The main process is killed again and again, sometimes while the server is still recovering. */
export async function databaseKilled(kills: number): Promise<Figure[]> {
  return await underLoad({
    ...LOAD,
    name: `the database killed ${kills} times`,
    async work({ product, dataDir }) {
      const awayMs: number[] = [];
      for (let kill = 0; kill < kills; kill += 1) {
        const before = mainProcess(databaseOf(dataDir));
        const at = performance.now();
        process.kill(before, "SIGKILL");
        while (!(await isBack(product, { folder: databaseOf(dataDir), before }))) await pause(20);
        awayMs.push(performance.now() - at);
        await pause(kill % 4 === 0 ? 100 : 2_000);
      }
      return [{ name: "longest time until it was back", value: Math.max(...awayMs), unit: "ms" }];
    },
  });
}

/** The server's connections are ended, one after the other, again and again. */
export async function connectionsEnded(): Promise<Figure[]> {
  return await underLoad({
    ...LOAD,
    name: "each connection to the database ended",
    async work({ dataDir }) {
      const before = mainProcess(databaseOf(dataDir));
      const [, , , , host = ""] = processFile(databaseOf(dataDir));
      const store = attachOperational({ host, port: 5432, user: "rapport", database: "rapport" }, { connections: 1 });
      let ended = 0;
      try {
        for (let round = 0; round < ROUNDS; round += 1) {
          const { rows } = await store.pool.query<{ pid: number }>(
            "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
          );
          for (const { pid } of rows) {
            await store.pool.query("select pg_terminate_backend($1)", [pid]);
            ended += 1;
            await pause(30);
          }
          await pause(2_000);
        }
      } finally {
        await store.close();
      }
      if (mainProcess(databaseOf(dataDir)) !== before) throw new Error("the database was started again, though only connections were lost");
      return [{ name: "connections ended", value: ended, unit: "connections" }];
    },
  });
}

/** All its processes are stopped for a while. */
export async function databaseStopped(): Promise<Figure[]> {
  return await underLoad({
    ...LOAD,
    name: `the database stopped for ${STOPPED_MS / 1000} s`,
    async work({ dataDir }) {
      const stopped = withChildren(mainProcess(databaseOf(dataDir)));
      for (const pid of stopped) process.kill(pid, "SIGSTOP");
      await pause(STOPPED_MS);
      for (const pid of stopped.toReversed()) process.kill(pid, "SIGCONT");
      return [];
    },
  });
}

/** An external database is restarted, as for an upgrade: its connections are cut, and for a moment there is no database. */
export async function externalRestarted(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-database-"));
  chmodSync(folder, 0o755);
  const external = await openOperational({ dataDir: folder });
  try {
    return await underLoad({
      ...LOAD,
      name: `an external database restarted ${ROUNDS} times`,
      env: { DATABASE_URL: `postgres://rapport@localhost/rapport?host=${encodeURIComponent(String(external.connection.host))}` },
      async work({ product }) {
        for (let restart = 0; restart < ROUNDS; restart += 1) {
          const before = mainProcess(databaseFolder(folder));
          process.kill(before, "SIGINT");
          while (!(await isBack(product, { folder: databaseFolder(folder), before }))) await pause(20);
          await pause(2_000);
        }
        return [];
      },
    });
  } finally {
    await external.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function databaseOf(dataDir: string): string {
  return databaseFolder(join(dataDir, "operational"));
}

/** Waits until another main process answers. */
async function isBack(product: Product, { folder, before }: { folder: string; before: number }): Promise<boolean> {
  const now = (() => {
    try {
      return mainProcess(folder);
    } catch {
      return before;
    }
  })();
  if (product.hasEnded()) throw new Error("the server ended");
  return now !== before && (await ask(product, { path: "/api/report-suites" }).catch(() => ({ status: 0 }))).status === 200;
}

function mainProcess(folder: string): number {
  return Number(processFile(folder)[0]);
}

/** What PostgreSQL wrote in `postmaster.pid`: its process, and on the fifth line the folder of its socket. */
function processFile(folder: string): string[] {
  return readFileSync(join(folder, "pg", "postmaster.pid"), "utf8").split("\n");
}

function withChildren(pid: number): number[] {
  const children = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]) === pid;
    } catch {
      return false;
    }
  });
  return [pid, ...children.map(Number)];
}
