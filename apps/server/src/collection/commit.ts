import { Refusal } from "@rapport/contract";
import type { Deps } from "../deps.ts";

/** One accepted hit, as it is stored: `payload` is JSON text. */
export interface Arrival {
  readonly suite: string;
  /** Which door it came in by: a Segment call or `image`. */
  readonly door: string;
  /** Hash of the caller's address and user agent; the address itself is never stored. */
  readonly client: string;
  readonly payload: string;
}

export interface Committer {
  /** Resolves when the hits are durable on disk; rejects with `unavailable` when they are not. */
  commit(arrivals: readonly Arrival[]): Promise<void>;
  /** True when so much waits for the disk that callers should come back later. */
  underPressure(): boolean;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
}

export interface CommitterOptions {
  /** Reserves this process's number; asked for once, before the first insert. */
  readonly newWriter: () => Promise<number>;
  readonly maxPendingBytes?: number;
}

/** Most that goes into one insert, so that one answer never waits for a very long one. */
const GROUP_BYTES = 16 * 1024 * 1024;
/** Characters that are made bytes at once: a string has a greatest length, and a group that is one large request may pass it. */
const PIECE_CHARACTERS = 1024 * 1024;
const RETRY_AFTER_MS = [20, 100, 500];
const COLUMNS = ["writer", "seq", "suite", "received_at", "door", "client", "payload"] as const;

interface Waiting {
  readonly lines: string[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (reason: Refusal) => void;
}

/**
 * Group commit: one durable insert is under way at a time, and everything that arrives meanwhile goes into the next.
 * Hits of a writer are numbered 1, 2, 3, ... in the order of their arrival, `received_at` never goes back, and a later
 * number is never readable before an earlier one.
 */
export function createCommitter(
  deps: Pick<Deps, "warehouse" | "clock" | "log" | "signals">,
  { newWriter, maxPendingBytes = 64 * 1024 * 1024 }: CommitterOptions,
): Committer {
  let writer: number | undefined;
  let seq = 0;
  let receivedAt = 0;
  let waiting: Waiting[] = [];
  let pendingBytes = 0;
  let running: Promise<void> | undefined;

  function commit(arrivals: readonly Arrival[]): Promise<void> {
    if (arrivals.length === 0) return Promise.resolve();
    receivedAt = Math.max(receivedAt, deps.clock.now().getTime());
    const lines = arrivals.map((arrival) => lineOf(arrival, { seq: ++seq, receivedAt }));
    const bytes = lines.reduce((sum, line) => sum + line.length, 0);
    pendingBytes += bytes;
    return new Promise((resolve, reject) => {
      waiting.push({ lines, bytes, resolve, reject });
      running ??= drain();
    });
  }

  async function drain(): Promise<void> {
    // Requests that are read in the same turn of the event loop share the insert.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = takeGroup();
      const refusal = await store(group);
      pendingBytes -= group.reduce((sum, { bytes }) => sum + bytes, 0);
      for (const { resolve, reject } of group) {
        if (refusal === undefined) resolve();
        else reject(refusal);
      }
      if (refusal === undefined) deps.signals.hitsCommitted(group.reduce((sum, { lines }) => sum + lines.length, 0));
    }
    running = undefined;
  }

  function takeGroup(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && (count === 0 || bytes + (waiting[count]?.bytes ?? 0) <= GROUP_BYTES)) bytes += waiting[count++]?.bytes ?? 0;
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return group;
  }

  /** The refusal to answer with when the group could not be stored. The token makes a repeat after a lost answer harmless. */
  async function store(group: readonly Waiting[]): Promise<Refusal | undefined> {
    for (let attempt = 0; ; attempt++) {
      try {
        writer ??= await newWriter();
        const prefix = `{"writer":${writer},`;
        const first = group[0]?.lines[0] ?? "";
        const ndjson = ndjsonOf(group, prefix);
        await deps.warehouse.insert({ table: "raw_hits_v1", columns: COLUMNS, ndjson, token: `w${writer}-${first.slice(6, first.indexOf(","))}` });
        return undefined;
      } catch (error) {
        deps.log.error({ err: error, hits: group.reduce((sum, { lines }) => sum + lines.length, 0), attempt }, "accepted hits could not be stored");
        const pauseMs = RETRY_AFTER_MS[attempt];
        if (pauseMs === undefined) return new Refusal("unavailable", "The hits could not be stored. Send them again.", { cause: error, retryAfterSeconds: 1 });
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  return {
    commit,
    underPressure: () => pendingBytes > maxPendingBytes,
    drained: async () => await running,
  };
}

function ndjsonOf(group: readonly Waiting[], prefix: string): Buffer {
  const pieces: Buffer[] = [];
  let text = "";
  for (const { lines } of group) {
    for (const line of lines) {
      text += prefix + line;
      if (text.length < PIECE_CHARACTERS) continue;
      pieces.push(Buffer.from(text));
      text = "";
    }
  }
  pieces.push(Buffer.from(text));
  return Buffer.concat(pieces);
}

function lineOf({ suite, door, client, payload }: Arrival, { seq, receivedAt }: { seq: number; receivedAt: number }): string {
  return `"seq":${seq},"suite":${JSON.stringify(suite)},"received_at":${receivedAt},"door":"${door}","client":"${client}","payload":${JSON.stringify(payload)}}\n`;
}
