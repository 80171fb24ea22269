import type { HeldLock } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { addRange, plannedCursors, reorderWindow, type Cursor, type Range } from "../queries.ts";
import { cursorParameters, rangeEnd, waitingWriters, WRITERS_AT_ONCE } from "../warehouse-queries.ts";
import { countsBySuite, createHeld, earlyReleases, HELD_BOUNDS, windowOfHeld } from "./held-back.ts";
import { hitList } from "./hit-list.ts";
import { readHits, readInterval, type RangeHit } from "./read-range.ts";
import { createWatermark, type WatermarkDeps } from "./watermark.ts";

/** The most hits of a range, and bytes as sent. Small enough for reports to follow closely, large enough to keep pace. */
export const RANGE_LIMITS: Limits = { hits: 10_000, bytes: 8 * 1024 * 1024 };

export interface Limits {
  readonly hits: number;
  readonly bytes: number;
}

/** Of many writers, only the newest are read each time. The others, whose processes have ended, are read once in this many times. */
const LOOKS_AT_ALL_EVERY = 10;

/** When to look again if only the watermark holds a hit back. */
const SOON_MS = 20;

export interface PlannerDeps extends Pick<Deps, "db" | "warehouse">, WatermarkDeps {
  readonly lane: HeldLock;
  readonly onStep?: ((step: string) => void) | undefined;
}

/** A range that is written down, with its hits in the order of processing. */
export interface Prepared {
  readonly range: Range;
  readonly hits: readonly RangeHit[];
  /** True when more may wait after it. */
  readonly isFull: boolean;
}

export interface Planner {
  /** Reads the hits that have waited longest, and writes the next range down. Null when no hit can be processed yet. */
  next(limits?: Limits): Promise<Prepared | null>;
  /** How long until a held-back hit can be due; Infinity when none waits. */
  quietMs(): number;
}

interface Span extends Pick<Range, "writer" | "fromSeq" | "toSeq"> {
  readonly hits: number;
}

/**
 * Knows where each writer's hits begin that were not read yet, and which were read and are held back. True only while
 * this process holds the lane. Hits that were read since the last range was written down are read again after a crash.
 */
