import type { Decimal } from "../values/decimal.ts";
import { carriesMoney } from "../hits/commerce.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";
import type { ProcessedHit } from "./process-hit.ts";

/**
 * Splits a hit with money in a currency other than the suite's into two rows (CY2): `counted` has its orders, units and events, and
 * counts at once; `money` has only the amounts, and counts when there is a rate. Null for a hit without amounts.
 */
export function splitMoney(row: ProcessedHit, rules: Pick<SuiteRules, "currencyEvents">): { counted: ProcessedHit; money: ProcessedHit } | null {
  if (!carriesMoney(row, rules) && !row.products.some((product) => carriesMoney(product, rules))) return null;
  const isMoney = (metric: string): boolean => rules.currencyEvents.has(metric);
  return {
    // The event stays on this row without its amount, because it may end values.
    counted: {
      ...row,
      revenue: 0n,
      metrics: withoutAmounts(row.metrics, isMoney),
      products: row.products.map((product) => ({ ...product, revenue: 0n, metrics: withoutAmounts(product.metrics, isMoney) })),
    },
    money: {
      ...row,
      isPageView: false,
      orders: 0n,
      units: 0n,
      metrics: only(row.metrics, isMoney),
      products: row.products.map((product) => ({ ...product, units: 0n, metrics: only(product.metrics, isMoney) })),
    },
  };
}

type Metrics = Readonly<Record<string, Decimal>>;

function withoutAmounts(metrics: Metrics, isMoney: (metric: string) => boolean): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([metric, amount]) => [metric, isMoney(metric) ? 0n : amount]));
}

function only(metrics: Metrics, isMoney: (metric: string) => boolean): Metrics {
  return Object.fromEntries(Object.entries(metrics).filter(([metric]) => isMoney(metric)));
}
