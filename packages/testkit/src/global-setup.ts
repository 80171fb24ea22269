import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openOperational, type Operational } from "@rapport/operational";
import { address, runSettings, TEMPLATE } from "./run-settings.ts";

let server: Operational;
let folder: string;
let guard: ChildProcess;

/** Before a test run: one PostgreSQL for all of it, with a migrated database that each test file copies. */
export async function setup(): Promise<void> {
  // Sessions of the embedded warehouse hold a thread each while they work; test processes inherit this.
  process.env["UV_THREADPOOL_SIZE"] ??= "12";
  folder = mkdtempSync(path.join(tmpdir(), "rapport-run-"));
  // The database's account, which is another one when we are root, must be able to enter.
  chmodSync(folder, 0o711);
  server = await openOperational({ dataDir: path.join(folder, "postgres") });
  guard = startGuard();
  const { host, port, user } = server.connection;
  if (host === undefined || port === undefined || user === undefined) throw new Error("the packaged PostgreSQL gave no address");
  Object.assign(process.env, runSettings({ folder, host, port, user }));
  await spareTheDisk();
  await server.pool.query(`create database ${TEMPLATE} template template0`);
  await (await openOperational({ url: address(TEMPLATE) })).close();
}

export async function teardown(): Promise<void> {
  guard.kill("SIGKILL");
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Nothing of this database outlives the run. Tests about what survives a crash start one of their own. */
async function spareTheDisk(): Promise<void> {
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) await server.pool.query(`alter system set ${setting} = off`);
  await server.pool.query("select pg_reload_conf()");
}

/** A run that is killed closes its end of this pipe: then the database is stopped and the run's files are removed. (Bounded: where nobody reaps it, the dead database still counts as a process.) */
function startGuard(): ChildProcess {
  const pid = readFileSync(path.join(folder, "postgres/pg/postmaster.pid"), "utf8").split("\n")[0]!;
  const script = 'read -r never; kill -INT "$1"; n=0; while kill -0 "$1" 2>/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done; rm -rf "$2"';
  const child = spawn("/bin/sh", ["-c", script, "guard", pid, folder], { detached: true, stdio: ["pipe", "ignore", "ignore"], cwd: "/" });
  child.unref();
  return child;
}
