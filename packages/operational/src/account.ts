import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { OperationalError } from "./errors.ts";

/** The account under which PostgreSQL runs when we are root: PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Undefined when we are an ordinary user. When root opens a folder that an ordinary user made, the database runs as
 * that user, so that both can open it.
 */
export function databaseAccount(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const made = statSync(path.join(dataDir, "pg"), { throwIfNoEntry: false });
  if (made !== undefined && made.uid !== 0) return { name: `user ${made.uid}`, uid: made.uid, gid: made.gid };
  const accounts = readFileSync("/etc/passwd", "utf8");
  for (const name of ["postgres", "nobody"]) {
    const found = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, "m").exec(accounts);
    if (found !== null) return { name, uid: Number(found[1]), gid: Number(found[2]) };
  }
  throw new OperationalError(
    "PostgreSQL must not run as root, and this machine has no account named postgres or nobody. Start Rapport as an ordinary user, or set DATABASE_URL.",
  );
}

/** The options of `spawn` to run as that account. */
export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** The part of our environment that a program of the database gets; the rest may hold passwords (S12). */
export function bareEnvironment(): { PATH: string | undefined; TZ: string; LC_ALL: string } {
  return { PATH: process.env["PATH"], TZ: "UTC", LC_ALL: "C" };
}

/** True when the account can enter a folder. That depends on every folder above it, so this tries. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...identity(account), env: bareEnvironment(), stdio: "ignore", cwd: "/" }).status === 0;
}

/** True when the account can run a program with the libraries it needs. */
export function canRun(account: Account | undefined, program: string): boolean {
  return spawnSync(program, ["--version"], { ...identity(account), env: bareEnvironment(), stdio: "ignore", cwd: "/" }).status === 0;
}
