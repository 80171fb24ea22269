// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.
import type { VisitMetric } from "../reporting/catalogue.ts";

/** A hit; rows of files are in no visit. */
export interface HitOfVisit {
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** Order among equal times. */
  readonly position: number;
  readonly visit: string;
  /** '' without one. */
  readonly page: string;
}

/** What counts once a visit, or for each hit until the next one, by item (DM2 to DM6). Items with nothing are left out. */
export function visitMetricByLoops<H extends HitOfVisit>(
  hits: readonly H[],
  asked: {
    readonly metric: VisitMetric;
    /** Whether the hit has a value of the dimension whose first or last value counts. */
    readonly has: (hit: H) => boolean;
    /** The range and the filters. */
    readonly counts: (hit: H) => boolean;
    readonly items: (hit: H) => readonly string[];
  },
): Map<string, number> {
  const result = new Map<string, number>();
  const add = (hit: H, amount: number) => {
    if (!asked.counts(hit) || amount === 0) return;
    for (const item of new Set(asked.items(hit))) result.set(item, (result.get(item) ?? 0) + amount);
  };
  for (const visit of new Set(hits.map((hit) => hit.visit))) {
    const own = hits.filter((hit) => hit.visit === visit).toSorted((a, b) => a.atMs - b.atMs || a.position - b.position);
    const [entry] = [...own.filter(asked.has), ...own];
    const exit = own.findLast(asked.has) ?? own.at(-1);
    if (entry === undefined || exit === undefined) continue;
    const pages = new Set(own.map(({ page }) => page).filter((page) => page !== ""));
    if (asked.metric === "entries") add(entry, 1);
    if (asked.metric === "exits") add(exit, 1);
    if (asked.metric === "bounces" && own.length === 1) add(entry, 1);
    if (asked.metric === "singlepagevisits" && pages.size === 1) add(entry, 1);
    if (asked.metric === "timespent") for (const [n, hit] of own.entries()) add(hit, ((own[n + 1] ?? hit).atMs - hit.atMs) / 1000);
  }
  return result;
}
