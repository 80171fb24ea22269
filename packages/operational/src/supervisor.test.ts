import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { endProcesses, startProcess, temporaryFolder, type TestProcess } from "@rapport/testkit";
import { afterEach, expect, test, vi } from "vitest";
import { canRun, databaseAccount } from "./account.ts";
import { openOperational, type Operational } from "./open-operational.ts";
import { isRunning, readPidFile } from "./postmaster.ts";
import { install } from "./testing/installation.ts";

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };
let opened: Operational[] = [];

// Each test starts its own databases and processes, which takes time on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

afterEach(async () => {
  await endProcesses();
  await Promise.all(opened.map((store) => store.close()));
  opened = [];
});

test("what was committed before a kill -9 is there when the directory is opened again, and the database that was left behind is stopped", async () => {
  const dataDir = reachableFolder();
  const killed = startOpener({ dataDir, task: "write" });
  await killed.line("wrote 100");
  const orphan = readPidFile(dataDir)!.pid;
  await killed.end("SIGKILL");
  expect(isRunning(orphan)).toBe(true);

  const log: string[] = [];
  const store = await open(dataDir, log);
  const committed = killed.lines.filter((line) => line.startsWith("wrote ")).length;
  const books = await store.db.selectFrom("address_book").select("code").execute();
  expect(committed).toBeGreaterThanOrEqual(100);
  // One more may have been committed before the kill, without an answer.
  expect([committed, committed + 1]).toContain(books.length);
  expect(new Set(books.map((book) => book.code)).size).toBe(books.length);
  expect(log).toContain("operational store: stopping the database that a killed process left behind");
  expect(isRunning(orphan)).toBe(false);
});

test("a second process on the same directory is refused with the owner's process number, and does not disturb the owner", async () => {
  const dataDir = reachableFolder();
  const store = await open(dataDir);
  const second = startOpener({ dataDir });
  expect(await second.line("refused")).toBe(
    `refused Another running Rapport process (${process.pid}) owns the database in ${dataDir}. Stop that process first, or choose another data directory.`,
  );
  expect(await store.db.selectFrom("report_suite").selectAll().execute()).toEqual([]);
});

test("when two processes open a new directory at the same moment, exactly one gets it", async () => {
  const dataDir = reachableFolder();
  const both = [startOpener({ dataDir }), startOpener({ dataDir })];
  const verdicts = await Promise.all(both.map((opener) => Promise.race([opener.line("open"), opener.line("refused")])));
  expect(verdicts.map((verdict) => verdict.split(" ")[0])).toContain("open");
  expect(verdicts.map((verdict) => verdict.split(" ")[0])).toContain("refused");
});

test("closing stops the database, and it opens again", async () => {
  const dataDir = reachableFolder();
  const first = await openOperational({ dataDir });
  await first.db.insertInto("report_suite").values({ rsid: "kept", write_key: "k", transaction_id_storage_since: null }).execute();
  const { pid } = readPidFile(dataDir)!;
  await first.close();
  expect(isRunning(pid)).toBe(false);
  const again = await open(dataDir);
  expect(await again.db.selectFrom("report_suite").select("rsid").execute()).toEqual([{ rsid: "kept" }]);
});

test("when a process ends without closing, its database stops too", async () => {
  const dataDir = reachableFolder();
  const leaver = startOpener({ dataDir, task: "leave" });
  await leaver.line("open");
  await leaver.gone;
  await expect.poll(() => readPidFile(dataDir), { timeout: 10_000 }).toBeUndefined();
});

test("a database process that dies while the server runs is started again", async () => {
  const dataDir = reachableFolder();
  const log: string[] = [];
  const store = await open(dataDir, log);
  const { pid } = readPidFile(dataDir)!;
  process.kill(pid, "SIGKILL");
  await expect.poll(() => readPidFile(dataDir)?.pid, { timeout: 20_000 }).not.toBe(pid);
  await expect
    .poll(
      () =>
        store.db
          .selectFrom("report_suite")
          .selectAll()
          .execute()
          .catch(() => "lost"),
      { timeout: 20_000 },
    )
    .toEqual([]);
  expect(log.some((line) => line.includes("starting it again"))).toBe(true);
  // The server owns it again.
  const second = startOpener({ dataDir });
  expect(await second.line("refused")).toContain(`(${process.pid})`);
});

test("a process file whose number now belongs to another program does not prevent the start", async () => {
  const dataDir = reachableFolder();
  await (await openOperational({ dataDir })).close();
  const account = databaseAccount(dataDir);
  const file = path.join(dataDir, "pg", "postmaster.pid");
  writeFileSync(file, `${process.pid}\n${path.join(dataDir, "pg")}\n1700000000\n5432\n${dataDir}\n\n  1 1\nready\n`, { mode: 0o600 });
  if (account !== undefined) chownSync(file, account.uid, account.gid);
  const store = await open(dataDir);
  expect(await store.db.selectFrom("report_suite").selectAll().execute()).toEqual([]);
});

