import { Refusal } from "@rapport/contract";
import { mkdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Arrival, Deps, Journal } from "../deps.ts";
import {
  createJournalFile,
  leftJournalFiles,
  readJournalFile,
  removeJournalFile,
  setTornAside,
  type JournalFile,
  type OpenJournalFile,
} from "./journal-file.ts";
import { lockJournal } from "./journal-lock.ts";
import { lastLoaded, newWriter } from "./queries.ts";
import { firstSeqOf, RAW_HIT_COLUMNS, rawHitLines, type NumberedArrivals } from "./raw-hit-lines.ts";

export type JournalDeps = Pick<Deps, "db" | "warehouse" | "clock" | "log" | "signals">;

export interface JournalOptions {
  readonly dir: string;
  /** Most that may wait in memory for the disk, and on the disk for the warehouse. */
  readonly limits?: { readonly memoryBytes: number; readonly diskBytes: number };
}

const LIMITS = { memoryBytes: 64 * 1024 * 1024, diskBytes: 4 * 1024 * 1024 * 1024 };
/** Most that goes to the disk at once, so that one answer never waits for a very long write. */
const GROUP_BYTES = 4 * 1024 * 1024;
/** A file is one insert into the warehouse. */
const FILE_BYTES = 16 * 1024 * 1024;
/** Between two inserts: a stream of single hits would else be a stream of tiny inserts, which the warehouse must merge. */
const REST_MS = 100;
const RETRY_AFTER_MS = [100, 500, 2_000, 5_000];
const UNHEALTHY_AFTER_MS = 30_000;
const REFUSAL_COUNTS_MS = 10_000;
/** What is not in the warehouse by then is on the disk. */
const CLOSE_AT_MOST_MS = 10_000;

interface Waiting extends NumberedArrivals {
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (reason: Refusal) => void;
}

/** A file, and how many hits of each suite it brings to the warehouse. */
interface Filled {
  readonly file: OpenJournalFile;
  readonly hits: Map<string, number>;
}

/**
 * Accepted hits on their way to the warehouse (docs/decisions/0010-journal.md). An append-only file makes them durable within a millisecond,
 * whatever the warehouse is doing; a loop of its own then moves file after file into `raw_hits`.
 *
 * Group commit: one write is under way at a time, and everything that arrives meanwhile goes into the next. Hits of a
 * writer are numbered 1, 2, 3, ... in the order of their arrival, `received_at` never goes back, and a later number is
 * never readable in the warehouse before an earlier one. Numbers of hits that were refused are missing.
 *
 * What an earlier process left is loaded before this resolves. Rejects with `JournalError` when another process owns it.
 */
