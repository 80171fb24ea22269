import { temporaryFolder } from "@rapport/testkit";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { assertRoom, readSpace, roomLine, watchDisk } from "./disk.ts";

const MB = 1024 ** 2;
const GB = 1024 ** 3;
const dataDir = "data";
const room = (free: number, size: number, reserveBytes?: number) => watchDisk({ dataDir, reserveBytes, read: () => ({ free, size }) }).room();

test("F2 the reserve is 1 GB or 5 % of the disk, whichever is less, or what the setting says", () => {
  expect(room(90 * GB, 100 * GB)).toEqual({ kind: "ample", freeBytes: 90 * GB, reserveBytes: GB });
  expect(room(1 * GB, 10 * GB)).toEqual({ kind: "ample", freeBytes: GB, reserveBytes: 0.5 * GB });
  expect(room(90 * GB, 100 * GB, 200 * MB).reserveBytes).toBe(200 * MB);
  expect(room(0, 100 * GB, 0)).toEqual({ kind: "ample", freeBytes: 0, reserveBytes: 0 });
});

test("F2 it warns before the reserve is reached, and refuses below it", () => {
  const kinds = [200, 199, 100, 99, 0].map((free) => room(free * MB, 100 * GB, 100 * MB).kind);
  expect(kinds).toEqual(["ample", "short", "short", "full", "full"]);
});

test("F2 what would use the reserve is not accepted; processing continues down to half of it", () => {
  const disk = (free: number) => watchDisk({ dataDir, reserveBytes: 100 * MB, read: () => ({ free: free * MB, size: GB }) });
  expect([disk(150).takes(), disk(150).takes(50 * MB), disk(150).takes(50 * MB + 1), disk(99).takes()]).toEqual([true, true, false, false]);
  expect([disk(50).lastsForProcessing(), disk(49).lastsForProcessing()]).toEqual([true, false]);
});

test("F2 of several disks the one with the least room counts; one that does not say its room is ignored", () => {
  const free: Record<string, number> = { data: 500, [join("data", "uploads")]: 30, [join("data", "warehouse")]: 300 };
  const disk = watchDisk({ dataDir, reserveBytes: 100 * MB, read: (path) => (path in free ? { free: (free[path] ?? 0) * MB, size: GB } : undefined) });
  expect(disk.room()).toEqual({ kind: "full", freeBytes: 30 * MB, reserveBytes: 100 * MB });
  expect(watchDisk({ dataDir, reserveBytes: 100 * MB, read: () => undefined }).takes(GB)).toBe(true);
  const data = temporaryFolder();
  mkdirSync(join(data, "operational"));
  writeFileSync(join(data, "operational", "postgres-is-at.txt"), "/somewhere\n");
  expect(watchDisk({ dataDir: data, read: (path) => (path === "/somewhere" ? { free: 1, size: GB } : { free: GB, size: GB }) }).room().freeBytes).toBe(1);
});

test("F2 a change is logged once, and new room is noticed without a restart", async () => {
  const lines: unknown[] = [];
  let free = 300 * MB;
  const disk = watchDisk({ dataDir, reserveBytes: 100 * MB, read: () => ({ free, size: GB }) }, { warn: (_: unknown, text?: string) => void lines.push(text) });
  for (const next of [300, 90, 80, 150, 900]) {
    free = next * MB;
    await pause(110);
    disk.takes();
    disk.room();
  }
  expect(lines).toEqual([expect.stringContaining("reached its reserve"), expect.stringContaining("filling up"), expect.stringContaining("has room again")]);
});

test("F2 the room on a real disk is what the system says", () => {
  const folder = temporaryFolder();
  const [size, free] = execFileSync("df", ["--block-size=1", "--output=size,avail", folder]).toString().split("\n")[1]?.trim().split(/\s+/).map(Number) ?? [];
  const space = readSpace(folder);
  expect(space?.size).toBe(size);
  // Other processes write meanwhile.
  expect(Math.abs((space?.free ?? 0) - (free ?? 0))).toBeLessThan(GB);
  expect(readSpace(join(folder, "nothing"))).toBeUndefined();
});

test("F2 a start says how much room it needs and where", () => {
  const folder = temporaryFolder();
  const start = (free: number) => () => assertRoom({ dataDir: folder, read: () => ({ free: free * MB, size: GB }) });
  expect(start(255)).toThrow(`The disk of ${folder} has 255 MB free, and a first start needs 256 MB. Make room there and start again.`);
  expect(start(256)).not.toThrow();
  mkdirSync(join(folder, "warehouse"));
  expect(start(63)).toThrow(`The disk of ${folder} has 63 MB free, and the start needs 64 MB. Make room there and start again.`);
  expect(start(64)).not.toThrow();
  expect(roomLine({ kind: "full", freeBytes: 70 * MB, reserveBytes: 100 * MB })).toMatch(
    /^The disk has 70 MB free, less than the reserve of 100 MB: hits and files are refused/,
  );
  expect(roomLine({ kind: "short", freeBytes: 170 * MB, reserveBytes: 100 * MB })).toBeUndefined();
});
