import { createRetry, type RetryState } from "@rapport/operational";
import { isAboutTheData } from "@rapport/warehouse";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../deps.ts";
import { lastLoaded } from "../queries.ts";
import { removeJournalFile, setAside, type JournalFile } from "./file.ts";
import { countOf, scanFrames, type Frame, type Scanned } from "./frames.ts";
import { RAW_HIT_COLUMNS } from "./raw-hit-lines.ts";

/** A file that gets no more hits. */
export interface FilledFile extends JournalFile {
  readonly bytes: number;
  /** Hits of each suite that are known to be in it. */
  readonly hits: ReadonlyMap<string, number>;
  /** Arrival of its first hit, in epoch milliseconds; Infinity when that cannot be read. */
  readonly firstAt: number;
  /** Number of its last hit, where this process wrote it; of a file that an earlier one left it may be in the warehouse already. */
  readonly lastSeq: number | undefined;
  close(): Promise<void>;
}

export type LoaderState =
  | { readonly kind: "idle" }
  | { readonly kind: "loading" }
  | { readonly kind: "resting" }
  | Extract<RetryState, { kind: "failing" }>
  /** The rest waits for the next start. */
  | { readonly kind: "given up" };

export interface Loader {
  state(): LoaderState;
  healthy(): boolean;
  add(file: FilledFile): void;
  /** Looks for a file to load, unless it is loading one already. */
  wake(): void;
  bytes(): number;
  /** Hits of a suite that are not in the warehouse, those that could not be read among them. */
  waiting(suite: string): number;
  /** Arrival of the oldest hit in the files that wait; null for none. */
  oldestArrival(): number | null;
  /** Hits of files that vanished or cannot be read, which therefore could not be set aside. */
  lost(): { readonly files: number; readonly hits: number };
  /** Loads what waits. What fails is left for the next start. */
  close(): Promise<void>;
}

export interface LoaderOptions {
  /** Another file, when nothing waits. */
  readonly take: () => FilledFile | undefined;
}

/** Pause between two inserts: otherwise a stream of single hits would be a stream of tiny inserts, which the warehouse must merge. */
const REST_MS = 100;
/** After this many failures to read it a file is skipped, so that the next ones are loaded. */
const READS = 4;
/** How long a stop waits; what is not in the warehouse by then stays on the disk. */
const CLOSE_AT_MOST_MS = 10_000;

/**
 * Moves file after file into `raw_hits`, in their order, and removes it. A later number of a writer is never readable
 * there before an earlier one. What fails is tried again until it works; what is damaged is set aside and told.
 */