test("S12 no program of the database gets our environment, which holds passwords", async () => {
  const dataDir = reachableFolder();
  vi.stubEnv("RAPPORT_ADMIN_PASSWORD", "a-password-of-ours");
  try {
    await open(dataDir);
    const environment = readFileSync(`/proc/${readPidFile(dataDir)!.pid}/environ`, "utf8");
    expect(environment).toContain("TZ=UTC");
    expect(environment).not.toContain("a-password-of-ours");

    const told = path.join(reachableFolder(), "told");
    const program = path.join(path.dirname(told), "program");
    writeFileSync(program, `#!/bin/sh\nenv > ${told}\n`, { mode: 0o755 });
    expect(canRun(undefined, program)).toBe(true);
    expect(readFileSync(told, "utf8")).toContain("TZ=UTC");
    expect(readFileSync(told, "utf8")).not.toContain("a-password-of-ours");
  } finally {
    vi.unstubAllEnvs();
  }
});

test("a directory whose path is too long for a socket works", async () => {
  const dataDir = path.join(reachableFolder(), "a".repeat(60), "b".repeat(60));
  mkdirSync(dataDir, { recursive: true });
  for (let folder = path.dirname(dataDir); path.basename(folder).startsWith("a"); folder = path.dirname(folder)) chmodSync(folder, 0o755);
  const store = await open(dataDir);
  expect(await store.db.selectFrom("report_suite").selectAll().execute()).toEqual([]);
  expect(store.connection.host!.length).toBeLessThan(100);
});

test("a database of another PostgreSQL version is named and not changed", async () => {
  const dataDir = reachableFolder();
  mkdirSync(path.join(dataDir, "pg"));
  writeFileSync(path.join(dataDir, "pg", "PG_VERSION"), "17\n");
  await expect(openOperational({ dataDir })).rejects.toThrow("was made by PostgreSQL 17; this version of Rapport brings PostgreSQL 18");
});

test("an ordinary user runs it from the bundle, with install scripts off", async () => {
  const folder = reachableFolder();
  const program = await install(folder);
  const account = isRoot ? NOBODY : undefined;
  const dataDir = path.join(folder, "data");
  mkdirSync(dataDir);
  if (account !== undefined) chownSync(dataDir, account.uid, account.gid);
  const opener = startOpener({ dataDir, program, ...(account === undefined ? {} : { account }) });
  await opener.line("open");
  expect(ownerOf(readPidFile(dataDir)!.pid)).toBe(account?.uid ?? process.getuid?.());
});

test.runIf(isRoot)("root runs it under another account, and opens what an ordinary user made", async () => {
  const dataDir = reachableFolder();
  const store = await open(dataDir);
  const { uid } = databaseAccount(dataDir)!;
  expect(uid).toBeGreaterThan(0);
  expect(ownerOf(readPidFile(dataDir)!.pid)).toBe(uid);
  expect(store.connection.host).toBe(dataDir);

  const folder = reachableFolder();
  const program = await install(folder);
  const made = path.join(folder, "data");
  mkdirSync(made);
  chownSync(made, NOBODY.uid, NOBODY.gid);
  const user = startOpener({ dataDir: made, program, account: NOBODY });
  await user.line("open");
  await user.end("SIGTERM");
  await open(made);
  expect(ownerOf(readPidFile(made)!.pid)).toBe(NOBODY.uid);
});

test.runIf(isRoot)("root runs it from a private home: programs are copied, and the database is kept where its account can go", async () => {
  const home = temporaryFolder();
  const program = await install(home);
  chmodSync(home, 0o700);
  const dataDir = path.join(home, "data");
  const opener = startOpener({ dataDir, program });
  try {
    await opener.line("open");
    const place = readFileSync(path.join(dataDir, "postgres-is-at.txt"), "utf8").trim();
    expect(opener.lines.some((line) => line.startsWith("log") && line.includes(place))).toBe(true);
    expect(existsSync(path.join(place, "pg", "PG_VERSION"))).toBe(true);
    await opener.end("SIGTERM");
    const again = startOpener({ dataDir, program });
    await again.line("open");
    await again.end("SIGTERM");
    expect(readFileSync(path.join(dataDir, "postgres-is-at.txt"), "utf8").trim()).toBe(place);
  } finally {
    await endProcesses();
    const pointer = path.join(dataDir, "postgres-is-at.txt");
    if (existsSync(pointer)) rmSync(readFileSync(pointer, "utf8").trim(), { recursive: true, force: true });
  }
});

async function open(dataDir: string, log: string[] = []): Promise<Operational> {
  const store = await openOperational({ dataDir }, { log: (line) => log.push(line) });
  opened.push(store);
  return store;
}

/** A folder that the database's account can enter. */
function reachableFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}

function ownerOf(pid: number): number {
  return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

interface OpenerOptions {
  readonly dataDir: string;
  readonly task?: "hold" | "write" | "leave";
  /** A bundle to run instead of the source. */
  readonly program?: string;
  readonly account?: { readonly uid: number; readonly gid: number };
}

/** Opens a data directory in a process of its own. */
function startOpener({ dataDir, task = "hold", program, account }: OpenerOptions): TestProcess {
  const script = program ?? fileURLToPath(new URL("./testing/opener.ts", import.meta.url));
  return startProcess({ script, args: [dataDir, task], ...(account === undefined ? {} : { account }) });
}
