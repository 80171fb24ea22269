import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { bareEnvironment, databaseAccount, identity, type Account } from "./account.ts";
import { postgresPrograms } from "./binaries.ts";
import { createCluster } from "./cluster.ts";
import { OperationalError } from "./errors.ts";
import { claim } from "./owner.ts";
import { createRetry } from "./retry.ts";
import { reachablePlace, socketFolder } from "./place.ts";
import { isDatabaseProcess, isRunning, readPidFile, stopProcess } from "./postmaster.ts";

export interface RunningPostgres {
  readonly connection: pg.ClientConfig;
  readonly stop: () => Promise<void>;
}

export const DATABASE = "rapport";
const START_WITHIN_MS = 60_000;
/** The lock of a killed owner is free within this time. An owner that still holds it afterwards is running. */
const OWNER_GONE_WITHIN_MS = 3_000;

/**
 * Runs the packaged PostgreSQL on `dataDir`: unix socket only, under an unprivileged account when we are root.
 * A database that a killed process of ours left behind is stopped first; one that a running process owns is refused.
 * If the database process dies while we run, it is started again.
 */
export async function startPostgres(dataDir: string, { log }: { log: (line: string) => void }): Promise<RunningPostgres> {
  const account = databaseAccount(dataDir);
  const place = reachablePlace({ dataDir, account, log });
  const programs = postgresPrograms({ place, account });
  createCluster({ place, programs, account });
  const socket = socketFolder(place, account);
  const house: House = { place, programs, account, socket, log, connection: { host: socket, port: 5432, user: "rapport", database: "postgres" } };

  let stopping = false;
  let current = await takeOver(house);
  const retry = createRetry();
  watch();
  const onExit = (): void => void current.child.kill("SIGINT");
  process.on("exit", onExit);
  try {
    await createDatabase(current.owner);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { connection: { ...house.connection, database: DATABASE }, stop };

  /** The process or our owning connection may be lost; in both cases we take over again. */
  function watch(): void {
    const { child, owner } = current;
    let seen = false;
    const lost = (): void => {
      if (seen || stopping) return;
      seen = true;
      void recover();
    };
    child.once("exit", lost);
    owner.once("end", lost);
  }

  async function recover(): Promise<void> {
    while (!stopping) {
      try {
        current = (await ownAgain()) ?? (await startAgain());
        if (stopping) return await end();
        return watch();
      } catch (cause) {
        retry.failed();
        log(`operational store: ${cause instanceof Error ? cause.message : String(cause)}`);
        await retry.pause();
      }
    }
  }

  /** Only our owning connection was lost; the database runs. */
  async function ownAgain(): Promise<Owned | undefined> {
    if (!isRunning(current.child.pid ?? 0)) return undefined;
    const answer = await claim(house.connection);
    return answer.kind === "owned" ? { child: current.child, owner: answer.client } : undefined;
  }

  async function startAgain(): Promise<Owned> {
    log("operational store: the database stopped answering; starting it again");
    await ended(current.owner);
    await stopProcess(current.child.pid ?? 0);
    return await takeOver(house);
  }

  async function stop(): Promise<void> {
    stopping = true;
    process.off("exit", onExit);
    await end();
  }

  async function end(): Promise<void> {
    await ended(current.owner);
    await stopProcess(current.child.pid ?? 0);
    if (socket !== place) rmSync(socket, { recursive: true, force: true });
  }
}

interface House {
  readonly place: string;
  readonly programs: string;
  readonly account: Account | undefined;
  readonly socket: string;
  readonly log: (line: string) => void;
  readonly connection: pg.ClientConfig;
}

interface Owned {
  readonly child: ChildProcess;
  readonly owner: pg.Client;
}

/** Loops until our own database process runs and we own it, or another owner turns out to be running. */
async function takeOver(house: House): Promise<Owned> {
  const until = Date.now() + START_WITHIN_MS;
  let takenSince: number | undefined;
  for (;;) {
    const left = readPidFile(house.place);
    if (left !== undefined && isDatabaseProcess(left.pid)) {
      const answer = await claim({ ...house.connection, host: left.socket });
      if (answer.kind === "owned") {
        house.log("operational store: stopping the database that a killed process left behind");
        await answer.client.end();
        await stopProcess(left.pid);
      } else if (answer.kind === "taken") {
        takenSince ??= Date.now();
        if (Date.now() - takenSince > OWNER_GONE_WITHIN_MS) throw taken(house.place, answer.by);
      } else if (Date.now() > until) {
        throw new OperationalError(`A database process (${left.pid}) holds ${house.place} but does not answer: ${answer.why}`);
      }
      await pause(100);
      continue;
    }
    // If another program has the recorded process number now (after a restart of the machine), PostgreSQL would refuse to start.
    if (left !== undefined && isRunning(left.pid)) rmSync(path.join(house.place, "pg", "postmaster.pid"), { force: true });
    const started = await launch(house);
    if (started.kind === "owned") return started;
    if (started.kind === "failed" && (Date.now() > until || !MAY_PASS.test(started.why)))
      throw new OperationalError(`PostgreSQL did not start: ${started.why}`);
    await pause(100);
  }
}

/** The process of a killed owner, while it ends, holds its lock file or its memory for a second or two. */
const MAY_PASS = /lock file|shared memory|already in use|starting up|shutting down/;

async function launch(house: House): Promise<({ kind: "owned" } & Owned) | { kind: "failed"; why: string } | { kind: "again" }> {
  const logFile = path.join(house.place, "postgres.log");
  const output = openSync(logFile, "w", 0o600);
  // A process group of its own: we handle Ctrl-C in a terminal, and stop the database after the server.
  const child = spawn(path.join(house.programs, "postgres"), arguments_(house), {
    ...identity(house.account),
    cwd: "/",
    detached: true,
    stdio: ["ignore", output, output],
    env: bareEnvironment(),
  });
  closeSync(output);
  child.unref();
  let ended = false;
  let failure = "";
  child.once("exit", () => (ended = true));
  child.once("error", (error) => ([ended, failure] = [true, error.message]));
  for (const until = Date.now() + START_WITHIN_MS; Date.now() < until; await pause(15)) {
    if (ended) return { kind: "failed", why: failure === "" ? lastLines(logFile) : failure };
    if (!existsSync(path.join(house.socket, ".s.PGSQL.5432"))) continue;
    const answer = await claim(house.connection);
    if (answer.kind === "owned") return { kind: "owned", child, owner: answer.client };
    // Another of our processes owns it already; the next read of the process file says which.
    if (answer.kind === "taken") return { kind: "again" };
  }
  await stopProcess(child.pid ?? 0);
  return { kind: "failed", why: `it did not answer within ${START_WITHIN_MS / 1000} seconds. ${lastLines(logFile)}` };
}

function arguments_(house: House): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_permissions: "0700",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    // Statements and key values are people's data, so the log has only the error's name.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
  };
  return ["-D", path.join(house.place, "pg"), "-k", house.socket, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function createDatabase(owner: pg.Client): Promise<void> {
  const found = await owner.query("select 1 from pg_database where datname = $1", [DATABASE]);
  if (found.rowCount === 0) await owner.query(`create database ${DATABASE} template template0`);
}

/** A connection whose other side is gone may never report its end. */
async function ended(owner: pg.Client): Promise<void> {
  await Promise.race([owner.end().catch(() => undefined), pause(1_000)]);
}

function taken(place: string, by: string): OperationalError {
  return new OperationalError(
    `Another running Rapport process (${by}) owns the database in ${place}. Stop that process first, or choose another data directory.`,
  );
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trim().split("\n").slice(-5).join(" | ");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
