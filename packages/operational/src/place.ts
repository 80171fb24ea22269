import { randomUUID } from "node:crypto";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { canEnter, type Account } from "./account.ts";
import { OperationalError } from "./errors.ts";

const POINTER = "postgres-is-at.txt";

/** The folder in which `reachablePlace` has put the database of this folder, or most likely will. */
export function databaseFolder(dataDir: string): string {
  return elsewhereOf(dataDir) ?? dataDir;
}

/** The folder that a text file in `dataDir` names; undefined when there is none. */
function elsewhereOf(dataDir: string): string | undefined {
  const pointer = path.join(dataDir, POINTER);
  return existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : undefined;
}

/**
 * The folder that holds the database, which the database's account can reach: `dataDir` itself, or, when that lies in
 * a private home (root's, with the database run as postgres or nobody), a folder under /var/lib that a text file in
 * `dataDir` names. Removing `dataDir` still gives an empty database.
 */
export function reachablePlace({ dataDir, account, log }: { dataDir: string; account: Account | undefined; log: (line: string) => void }): string {
  const wanted = path.resolve(dataDir);
  const known = elsewhereOf(wanted);
  if (known !== undefined) return ownFolder(known, account);
  makeFolder({ wanted, account });
  if (canEnter(account, wanted)) return wanted;
  if (account === undefined)
    throw new OperationalError(
      `This user may not open ${wanted}: it belongs to another account (was Rapport run as root before?). Run it as that account, or choose another data directory with RAPPORT_DATA_DIR.`,
    );
  const elsewhere = path.join("/var/lib/rapport", randomUUID());
  try {
    mkdirSync("/var/lib/rapport", { recursive: true, mode: 0o755 });
    ownFolder(elsewhere, account);
  } catch (cause) {
    throw new OperationalError(
      `The account ${account.name} that PostgreSQL runs under cannot enter ${wanted}, and /var/lib/rapport cannot be made. Choose a data directory outside private homes with RAPPORT_DATA_DIR.`,
      { cause },
    );
  }
  if (!canEnter(account, elsewhere))
    throw new OperationalError(
      `The account ${account.name} that PostgreSQL runs under can enter neither ${wanted} nor ${elsewhere}. Choose another data directory with RAPPORT_DATA_DIR.`,
    );
  writeFileSync(path.join(wanted, POINTER), `${elsewhere}\n`);
  log(`operational store: the account ${account.name} cannot enter ${wanted}, so the database is kept in ${elsewhere}`);
  return elsewhere;
}

/** The folder of the socket: beside the data, or a short temporary folder when the path would be too long for the system. */
export function socketFolder(place: string, account: Account | undefined): string {
  if (Buffer.byteLength(path.join(place, ".s.PGSQL.5432.lock")) < LONGEST_SOCKET_PATH) return place;
  return ownFolder(mkdtempSync(path.join(tmpdir(), "rapport-")), account);
}

// sun_path holds 108 bytes with its end mark on Linux, 104 on macOS.
const LONGEST_SOCKET_PATH = 100;

function makeFolder({ wanted, account }: { wanted: string; account: Account | undefined }): void {
  try {
    ownFolder(wanted, account);
  } catch (cause) {
    throw new OperationalError(`The data directory ${wanted} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function ownFolder(folder: string, account: Account | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  return folder;
}
