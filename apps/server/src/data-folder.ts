import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigError } from "./config.ts";

/** Throws a `ConfigError` if the data directory's path, or a part of it, exists and is not a folder. */
export function assertFolder(dataDir: string): void {
  let path = resolve(dataDir);
  // A missing folder will be made inside the nearest one that exists.
  while (!existsSync(path) && path !== dirname(path)) path = dirname(path);
  if (!statSync(path).isDirectory()) throw new ConfigError(`RAPPORT_DATA_DIR is not right: ${path} is a file, not a folder. Example: RAPPORT_DATA_DIR=./data`);
}

/** Folders of the data directory with people's data. PostgreSQL's folder has another owner when the server runs as root. */
const FOLDERS = ["journal", "uploads", "inbox", "sftp", "attachments", "photos", "warehouse", "operational", "operational/pg"] as const;
const OWNER_ONLY = 0o700;
/** PostgreSQL, under an account of its own, must be able to pass through; nobody but the owner can list the folder. */
const PASSABLE = 0o711;
const FILE_OWNER_ONLY = 0o600;

/**
 * Makes the data directory, or checks an existing one: only this account can read and write it and what it holds.
 * Throws a `ConfigError` of one line, which names the folder, what is wrong and how to mend it.
 *
 * @param isPassable another account runs a database inside it
 */
export function prepareDataFolder(path: string, { isPassable }: { isPassable: boolean }): string {
  const dataDir = resolve(path);
  try {
    mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY });
  } catch (cause) {
    throw new ConfigError(`RAPPORT_DATA_DIR is not right: ${dataDir} cannot be made (${codeOf(cause)}). Example: RAPPORT_DATA_DIR=./data`, { cause });
  }
  keep(dataDir, isPassable ? PASSABLE : OWNER_ONLY);
  for (const name of FOLDERS) {
    const folder = join(dataDir, name);
    if (existsSync(folder)) keep(folder, OWNER_ONLY);
  }
  keepFiles(join(dataDir, "journal"));
  return dataDir;
}

function keep(folder: string, mode: number): void {
  const found = statSync(folder);
  if (!found.isDirectory()) throw new ConfigError(`${folder} is a file, and a folder is needed there. Move it away and start again.`);
  const account = process.getuid?.();
  if (account !== undefined && account !== 0 && found.uid !== account)
    throw new ConfigError(
      `${folder} belongs to another account (user ${found.uid}), and this one (user ${account}) may not use it. Give it to this account: chown -R ${account} ${folder}`,
    );
  if ((found.mode & 0o777) !== mode) tighten(folder, mode);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new ConfigError(`${folder} cannot be read and written by this account (${codeOf(cause)}). Mend it: chmod -R u+rwX ${folder}`, { cause });
  }
}

/** An earlier version wrote journal files that everybody could read. */
function keepFiles(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (entry.isFile() && (statSync(file).mode & 0o077) !== 0) tighten(file, FILE_OWNER_ONLY);
  }
}

function tighten(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (cause) {
    throw new ConfigError(
      `Other accounts of this machine may read ${path}, and that cannot be changed (${codeOf(cause)}). Mend it: chmod ${mode.toString(8)} ${path}`,
      { cause },
    );
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
}
