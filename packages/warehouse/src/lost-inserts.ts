import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";

/*
 * The embedded engine writes an insert's token into a table's log, and only then keeps the part with the rows. If it is killed in between,
 * the same insert is dropped as a repetition when it is sent again, and its rows are lost. So the logs are put right before the engine opens.
 */

const KEPT = "1";
const DROPPED = Buffer.from("2");

/** Marks tokens in the logs of a data directory as dropped if their rows are not there. No process may have the directory open. Gives how many there were. */
export function forgetLostInserts(dataDir: string): number {
  const store = path.join(dataDir, "store");
  if (!existsSync(store)) return 0;
  return readdirSync(store)
    .flatMap((group) => readdirSync(path.join(store, group)).map((table) => path.join(store, group, table)))
    .reduce((sum, table) => sum + forgetInTable(table), 0);
}

function forgetInTable(table: string): number {
  const logs = path.join(table, "deduplication_logs");
  if (!existsSync(logs)) return 0;
  const parts = partsOf(readdirSync(table));
  let forgotten = 0;
  for (const name of readdirSync(logs)) {
    const log = path.join(logs, name);
    const lost = lostRecords(readFileSync(log, "latin1"), (part) => isThere(part, parts));
    if (lost.length > 0) markDropped(log, lost);
    forgotten += lost.length;
  }
  return forgotten;
}

interface Part {
  readonly partition: string;
  /** Numbers of the first and the last insert whose rows it holds. */
  readonly from: number;
  readonly to: number;
}

/** `202601_4_9_1`: partition, first and last insert, level; a changed part has one number more. */
const PART = /^([^_]+)_(\d+)_(\d+)_\d+(?:_\d+)?$/;

function partOf(name: string): Part | undefined {
  const [, partition = "", from, to] = PART.exec(name) ?? [];
  return from === undefined ? undefined : { partition, from: Number(from), to: Number(to) };
}

function partsOf(names: readonly string[]): Map<string, Part[]> {
  const parts = new Map<string, Part[]>();
  for (const part of names.flatMap((name) => partOf(name) ?? [])) {
    const others = parts.get(part.partition);
    if (others === undefined) parts.set(part.partition, [part]);
    else others.push(part);
  }
  return parts;
}

/** A part that was merged is covered by the part that it went into. */
function isThere(name: string, parts: ReadonlyMap<string, readonly Part[]>): boolean {
  const wanted = partOf(name);
  // What is not understood is left to the engine.
  if (wanted === undefined) return true;
  return (parts.get(wanted.partition) ?? []).some(({ from, to }) => from <= wanted.from && wanted.to <= to);
}

/** Where the records of lost inserts begin, in bytes. A record is an operation, a part and a token with tabs between. */
function lostRecords(log: string, isPartThere: (name: string) => boolean): number[] {
  const lost: number[] = [];
  let start = 0;
  for (const line of log.split("\n")) {
    const [operation, part, token] = line.split("\t");
    if (operation === KEPT && part !== undefined && token !== undefined && !isPartThere(part)) lost.push(start);
    start += line.length + 1;
  }
  return lost;
}

/** One byte a record, in its place: it needs no room on the disk, and is done or not done. */
function markDropped(log: string, starts: readonly number[]): void {
  const file = openSync(log, "r+");
  try {
    for (const start of starts) writeSync(file, DROPPED, 0, 1, start);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
