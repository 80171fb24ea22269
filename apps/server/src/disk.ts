import { databaseFolder } from "@rapport/operational";
import { existsSync, statfsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Logger } from "pino";
import { ConfigError } from "./config.ts";
import type { Disk, Room } from "./deps.ts";

/** Free space and size of the file system under a path, in bytes; undefined where the system does not say. */
export type ReadSpace = (path: string) => { readonly free: number; readonly size: number } | undefined;

export interface DiskOptions {
  readonly dataDir: string;
  /** The reserve in bytes; by default 1 GB or 5 % of the disk, whichever is less. */
  readonly reserveBytes?: number | undefined;
  readonly read?: ReadSpace;
}

const GIGABYTE = 1024 ** 3;
const SHARE = 0.05;
/** A fast disk writes some ten megabytes between two looks. A look costs microseconds. */
const LOOK_EVERY_MS = 100;
/** Folders that may be on different disks. */
function folders(dataDir: string): string[] {
  return [
    dataDir,
    ...["journal", "uploads", "inbox", "attachments", "photos", "warehouse"].map((name) => join(dataDir, name)),
    databaseFolder(join(dataDir, "operational")),
  ];
}

export const readSpace: ReadSpace = (path) => {
  try {
    const { bavail, blocks, bsize } = statfsSync(path);
    // Some network and container file systems do not say.
    return blocks === 0 ? undefined : { free: bavail * bsize, size: blocks * bsize };
  } catch {
    return undefined;
  }
};

/** Looks at the disks when asked, at most ten times a second; a change is logged. */
export function watchDisk({ dataDir, reserveBytes, read = readSpace }: DiskOptions, log?: Pick<Logger, "warn">): Disk {
  let room: Room = { kind: "ample", freeBytes: Number.MAX_SAFE_INTEGER, reserveBytes: 0 };
  let lookedAt = -LOOK_EVERY_MS;
  const look = (): Room => {
    const now = performance.now();
    if (now - lookedAt < LOOK_EVERY_MS) return room;
    lookedAt = now;
    const before = room.kind;
    room = leastRoom({ dataDir, reserveBytes, read });
    if (room.kind !== before) log?.warn({ room }, WORDS[room.kind]);
    return room;
  };
  return {
    room: look,
    takes: (bytes = 0) => {
      const { kind, freeBytes, reserveBytes: reserve } = look();
      return kind !== "full" && freeBytes - bytes >= reserve;
    },
    lastsForProcessing: () => {
      const { freeBytes, reserveBytes: reserve } = look();
      return freeBytes >= reserve / 2;
    },
  };
}

const WORDS: Readonly<Record<Room["kind"], string>> = {
  ample: "the disk has room again",
  short: "the disk is filling up; at the reserve no more hits and files are taken",
  full: "the disk has reached its reserve; no hits and files are taken until it has room",
};

function leastRoom({ dataDir, reserveBytes, read }: Required<Omit<DiskOptions, "reserveBytes">> & Pick<DiskOptions, "reserveBytes">): Room {
  const rooms = folders(dataDir).flatMap((folder) => {
    const space = read(folder);
    return space === undefined ? [] : [roomOf(space, reserveBytes)];
  });
  return (
    rooms.toSorted((a, b) => a.freeBytes - a.reserveBytes - (b.freeBytes - b.reserveBytes))[0] ?? {
      kind: "ample",
      freeBytes: Number.MAX_SAFE_INTEGER,
      reserveBytes: 0,
    }
  );
}

function roomOf({ free, size }: { free: number; size: number }, asked: number | undefined): Room {
  const reserveBytes = asked ?? Math.min(GIGABYTE, Math.floor(size * SHARE));
  return { kind: free < reserveBytes ? "full" : free < 2 * reserveBytes ? "short" : "ample", freeBytes: free, reserveBytes };
}

/** The room that the stores need to start. The database's log grows in whole segments, and a first start creates everything. */
const TO_START_BYTES = 64 * 1024 ** 2;
const TO_BEGIN_BYTES = 256 * 1024 ** 2;

/** Throws a `ConfigError` of one line when the disk has too little room for the stores to start. */
export function assertRoom({ dataDir, read = readSpace }: DiskOptions, options: ErrorOptions = {}): void {
  const isNew = !existsSync(join(dataDir, "warehouse"));
  const needed = isNew ? TO_BEGIN_BYTES : TO_START_BYTES;
  for (const folder of folders(dataDir)) {
    const path = nearest(folder);
    const free = read(path)?.free ?? needed;
    if (free >= needed) continue;
    throw new ConfigError(
      `The disk of ${path} has ${megabytes(free)} MB free, and ${isNew ? "a first start" : "the start"} needs ${megabytes(needed)} MB. Make room there and start again.`,
      options,
    );
  }
}

/** A line for the person who starts the server, when hits and files will be refused. */
export function roomLine({ kind, freeBytes, reserveBytes }: Room): string | undefined {
  if (kind !== "full") return undefined;
  return `The disk has ${megabytes(freeBytes)} MB free, less than the reserve of ${megabytes(reserveBytes)} MB: hits and files are refused until it has more. RAPPORT_DISK_RESERVE_MB sets another reserve.`;
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 ** 2);
}

function nearest(path: string): string {
  let found = resolve(path);
  while (!existsSync(found) && found !== dirname(found)) found = dirname(found);
  return found;
}
