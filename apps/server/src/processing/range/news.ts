import type { WaitingAmounts } from "@rapport/domain";
import type { RangeHit } from "./read-range.ts";

/** What a range brought to a suite, for rows that wait for it or are filled again because of it (LL1, RW1). */
export interface News {
  readonly suite: string;
  readonly transactionIds: readonly string[];
  /** Known visitors with the time of their earliest hit, epoch ms. */
  readonly visitors: readonly { readonly id: string; readonly from: number }[];
  /** Orders that its hits refund. */
  readonly refunded: readonly string[];
}

/** Collects news hit by hit. */
export function createNews(): {
  tell(
    suite: string,
    hit: {
      readonly visitor: string;
      readonly at: number;
      readonly transactionIds: readonly string[];
      readonly waits?: Pick<WaitingAmounts, "key"> | null | undefined;
    },
  ): void;
  told(): News[];
} {
  const bySuite = new Map<string, { transactionIds: Set<string>; visitors: Map<string, number>; refunded: Set<string> }>();
  return {
    tell(suite, { visitor, at, transactionIds, waits }) {
      // Rows do not name devices.
      const isKnown = visitor.startsWith("vid:");
      if (!isKnown && transactionIds.length === 0 && !waits) return;
      const told = bySuite.get(suite) ?? { transactionIds: new Set(), visitors: new Map<string, number>(), refunded: new Set() };
      bySuite.set(suite, told);
      for (const id of transactionIds) told.transactionIds.add(id);
      if (waits) told.refunded.add(waits.key);
      if (isKnown) told.visitors.set(visitor, Math.min(told.visitors.get(visitor) ?? at, at));
    },
    told: () =>
      [...bySuite].map(([suite, { transactionIds, visitors, refunded }]) => ({
        suite,
        transactionIds: [...transactionIds],
        visitors: [...visitors].map(([id, from]) => ({ id, from })),
        refunded: [...refunded],
      })),
  };
}

/** The news of a range, from its hits alone. Too much does no harm. */
export function newsOf(hits: readonly RangeHit[]): News[] {
  const news = createNews();
  for (const { suite, parsed } of hits) if (parsed.kind === "keep") news.tell(suite, parsed.hit);
  return news.told();
}
