import { Refusal } from "@rapport/contract";
import type { Arrival, Deps } from "../../deps.ts";
import { createJournalFile, removeJournalFile, type OpenJournalFile } from "./file.ts";
import type { FilledFile } from "./loader.ts";
import { rawHitLines, type NumberedArrivals } from "./raw-hit-lines.ts";

/** The most of one write, so that no answer waits for a very long write. */
const GROUP_BYTES = 4 * 1024 * 1024;
/** A file is one insert into the warehouse. */
const FILE_BYTES = 16 * 1024 * 1024;
/** A failure is forgotten after a while. Callers send nothing to an unhealthy server, so no success would ever clear it. */
const REFUSAL_COUNTS_MS = 10_000;

interface Committing extends NumberedArrivals {
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (reason: Refusal) => void;
}

type WriterState =
  /** Nothing waits for the disk. The last hits may have been refused. */
  { readonly kind: "idle" } | { readonly kind: "writing" } | { readonly kind: "between two writes" };

/** A file that is being written. */
interface Filling {
  readonly file: OpenJournalFile;
  readonly hits: Map<string, number>;
  /** Arrival of its first hit. */
  readonly firstAt: number;
  lastSeq: number;
}

export interface Writer {
  /** Resolves when the hits are durable; rejects with the refusal `unavailable`. */
  commit(arrivals: readonly Arrival[]): Promise<void>;
  bytesInMemory(): number;
  /** Bytes and hits of the file that is being filled. */
  filling(): { readonly bytes: number; readonly hits: ReadonlyMap<string, number> };
  /** When the oldest hit arrived that is not in a finished file; null for none. */
  oldestArrival(): number | null;
  hasRefused(): boolean;
  /** The file that is being filled, unless a write is under way; the next hits begin another. */
  takeFile(): FilledFile | undefined;
  /** Resolves when nothing waits for the disk. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface WriterOptions {
  readonly dir: string;
  /** The number of this process, which no other process has. */
  readonly writer: number;
  /** Called with each finished file. */
  readonly onFilled: (file: FilledFile) => void;
  /** Called between two writes. */
  readonly onWritten: () => void;
}

/**
 * Makes accepted hits durable. Group commit: one write is under way at a time, and everything that arrives in the meantime
 * goes into the next. Hits are numbered 1, 2, 3, ... in the order of their arrival, and `received_at` never goes back.
 * Numbers of hits that were refused are missing, and end their file.
 */
export function createWriter(deps: Pick<Deps, "clock" | "log" | "signals">, { dir, writer, onFilled, onWritten }: WriterOptions): Writer {
  let state: WriterState = { kind: "idle" };
  let writing: Promise<void> = Promise.resolve();
  let refusedAt: number | undefined;
  let fileNumber = 0;
  /** Created ahead, so that no answer waits for a new name to be durable. */
  let spare: Promise<OpenJournalFile> | undefined;
  let filling: Filling | undefined;
  let seq = 0;
  let receivedAt = 0;
  let arrived: Committing[] = [];
  let underWay: readonly Committing[] = [];
  let bytesInMemory = 0;

  return {
    commit,
    bytesInMemory: () => bytesInMemory,
    filling: () => ({ bytes: filling?.file.size() ?? 0, hits: filling?.hits ?? new Map() }),
    oldestArrival: () => filling?.firstAt ?? underWay[0]?.receivedAt ?? arrived[0]?.receivedAt ?? null,
    hasRefused: () => refusedAt !== undefined && performance.now() - refusedAt < REFUSAL_COUNTS_MS,
    takeFile,
    settled: () => writing,
    async close() {
      await filling?.file.close();
      const unused = await spare?.catch(() => undefined);
      if (unused !== undefined) await unused.close().then(() => removeJournalFile(unused));
    },
  };

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
      if (state.kind !== "idle") return;
      state = { kind: "writing" };
      writing = writeArrived();
    });
  }

  async function writeArrived(): Promise<void> {
    // Requests that are read in the same turn of the event loop share the write.
    await new Promise(setImmediate);
    while (arrived.length > 0) {
      state = { kind: "writing" };
      const group = takeGroup();
      underWay = group;
      const refusal = await write(group);
      underWay = [];
      state = { kind: "between two writes" };
      for (const { bytes, resolve, reject } of group) {
        bytesInMemory -= bytes;
        if (refusal === undefined) resolve();
        else reject(refusal);
      }
      onWritten();
    }
    state = { kind: "idle" };
  }

  function takeGroup(): Committing[] {
    let bytes = 0;
    let count = 0;
    while (count < arrived.length && (count === 0 || bytes + (arrived[count]?.bytes ?? 0) <= GROUP_BYTES)) bytes += arrived[count++]?.bytes ?? 0;
    const group = arrived.slice(0, count);
    arrived = arrived.slice(count);
    return group;
  }

  /** The refusal to answer with when the group could not be made durable. */
  async function write(group: readonly Committing[]): Promise<Refusal | undefined> {
    const count = group.reduce((sum, { arrivals }) => sum + countOf(arrivals), 0);
    try {
      filling ??= { file: await nextFile(), hits: new Map(), firstAt: group[0]?.receivedAt ?? 0, lastSeq: 0 };
      await filling.file.append(rawHitLines(group, writer), count);
      for (const { arrivals, firstSeq } of group) {
        for (const { suite, hits } of arrivals) filling.hits.set(suite, (filling.hits.get(suite) ?? 0) + hits);
        filling.lastSeq = firstSeq + countOf(arrivals) - 1;
      }
      if (filling.file.size() >= FILE_BYTES) endFile();
      refusedAt = undefined;
      deps.signals.hitsAccepted(count);
      return undefined;
    } catch (error) {
      refusedAt = performance.now();
      deps.log.error({ err: error, hits: count }, "accepted hits could not be written to the journal");
      // A file that failed once gets no more hits.
      endFile();
      return new Refusal("collection.not_stored", {}, { cause: error, retryAfterSeconds: 1 });
    }
  }

  async function nextFile(): Promise<OpenJournalFile> {
    const ready = spare ?? createJournalFile({ dir, writer, number: ++fileNumber });
    spare = undefined;
    const file = await ready;
    spare = createJournalFile({ dir, writer, number: ++fileNumber });
    // A failure is reported when the file is used.
    spare.catch(() => undefined);
    return file;
  }

  function takeFile(): FilledFile | undefined {
    if (filling === undefined || state.kind === "writing") return undefined;
    const { file, hits, firstAt, lastSeq } = filling;
    filling = undefined;
    return { ...file, bytes: file.size(), hits, firstAt, lastSeq, close: () => file.close() };
  }

  function endFile(): void {
    if (filling === undefined) return;
    state = { kind: "between two writes" };
    const file = takeFile();
    if (file !== undefined) onFilled(file);
  }
}

function countOf(arrivals: readonly Arrival[]): number {
  return arrivals.reduce((sum, { hits }) => sum + hits, 0);
}
