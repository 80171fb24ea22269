import type { HeldLock } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { addRange, plannedCursors, type Cursor, type Range } from "../queries.ts";
import { cursorParameters, rangeEnd, waitingWriters, WRITERS_AT_ONCE } from "../warehouse-queries.ts";

/** The most one range takes: hits, and bytes of what was sent. Small enough that reports follow, large enough to keep pace. */
export const RANGE_LIMITS = { hits: 10_000, bytes: 8 * 1024 * 1024 } as const;

/** Of many writers only the newest are looked at each time, the others once in so many looks: their processes have ended. */
const LOOKS_AT_ALL_EVERY = 10;

export interface Planner {
  /** Writes down the next range, full when more waits behind it; null when no hit waits. Of several writers the one that has waited longest is first. */
  next(limits?: { readonly hits: number; readonly bytes: number }): Promise<{ range: Range; isFull: boolean } | null>;
}

/** Knows where each writer's hits begin that belong to no range yet. True only while this process holds the lane. */
export function createPlanner(deps: Pick<Deps, "db" | "warehouse"> & { readonly lane: HeldLock }): Planner {
  const planned = new Map<number, number>();
  let looks = 0;
  let olderWait = true;

  return {
    async next(limits = RANGE_LIMITS) {
      const cursors = (await plannedCursors(deps.db)).map(({ writer, after }) => ({ writer, after: Math.max(after, planned.get(writer) ?? 0) }));
      const looksAtAll = olderWait || looks++ % LOOKS_AT_ALL_EVERY === 0;
      const waiting = await waitingHits(deps, looksAtAll ? cursors : cursors.slice(0, WRITERS_AT_ONCE));
      if (looksAtAll) olderWait = waiting.some(({ cursor }) => cursors.indexOf(cursor) >= WRITERS_AT_ONCE);
      const [next] = waiting;
      if (next === undefined) return null;
      const { writer, after } = next.cursor;
      const last = Math.min(next.last, next.first + limits.hits - 1);
      const [end] = await deps.warehouse.rows(rangeEnd, { writer, first: next.first, last, bytes: limits.bytes });
      const toSeq = end?.last ?? last;
      const range = await addRange(deps, { writer, fromSeq: after + 1, toSeq });
      planned.set(writer, toSeq);
      return { range, isFull: toSeq < next.last || waiting.length > 1 };
    },
  };
}

interface Waiting {
  readonly cursor: Cursor;
  readonly first: number;
  readonly last: number;
  readonly at: number;
}

/** What lies behind the cursors, what has waited longest first. */
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