export function createPlanner(deps: PlannerDeps): Planner {
  const planned = new Map<number, number>();
  const held = createHeld();
  const watermark = createWatermark(deps);
  const tellEarly = earlyReleases(deps);
  let isRestored = false;
  /** What was read since the last range was written down. */
  let open: Span | null = null;
  /** The moment up to which held-back hits can be processed: every earlier arrival has been read. */
  let playable = -Infinity;
  let isMore = false;
  let looks = 0;
  let olderWait = true;

  return {
    async next(limits = RANGE_LIMITS) {
      if (!isRestored) await restore();
      for (;;) {
        // Hits for which the last range had no room come first.
        const atOnce = held.next() < playable ? null : await look(limits);
        const hits = atOnce ?? held.take({ before: playable, limits });
        tellEarly(held.early());
        const isFull = isMore || held.next() < playable;
        if (hits.length > 0) return { ...(await writeDown(hits)), isFull };
        // A request without hits is done.
        if (open !== null && held.size() === 0) await writeDown([]);
        if (!isFull) return null;
      }
    },
    quietMs() {
      const dueIn = held.next() + 1 - watermark.now();
      return dueIn > 0 ? dueIn : SOON_MS;
    },
  };

  async function restore(): Promise<void> {
    const stood = await reorderWindow(deps.db);
    if (stood.held !== null) held.restore({ held: await readHits(deps, stood.held), moment: stood.moment ?? -Infinity });
    isRestored = true;
  }

  /** Reads what waits next. Returns it when nothing is held back, so that it is processed as it came. */
  async function look(limits: Limits): Promise<RangeHit[] | null> {
    // Read before the warehouse, so that everything that arrived earlier can be read there.
    const known = await watermark.known(held);
    isMore = false;
    // No hit is due, and memory is full.
    if (held.size() > 2 * HELD_BOUNDS.hits && held.next() >= known) return null;
    const interval = await nextInterval(limits);
    if (interval === null) {
      playable = known;
      return null;
    }
    // A range has the interval of one writer.
    if (open !== null && open.writer !== interval.writer) await writeDown([]);
    const read = await readInterval(deps, interval);
    deps.onStep?.("read");
    const newestAt = read.at(-1)?.receivedAt ?? -Infinity;
    watermark.saw({ writer: interval.writer, newestAt });
    open = { writer: interval.writer, fromSeq: open?.fromSeq ?? interval.fromSeq, toSeq: interval.toSeq, hits: (open?.hits ?? 0) + read.length };
    planned.set(interval.writer, interval.toSeq);
    isMore = interval.isFull;
    playable = Math.min(known, interval.othersFrom, interval.isCut ? newestAt : Infinity);
    if (held.size() === 0 && interval.othersFrom === Infinity && !read.some(({ isHeldBack }) => isHeldBack)) return read;
    held.add(read);
    return null;
  }

  async function writeDown(hits: readonly RangeHit[]): Promise<Omit<Prepared, "isFull">> {
    const { hits: read, ...interval } = open ?? emptyInterval(hits);
    const isOf = ({ writer, number }: RangeHit): boolean => writer === interval.writer && interval.fromSeq <= number;
    const isAsItCame = hits.length === read && hits.every((hit, n) => isOf(hit) && (hits[n - 1]?.number ?? 0) < hit.number);
    const range = await addRange(deps, {
      ...interval,
      folds: isAsItCame ? null : hitList(hits),
      earlierHits: countsBySuite(hits.filter((hit) => !isOf(hit))),
      window: windowOfHeld(held),
      doneAt: hits.length === 0 ? deps.clock.now() : null,
    });
    open = null;
    deps.onStep?.("planned");
    return { range, hits };
  }

  async function nextInterval(limits: Limits): Promise<Interval | null> {
    const cursors = (await plannedCursors(deps.db)).map(({ writer, after }) => ({ writer, after: Math.max(after, planned.get(writer) ?? 0) }));
    for (const { writer, after } of cursors) planned.set(writer, after);
    const looksAtAll = olderWait || looks++ % LOOKS_AT_ALL_EVERY === 0;
    const waiting = await waitingHits(deps, looksAtAll ? cursors : cursors.slice(0, WRITERS_AT_ONCE));
    if (looksAtAll) olderWait = waiting.some(({ cursor }) => cursors.indexOf(cursor) >= WRITERS_AT_ONCE);
    const [next, behind] = waiting;
    if (next === undefined) return null;
    const { writer, after } = next.cursor;
    const last = Math.min(next.last, next.first + limits.hits - 1);
    const [end] = await deps.warehouse.rows(rangeEnd, { writer, first: next.first, last, bytes: limits.bytes });
    const toSeq = end?.last ?? last;
    const isCut = toSeq < next.last;
    return { writer, fromSeq: after + 1, toSeq, isCut, isFull: isCut || behind !== undefined, othersFrom: behind?.at ?? Infinity };
  }

  /** For a range of held-back hits: an empty interval at the writer's cursor. */
  function emptyInterval(hits: readonly RangeHit[]): Span {
    const writer = hits[0]?.writer ?? 0;
    const toSeq = planned.get(writer);
    if (toSeq === undefined) throw new Error(`where writer ${writer} stands is not known`);
    return { writer, fromSeq: toSeq + 1, toSeq, hits: 0 };
  }
}

interface Interval extends Pick<Range, "writer" | "fromSeq" | "toSeq"> {
  /** Hits of the same writer wait behind it. */
  readonly isCut: boolean;
  readonly isFull: boolean;
  /** The earliest arrival of other writers' hits that wait. */
  readonly othersFrom: number;
}

interface Waiting {
  readonly cursor: Cursor;
  readonly first: number;
  readonly last: number;
  readonly at: number;
}

/** The hits behind the cursors, those that waited longest first. */
async function waitingHits({ warehouse }: Pick<Deps, "warehouse">, cursors: readonly Cursor[]): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (let from = 0; from < cursors.length; from += WRITERS_AT_ONCE) {
    const some = cursors.slice(from, from + WRITERS_AT_ONCE);
    for (const { writer, first, last, at } of await warehouse.rows(waitingWriters, cursorParameters(some))) {
      const cursor = some.find((candidate) => candidate.writer === writer);
      if (cursor !== undefined) waiting.push({ cursor, first, last, at });
    }
  }
  return waiting.toSorted((a, b) => a.at - b.at || a.cursor.writer - b.cursor.writer);
}