export async function openJournal(deps: JournalDeps, { dir, limits = LIMITS }: JournalOptions): Promise<Journal> {
  await mkdir(dir, { recursive: true });
  const unlock = await lockJournal(dir);
  try {
    for (const file of await leftJournalFiles(dir)) await loadLeft(file);
  } catch (cause) {
    unlock();
    throw cause;
  }

  let writer: number | undefined;
  let fileNumber = 0;
  /** Made ahead, so that no answer waits for a new name to be durable. */
  let spare: Promise<OpenJournalFile> | undefined;
  let seq = 0;
  let receivedAt = 0;
  let arrived: Waiting[] = [];
  let bytesInMemory = 0;
  let bytesOnDisk = 0;
  let writing: Promise<void> | undefined;
  let filling: Filled | undefined;
  const filled: Filled[] = [];
  let loading: Promise<void> | undefined;
  let isClosing = false;
  let hasGivenUp = false;
  let refusedAt: number | undefined;
  let notLoadingSince: number | undefined;
  const notLoaded = new Map<string, number>();

  return {
    commit,
    underPressure,
    healthy: () => !underPressure() && !hasRefused() && (notLoadingSince === undefined || performance.now() - notLoadingSince < UNHEALTHY_AFTER_MS),
    waiting: (suite) => notLoaded.get(suite) ?? 0,
    async close() {
      await writing;
      isClosing = true;
      try {
        await Promise.race([loadRest(), pause(CLOSE_AT_MOST_MS, undefined, { ref: false })]);
        for (const { file } of [...filled, ...(filling === undefined ? [] : [filling])]) await file.close();
        const unused = await spare?.catch(() => undefined);
        if (unused !== undefined) await unused.close().then(() => removeJournalFile(unused));
      } finally {
        unlock();
      }
    },
  };

  function underPressure(): boolean {
    return bytesInMemory > limits.memoryBytes || bytesOnDisk > limits.diskBytes;
  }

  /** Forgotten after a while: whoever sends nothing to an unhealthy server would never find it well again. */
  function hasRefused(): boolean {
    return refusedAt !== undefined && performance.now() - refusedAt < REFUSAL_COUNTS_MS;
  }

  async function loadRest(): Promise<void> {
    while (loading !== undefined) await loading;
  }

  function commit(arrivals: readonly Arrival[]): Promise<void> {
    if (arrivals.length === 0) return Promise.resolve();
    receivedAt = Math.max(receivedAt, deps.clock.now().getTime());
    const firstSeq = seq + 1;
    seq += countOf(arrivals);
    const bytes = arrivals.reduce((sum, { payload }) => sum + payload.length, 0);
    bytesInMemory += bytes;
    const numbered = { arrivals, firstSeq, receivedAt, bytes };
    return new Promise((resolve, reject) => {
      arrived.push({ ...numbered, resolve, reject });
      writing ??= writeArrived();
    });
  }

  async function writeArrived(): Promise<void> {
    // Requests that are read in the same turn of the event loop share the write.
    await new Promise(setImmediate);
    while (arrived.length > 0) {
      const group = takeGroup();
      const refusal = await write(group);
      for (const { bytes, resolve, reject } of group) {
        bytesInMemory -= bytes;
        if (refusal === undefined) resolve();
        else reject(refusal);
      }
      startLoading();
    }
    writing = undefined;
  }

  function takeGroup(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (count < arrived.length && (count === 0 || bytes + (arrived[count]?.bytes ?? 0) <= GROUP_BYTES)) bytes += arrived[count++]?.bytes ?? 0;
    const group = arrived.slice(0, count);
    arrived = arrived.slice(count);
    return group;
  }

  /** The refusal to answer with when the group could not be made durable. */
  async function write(group: readonly Waiting[]): Promise<Refusal | undefined> {
    try {
      writer ??= await newWriter(deps.db);
      filling ??= { file: await nextFile(writer), hits: new Map() };
      const before = filling.file.size();
      await filling.file.append(rawHitLines(group, writer));
      bytesOnDisk += filling.file.size() - before;
      for (const { arrivals } of group) {
        for (const { suite, hits } of arrivals) {
          filling.hits.set(suite, (filling.hits.get(suite) ?? 0) + hits);
          notLoaded.set(suite, (notLoaded.get(suite) ?? 0) + hits);
        }
      }
      if (filling.file.size() >= FILE_BYTES) endFile();
      refusedAt = undefined;
      deps.signals.hitsAccepted(hitsOf(group));
      return undefined;
    } catch (error) {
      refusedAt = performance.now();
      deps.log.error({ err: error, hits: hitsOf(group) }, "accepted hits could not be written to the journal");
      // A file that failed once is not trusted with another hit.
      endFile();
      return new Refusal("unavailable", "The hits could not be stored. Send them again.", { cause: error, retryAfterSeconds: 1 });
    }
  }

  async function nextFile(of: number): Promise<OpenJournalFile> {
    const ready = spare ?? createJournalFile({ dir, writer: of, number: ++fileNumber });
    spare = undefined;
    const file = await ready;
    spare = createJournalFile({ dir, writer: of, number: ++fileNumber });
    // Told when it is used.
    spare.catch(() => undefined);
    return file;
  }

  function endFile(): void {
    if (filling !== undefined) filled.push(filling);
    filling = undefined;
  }

  function startLoading(): void {
    if (loading !== undefined || hasGivenUp) return;
    if (filled.length === 0 && filling !== undefined) endFile();
    if (filled.length === 0) return;
    loading = loadFilled().then(() => {
      loading = undefined;
      // While a write is under way the file is in use; what comes after the write starts this again.
      if (writing === undefined) startLoading();
    });
  }

  async function loadFilled(): Promise<void> {
    for (let failures = 0; filled[0] !== undefined;) {
      const { file, hits } = filled[0];
      try {
        await file.close();
        const { tsv } = await readJournalFile(file, file.size());
        if (tsv.length > 0) await load(file, tsv);
      } catch (error) {
        notLoadingSince ??= performance.now();
        deps.log.error({ err: error, failures }, "accepted hits could not be brought to the warehouse; it will be tried again");
        // It stays on the disk for the next start.
        hasGivenUp = isClosing;
        if (hasGivenUp) return;
        await pause(RETRY_AFTER_MS[Math.min(failures++, RETRY_AFTER_MS.length - 1)] ?? 0);
        continue;
      }
      filled.shift();
      failures = 0;
      notLoadingSince = undefined;
      bytesOnDisk -= file.size();
      for (const [suite, count] of hits) notLoaded.set(suite, (notLoaded.get(suite) ?? 0) - count);
      deps.signals.hitsCommitted([...hits.values()].reduce((sum, count) => sum + count, 0));
      await removeLoaded(file);
    }
    if (!isClosing) await pause(REST_MS);
  }

  /** A file that stays is found at the next start, and known to be loaded. */
  async function removeLoaded(file: JournalFile): Promise<void> {
    try {
      await removeJournalFile(file);
    } catch (error) {
      deps.log.error({ err: error }, "a file of the journal whose hits are in the warehouse could not be removed");
    }
  }

  async function loadLeft(file: JournalFile): Promise<void> {
    const { tsv, bytesLeft } = await readJournalFile(file);
    if (tsv.length > 0 && (await lastLoaded(deps.warehouse, file.writer)) < firstSeqOf(tsv)) await load(file, tsv);
    if (bytesLeft === 0) return await removeJournalFile(file);
    // The end of a write that was cut off, and so was never acknowledged; or damage, and then somebody will want to see it.
    deps.log.warn({ bytes: bytesLeft }, "a file of the journal does not end with whole hits; it is kept with the ending .torn");
    await setTornAside(file);
  }

  /** One insert; its token makes a repeat after a lost answer harmless. */
  async function load({ writer: of, number }: JournalFile, tsv: Buffer): Promise<void> {
    await deps.warehouse.insertTsv({ table: "raw_hits_v2", columns: RAW_HIT_COLUMNS, tsv, token: `w${of}-${number}` });
  }
}

function hitsOf(group: readonly NumberedArrivals[]): number {
  return group.reduce((sum, { arrivals }) => sum + countOf(arrivals), 0);
}

function countOf(arrivals: readonly Arrival[]): number {
  return arrivals.reduce((sum, { hits }) => sum + hits, 0);
}
