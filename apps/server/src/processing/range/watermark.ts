import type { Deps } from "../../deps.ts";
import type { Held } from "./held-back.ts";

/** What the journal of this process knows of hits that are not in the warehouse yet. */
export interface Unloaded {
  /** The number under which this process accepts hits. */
  readonly writer: number;
  /** When the oldest of them arrived, in epoch milliseconds; null for none. */
  readonly since: number | null;
}

export interface WatermarkDeps extends Pick<Deps, "clock" | "log"> {
  readonly journal: { unloaded(): Unloaded | Promise<Unloaded> };
}

export interface Watermark {
  /** A moment before which every arrival is in the warehouse, as far as is known. */
  known(held: Pick<Held, "next" | "size">): Promise<number>;
  /** Notes that a writer's hits are in the warehouse, and when the newest of them arrived. */
  saw(hits: { readonly writer: number; readonly newestAt: number }): void;
  now(): number;
}

/** How long hits of another process take to reach the warehouse, unless something is wrong there. */
const OTHERS_MS = 400;
/** A process without hits for this long counts as ended. */
const OTHERS_ALIVE_MS = 10_000;
/** Nothing waits longer than this for hits that may still come, whatever clocks and journals say. */
const LONGEST_MS = 60_000;

/**
 * The moment up to which all arrivals are known. For this process it is exact: its journal says what it still has. Nothing is known of
 * another process's journal, so while others send hits a short time is added. A hit that is stored still later is folded
 * when it is found.
 */
export function createWatermark({ clock, log, journal }: WatermarkDeps): Watermark {
  let own = 0;
  /** From this process's own hits, whose times never go back, although a clock may. */
  let newest = { at: -Infinity, seen: 0 };
  let othersAt = -Infinity;
  let stuck = { next: Infinity, since: 0 };

  const now = (): number => Math.max(clock.now().getTime(), newest.at + performance.now() - newest.seen);

  return {
    now,
    async known(held) {
      const asked = now();
      const { writer, since } = await journal.unloaded();
      own = writer;
      const known = Math.min(asked - (performance.now() - othersAt < OTHERS_ALIVE_MS ? OTHERS_MS : 0), since ?? Infinity);
      const next = held.size() === 0 ? Infinity : held.next();
      if (next !== stuck.next) stuck = { next, since: performance.now() };
      if (next === Infinity || performance.now() - stuck.since < LONGEST_MS) return known;
      log.warn({ hits: held.size() }, "hits waited a minute for others that arrived before them; they are processed without them");
      return Math.max(known, next + 1);
    },
    saw({ writer, newestAt }) {
      if (writer !== own && clock.now().getTime() - newestAt < OTHERS_ALIVE_MS) othersAt = performance.now();
      if (writer === own && newestAt > newest.at) newest = { at: newestAt, seen: performance.now() };
    },
  };
}
