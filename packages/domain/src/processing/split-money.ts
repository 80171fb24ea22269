import type { Decimal } from "../values/decimal.ts";
import { carriesMoney } from "../hits/commerce.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";
import type { ProcessedHit } from "./process-hit.ts";

/**
 * Takes the amounts of money out of a hit in another currency than the suite's (CY2): the row that counts at once, with its orders,
 * units and events, and the row that brings the amounts when there is a rate, which is nothing but them. Null when there are none.
 */
export function splitMoney(row: ProcessedHit, rules: Pick<SuiteRules, "currencyEvents">): { counted: ProcessedHit; money: ProcessedHit } | null {
  if (!carriesMoney(row, rules) && !row.products.some((product) => carriesMoney(product, rules))) return null;
  const isMoney = (metric: string): boolean => rules.currencyEvents.has(metric);
  return {
    // That an event happened stays on the hit, where it ends values; its amount is elsewhere.
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