export function createLoader(deps: Pick<Deps, "warehouse" | "log" | "signals">, { take }: LoaderOptions): Loader {
  const retry = createRetry();
  const closing = new AbortController();
  const queue: FilledFile[] = [];
  const notLoaded = new Map<string, number>();
  const lost = { files: 0, hits: 0 };
  let bytes = 0;
  let doing: "idle" | "loading" | "resting" | "given up" = "idle";
  let loop: Promise<void> = Promise.resolve();

  return {
    state() {
      const failing = retry.state();
      return failing.kind === "failing" && doing === "loading" ? failing : { kind: doing };
    },
    healthy: () => retry.healthy(),
    add(file) {
      queue.push(file);
      bytes += file.bytes;
      count(file.hits, 1);
      wake();
    },
    wake,
    bytes: () => bytes,
    waiting: (suite) => notLoaded.get(suite) ?? 0,
    oldestArrival() {
      const oldest = queue.reduce((least, { firstAt }) => Math.min(least, firstAt), Infinity);
      return oldest === Infinity ? null : oldest;
    },
    lost: () => lost,
    async close() {
      closing.abort();
      wake();
      await Promise.race([loop, pause(CLOSE_AT_MOST_MS, undefined, { ref: false })]);
      doing = "given up";
      for (const file of queue) await file.close();
    },
  };

  function wake(): void {
    if (doing === "idle") loop = run();
  }

  async function run(): Promise<void> {
    // Not at once: the caller may be in the middle of its own work.
    doing = "loading";
    for (let file = next(); file !== undefined; file = next()) {
      if (!(await bring(file))) return void (doing = "given up");
      queue.shift();
      bytes -= file.bytes;
      if (queue.length > 0 || closing.signal.aborted) continue;
      doing = "resting";
      await pause(REST_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      doing = "loading";
    }
    doing = "idle";
  }

  /** The file that is loading is the first in the queue. */
  function next(): FilledFile | undefined {
    const file = queue[0] ?? take();
    if (file !== undefined && queue.length === 0) {
      queue.push(file);
      bytes += file.bytes;
      count(file.hits, 1);
    }
    return file;
  }

  /** False when it was given up for this process. */
  async function bring(file: FilledFile): Promise<boolean> {
    for (let reads = 0; ;) {
      try {
        await file.close();
        const scanned = await readFrames(file).catch((error: unknown) => {
          if (++reads < READS && !isHopeless(error)) throw error;
          return { failure: error };
        });
        if ("failure" in scanned) return passOver(file, scanned.failure);
        const frames = await framesToLoad(file, scanned.frames);
        const refused = await load(file, frames);
        retry.succeeded();
        await finish(file, { ...scanned, refused });
        return true;
      } catch (error) {
        deps.log.error({ err: error, state: retry.state() }, "accepted hits could not be brought to the warehouse; it will be tried again");
        // It stays on the disk for the next start.
        if (closing.signal.aborted) return false;
        retry.failed();
        await retry.pause(closing.signal);
      }
    }
  }

  async function readFrames(file: FilledFile): Promise<Scanned> {
    const { frames, unreadable } = scanFrames(await readFile(file.path), file.writer);
    if (file.lastSeq === undefined) return { frames, unreadable };
    // Refused hits may follow acknowledged ones in the file. How many were acknowledged is known.
    const acknowledged = frames.filter(({ firstSeq }) => firstSeq <= (file.lastSeq ?? 0));
    const hits = countOf(file.hits) - acknowledged.reduce((sum, frame) => sum + countOf(frame.hits), 0);
    return { frames: acknowledged, unreadable: { bytes: unreadable.bytes, hits } };
  }

  /** Of a file that an earlier process left, what it had not loaded. */
  async function framesToLoad({ writer, lastSeq }: FilledFile, frames: readonly Frame[]): Promise<readonly Frame[]> {
    if (lastSeq !== undefined || frames.length === 0) return frames;
    const last = await lastLoaded(deps.warehouse, writer);
    return frames.filter(({ firstSeq }) => firstSeq > last);
  }

  /** One insert; its token makes a repeat after a lost answer harmless. Returns the frames that the warehouse refuses for what they hold. */
  async function load({ writer, number }: FilledFile, frames: readonly Frame[]): Promise<readonly Frame[]> {
    if (frames.length === 0) return [];
    const token = `w${writer}-${number}`;
    try {
      await insert(Buffer.concat(frames.map(({ lines }) => lines)), token);
      return [];
    } catch (error) {
      if (!isAboutTheData(error)) throw error;
    }
    const refused: Frame[] = [];
    for (const frame of frames) {
      await insert(frame.lines, `${token}-${frame.firstSeq}`).catch((error: unknown) => {
        if (!isAboutTheData(error)) throw error;
        refused.push(frame);
      });
    }
    return refused;
  }

  async function insert(tsv: Buffer, token: string): Promise<void> {
    await deps.warehouse.insertTsv({ table: "raw_hits_v2", columns: RAW_HIT_COLUMNS, tsv, token });
  }

  async function finish(file: FilledFile, { frames, unreadable, refused }: Scanned & { readonly refused: readonly Frame[] }): Promise<void> {
    const read = frames.filter((frame) => !refused.includes(frame));
    for (const frame of read) count(frame.hits, -1);
    deps.signals.hitsCommitted(read.reduce((sum, frame) => sum + countOf(frame.hits), 0));
    const hits = unreadable.hits + refused.reduce((sum, frame) => sum + countOf(frame.hits), 0);
    try {
      if (unreadable.bytes === 0 && hits === 0) return await removeJournalFile(file);
      deps.log.error(
        { ...named(file), bytes: unreadable.bytes, hits },
        "a file of the journal is damaged; what is whole is loaded, and the file is kept with the ending .torn",
      );
      await setAside(file, { hits });
    } catch (error) {
      // The next start finds it, and knows that it is loaded.
      deps.log.error({ err: error, ...named(file) }, "a file of the journal whose hits are in the warehouse could not be moved out of it");
    }
  }

  /** Gives up a file that cannot be read. The next files are loaded, and its hits count as waiting for good. */
  function passOver(file: FilledFile, error: unknown): true {
    lost.files += 1;
    lost.hits += countOf(file.hits);
    deps.log.error({ err: error, ...named(file), hits: countOf(file.hits) }, "a file of the journal cannot be read; its hits are not in the warehouse");
    return true;
  }

  function count(hits: ReadonlyMap<string, number>, sign: 1 | -1): void {
    for (const [suite, number] of hits) notLoaded.set(suite, (notLoaded.get(suite) ?? 0) + sign * number);
  }
}

function named({ writer, number }: JournalFile): { file: string } {
  return { file: `${writer}-${number}.journal` };
}

/** True when trying again cannot help. */
function isHopeless(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOENT", "EISDIR", "EACCES", "EPERM", "ELOOP"].includes(String(error.code));
}
