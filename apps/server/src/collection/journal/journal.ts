import { mkdir, readFile } from "node:fs/promises";
import type { Deps, Journal } from "../../deps.ts";
import { newWriter } from "../queries.ts";
import { asideOf, leftJournalFiles, type JournalFile } from "./file.ts";
import { arrivalOf, countOf, scanFrames } from "./frames.ts";
import { createLoader, type FilledFile } from "./loader.ts";
import { lockJournal } from "./lock.ts";
import { createWriter, type Writer } from "./writer.ts";

export type JournalDeps = Pick<Deps, "db" | "warehouse" | "clock" | "log" | "signals">;

export interface JournalOptions {
  readonly dir: string;
  /** How much may wait in memory for the disk, and on the disk for the warehouse. */
  readonly limits?: { readonly memoryBytes: number; readonly diskBytes: number };
}

const LIMITS = { memoryBytes: 64 * 1024 * 1024, diskBytes: 4 * 1024 * 1024 * 1024 };

/**
 * Accepted hits on their way to the warehouse (docs/decisions/0010-journal.md). The writer makes them durable within a millisecond,
 * whatever the warehouse is doing; the loader then moves file after file into `raw_hits`, first those that an earlier
 * process left. Rejects with `JournalError` when another process owns the folder.
 */
export async function openJournal(deps: JournalDeps, { dir, limits = LIMITS }: JournalOptions): Promise<Journal> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const unlock = await lockJournal(dir);
  let writer: Writer;
  let number: number;
  const loader = createLoader(deps, { take: () => writer.takeFile() });
  try {
    // Fetched at the start, because hits are also accepted while PostgreSQL is away.
    number = await newWriter(deps.db);
    writer = createWriter(deps, { dir, writer: number, onFilled: loader.add, onWritten: loader.wake });
    for (const file of await leftJournalFiles(dir)) loader.add(await leftFile(deps, file));
  } catch (cause) {
    unlock();
    throw cause;
  }
  const underPressure = (): boolean => writer.bytesInMemory() > limits.memoryBytes || loader.bytes() + writer.filling().bytes > limits.diskBytes;

  return {
    commit: writer.commit,
    underPressure,
    healthy: () => !underPressure() && !writer.hasRefused() && loader.healthy(),
    waiting: (suite) => loader.waiting(suite) + (writer.filling().hits.get(suite) ?? 0),
    unloaded: () => ({ writer: number, since: loader.oldestArrival() ?? writer.oldestArrival() }),
    async unreadable() {
      const aside = await asideOf(dir);
      const lost = loader.lost();
      return { ...aside, files: aside.files + lost.files, hits: aside.hits + lost.hits };
    },
    async close() {
      await writer.settled();
      try {
        await loader.close();
        await writer.close();
      } finally {
        unlock();
      }
    },
  };
}

/** Reads a file at the start, so that its hits count as waiting. The loader reports and skips what cannot be read. */
async function leftFile({ log }: Pick<Deps, "log">, file: JournalFile): Promise<FilledFile> {
  const close = () => Promise.resolve();
  try {
    const bytes = await readFile(file.path);
    const hits = new Map<string, number>();
    const { frames } = scanFrames(bytes, file.writer);
    for (const frame of frames) {
      for (const [suite, count] of frame.hits) hits.set(suite, (hits.get(suite) ?? 0) + count);
    }
    if (hits.size > 0) log.info({ hits: countOf(hits) }, "hits that an earlier process left are brought to the warehouse");
    return { ...file, bytes: bytes.length, hits, firstAt: Math.min(...frames.map(arrivalOf)), lastSeq: undefined, close };
  } catch {
    return { ...file, bytes: 0, hits: new Map(), firstAt: Infinity, lastSeq: undefined, close };
  }
}
