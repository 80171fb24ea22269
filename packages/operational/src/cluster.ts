import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { bareEnvironment, identity, type Account } from "./account.ts";
import { OperationalError } from "./errors.ts";

const MAJOR_VERSION = "18";

/** Makes the database's files in `<place>/pg` if they are missing. They appear all at once or not at all. */
export function createCluster({ place, programs, account }: { place: string; programs: string; account: Account | undefined }): void {
  const data = path.join(place, "pg");
  const version = path.join(data, "PG_VERSION");
  if (existsSync(version)) {
    const found = readFileSync(version, "utf8").trim();
    if (found !== MAJOR_VERSION)
      throw new OperationalError(`The database in ${data} was made by PostgreSQL ${found}; this version of Rapport brings PostgreSQL ${MAJOR_VERSION}.`);
    return;
  }
  const unfinished = path.join(place, `pg.new-${randomUUID()}`);
  const options = [
    "-D",
    unfinished,
    "-U",
    "rapport",
    "-A",
    "peer",
    "--auth-local=trust",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "-E",
    "UTF8",
    "--data-checksums",
  ];
  const made = spawnSync(path.join(programs, "initdb"), options, {
    ...identity(account),
    cwd: "/",
    encoding: "utf8",
    env: bareEnvironment(),
  });
  if (made.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(version)) return; // another process of ours made them meanwhile, and removed ours
    throw new OperationalError(`PostgreSQL's files could not be made in ${place}: ${(made.error?.message ?? made.stderr).trim().slice(-500)}`);
  }
  publish({ unfinished, data });
  for (const name of readdirSync(place)) if (name.startsWith("pg.new-")) rmSync(path.join(place, name), { recursive: true, force: true });
}

function publish({ unfinished, data }: { unfinished: string; data: string }): void {
  try {
    renameSync(unfinished, data);
  } catch (cause) {
    // Another process of ours made it meanwhile; the owner's lock decides between us later.
    if (!existsSync(path.join(data, "PG_VERSION"))) throw cause;
    rmSync(unfinished, { recursive: true, force: true });
  }
}
