import type { Database, Operational } from "@rapport/operational";
import type { Warehouse } from "@rapport/warehouse";
import type { Kysely } from "kysely";
import type { Logger } from "pino";

/** What every slice is given; there are no singletons. Take only what you use: `Pick<Deps, "db" | "clock">`. */
export interface Deps {
  readonly db: Kysely<Database>;
  /** The pool under `db`, for advisory locks and for work that needs one connection of its own. */
  readonly pool: Operational["pool"];
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  /** Structured and redacted: never give it a person's name, address, e-mail, a customer's id or a payload. */
  readonly log: Logger;
  readonly signals: Signals;
  readonly journal: Journal;
  /** Where uploaded files wait for their job, and what else is not in a store. */
  readonly dataDir: string;
  readonly disk: Disk;
  /** Largest file by HTTP (FF19). */
  readonly uploadMaxBytes: number;
  readonly limits: Limits;
}

/** How much is done at once, and how much may wait. */
export interface Limits {
  readonly reports: { readonly atOnce: number; readonly waiting: number };
  /** How many customers a person may look up in an hour, a fifth of them within a minute; none or 0 for no bound (S14). */
  readonly lookupsPerHour?: number;
}

export interface Clock {
  now(): Date;
}

/** Room on the disk of the data directory that has least of it, in bytes. */
export interface Room {
  /** `short`: less than twice the reserve is free. `full`: less than the reserve. */
  readonly kind: "ample" | "short" | "full";
  readonly freeBytes: number;
  readonly reserveBytes: number;
}

/** The disks under the data directory. */
export interface Disk {
  room(): Room;
  /** False when these many more bytes would reach into the reserve: no hits and files are taken then (F2). */
  takes(bytes?: number): boolean;
  /** False when half the reserve is gone: what is left is for the database, for reports and for undoing. */
  lastsForProcessing(): boolean;
}

/** One accepted request, as it is stored. */
export interface Arrival {
  readonly suite: string;
  /** Which door it came in by: a Segment call or `image`. */
  readonly door: string;
  /** Hash of the caller's address and user agent; the address itself is never stored. */
  readonly client: string;
  /** JSON text; how many hits it holds. */
  readonly payload: string;
  readonly hits: number;
}

/** Where accepted hits are made durable, on their way to the warehouse. */
export interface Journal {
  /** Resolves when the hits are durable on disk; rejects with the refusal `unavailable` when they are not. */
  commit(arrivals: readonly Arrival[]): Promise<void>;
  /** True when so much waits that callers should try again later. */
  underPressure(): boolean;
  /** Durable hits of a suite that are not in the warehouse yet. */
  waiting(suite: string): number;
  /** The number under which hits are accepted, and the arrival of the oldest hit that is not in the warehouse yet, in epoch milliseconds; null for none. */
  unloaded(): { readonly writer: number; readonly since: number | null };
  /** False while hits are refused, or cannot be moved to the warehouse. */
  healthy(): boolean;
  /** What of the journal could not be read, and is kept: files, their bytes, and hits that are known to be missing. */
  unreadable(): Promise<{ readonly files: number; readonly bytes: number; readonly hits: number }>;
  /** Moves what waits to the warehouse; if that fails, it stays on disk for the next start. */
  close(): Promise<void>;
}

/**
 * Wakes background work of this process at once. A missed signal does no harm: workers also poll.
 * Listeners run synchronously and must not throw.
 */
export interface Signals {
  /** Hits are durable: they were, or are about to be, answered with success. */
  hitsAccepted(count: number): void;
  onHitsAccepted(listener: (count: number) => void): () => void;
  /** Hits are in the warehouse and wait for processing. */
  hitsCommitted(count: number): void;
  /** Returns a function that removes the listener. */
  onHitsCommitted(listener: (count: number) => void): () => void;
  /** A report suite was created or its settings changed. */
  suitesChanged(): void;
  onSuitesChanged(listener: () => void): () => void;
}

/** A loop or server part that goes on until it is stopped. */
export interface Running {
  /** Resolves when what had begun is finished. */
  stop(): Promise<void>;
  /** False once the loop cannot do its work; part of `/readyz`. */
  healthy?(): boolean;
}

export const systemClock: Clock = { now: () => new Date() };

export function createSignals(): Signals {
  const accepted = createSignal<[count: number]>();
  const hits = createSignal<[count: number]>();
  const suites = createSignal<[]>();
  return {
    hitsAccepted: accepted.give,
    onHitsAccepted: accepted.on,
    hitsCommitted: hits.give,
    onHitsCommitted: hits.on,
    suitesChanged: suites.give,
    onSuitesChanged: suites.on,
  };
}

function createSignal<A extends unknown[]>(): { give(...args: A): void; on(listener: (...args: A) => void): () => void } {
  const listeners = new Set<(...args: A) => void>();
  return {
    give: (...args) => listeners.forEach((listener) => listener(...args)),
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
