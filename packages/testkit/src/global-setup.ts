import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openOperational, type Operational } from "@rapport/operational";
import { address, runSettings, TEMPLATE } from "./run-settings.ts";

let server: Operational;
let folder: string;

/** Before a test run: one PostgreSQL for all of it, with a migrated database that each test file copies. */
export async function setup(): Promise<void> {
  // Sessions of the embedded warehouse hold a thread each while they work; test processes inherit this.
  process.env["UV_THREADPOOL_SIZE"] ??= "12";
  folder = mkdtempSync(path.join(tmpdir(), "rapport-run-"));
  // The database's account, not ours when we are root, must be able to pass through.
  chmodSync(folder, 0o711);
  server = await openOperational({ dataDir: path.join(folder, "postgres") });
  const { host, port, user } = server.connection;
  if (host === undefined || port === undefined || user === undefined) throw new Error("the packaged PostgreSQL gave no address");
  Object.assign(process.env, runSettings({ folder, host, port, user }));
  await server.pool.query(`create database ${TEMPLATE} template template0`);
  await (await openOperational({ url: address(TEMPLATE) })).close();
}

export async function teardown(): Promise<void> {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
