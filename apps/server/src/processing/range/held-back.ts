import { commonOf, createReorderQueue, type Common, type ReorderBounds, type ReorderQueue } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { ReorderWindow } from "../queries.ts";
import { hitList } from "./hit-list.ts";
import type { RangeHit } from "./read-range.ts";

export type Held = ReorderQueue<RangeHit>;

/** How much may wait in memory. Beyond that the oldest hits are processed early, and hits that should precede them come late. */
export const HELD_BOUNDS: ReorderBounds = { hits: 50_000, bytes: 64 * 1024 * 1024 };

const NOTHING: Common = { people: [], firsts: [] };

export function createHeld(bounds: ReorderBounds = HELD_BOUNDS): Held {
  return createReorderQueue<RangeHit>({ bounds, commonOf: ({ suite, parsed }) => (parsed.kind === "keep" ? commonOf(suite, parsed.hit) : NOTHING) });
}

/** The list as it is stored with a range. */
export function windowOfHeld(held: Held): ReorderWindow {
  const hits = held.size() === 0 ? [] : held.held();
  const moment = held.moment();
  return { held: hits.length === 0 ? null : hitList(hits.toSorted(inPlace)), heldHits: countsBySuite(hits), moment: Number.isFinite(moment) ? moment : null };
}

export function countsBySuite(hits: readonly Pick<RangeHit, "suite">[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { suite } of hits) counts.set(suite, (counts.get(suite) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Consecutive hits are stored as one run. */
function inPlace(a: RangeHit, b: RangeHit): number {
  return a.writer - b.writer || a.number - b.number;
}

const TOLD_EVERY_MS = 60_000;

/** Logs, at most once a minute, that hits were processed before their window was over. */
export function earlyReleases({ log }: Pick<Deps, "log">): (early: number) => void {
  let told = 0;
  let toldAt = -Infinity;
  return (early) => {
    if (early === told || performance.now() - toldAt < TOLD_EVERY_MS) return;
    log.warn({ hits: early - told }, "too many hits waited for earlier ones: the oldest were processed before their reorder window was over");
    told = early;
    toldAt = performance.now();
  };
}
