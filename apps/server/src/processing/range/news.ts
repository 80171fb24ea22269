import type { RangeHit } from "./read-range.ts";

/** What a range brought to a suite, for rows that wait for it or are filled anew by it (LL1, RW1). */
export interface News {
  readonly suite: string;
  readonly transactionIds: readonly string[];
  /** Known visitors with the time of their earliest hit, epoch ms. */
  readonly visitors: readonly { readonly id: string; readonly from: number }[];
}

/** Gathers news hit by hit. */
export function createNews(): {
  tell(suite: string, hit: { readonly visitor: string; readonly at: number; readonly transactionIds: readonly string[] }): void;
  told(): News[];
} {
  const bySuite = new Map<string, { transactionIds: Set<string>; visitors: Map<string, number> }>();
  return {
    tell(suite, { visitor, at, transactionIds }) {
      // Rows name no device.
      const isKnown = visitor.startsWith("vid:");
      if (!isKnown && transactionIds.length === 0) return;
      const told = bySuite.get(suite) ?? { transactionIds: new Set(), visitors: new Map<string, number>() };
      bySuite.set(suite, told);
      for (const id of transactionIds) told.transactionIds.add(id);
      if (isKnown) told.visitors.set(visitor, Math.min(told.visitors.get(visitor) ?? at, at));
    },
    told: () =>
      [...bySuite].map(([suite, { transactionIds, visitors }]) => ({
        suite,
        transactionIds: [...transactionIds],
        visitors: [...visitors].map(([id, from]) => ({ id, from })),
      })),
  };
}

/** What a range may have brought, from its hits alone: more than it did bring does no harm. */
export function newsOf(hits: readonly RangeHit[]): News[] {
  const news = createNews();
  for (const { suite, parsed } of hits) if (parsed.kind === "keep") news.tell(suite, parsed.hit);
  return news.told();
}
