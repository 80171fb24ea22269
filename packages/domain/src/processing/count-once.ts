import { addDecimals, formatDecimal, type Decimal } from "../values/decimal.ts";
import type { Unread } from "../values/unread.ts";
import type { Hit, HitEvent, HitProduct } from "../hits/hit.ts";
import type { RecordedOrder } from "../returns/recorded-order.ts";
import type { Claim, Claims } from "./claims.ts";

/** What of a hit counts, without what repeats. */
export interface Counted {
  readonly orders: Decimal;
  readonly isDuplicate: boolean;
  readonly events: readonly HitEvent[];
  readonly claims: readonly Claim[];
}

/** A purchase id and an event's serial count once in the suite. A repeated purchase counts nothing at all (EV5, EV6). */
export function countOnce({ hit, claims }: { hit: Hit; claims: Claims }): Counted {
  const claimed: Claim[] = hit.messageId === "" ? [] : [{ kind: "message", key: hit.messageId }];
  if (hit.purchaseId !== "") {
    const purchase: Claim = { kind: "purchase", key: hit.purchaseId };
    if (claims.has(purchase)) return repeated(hit);
    claimed.push(purchase);
  }
  if (!hit.events.some((event) => event.serial !== "")) return { orders: hit.orders, isDuplicate: false, events: hit.events, claims: claimed };
  const events = hit.events.filter((event) => {
    if (event.serial === "") return true;
    const serial: Claim = { kind: "serial", key: `${event.metric}:${event.serial}` };
    if (claims.has(serial)) return false;
    claimed.push(serial);
    return true;
  });
  return { orders: hit.orders, isDuplicate: false, events, claims: claimed };
}

/** A repeated purchase counts nothing. Only its message id is remembered. */
export function repeated(hit: Hit): Counted {
  return { orders: 0n, isDuplicate: true, events: [], claims: hit.messageId === "" ? [] : [{ kind: "message", key: hit.messageId }] };
}

/** A repeated purchase is told beside quarantine. */
export function repeatedPurchase({ purchaseId, revenue }: Hit): Unread {
  return {
    reason: "purchase.repeated",
    field: purchaseId === "" ? "purchase" : "purchaseID",
    value: purchaseId === "" ? formatDecimal(revenue) : purchaseId,
    count: 1,
  };
}

/** What a refund of this hit's order can give back: nothing for a repeated purchase. */
export function orderOf({ hit, counted }: { hit: Hit; counted: Counted }): RecordedOrder {
  if (counted.isDuplicate) return NOTHING_ORDERED;
  const lines = hit.products.map(({ category, name, skus = [], units, revenue }) => ({ category, name, skus, units, revenue }));
  return { orders: counted.orders, units: hit.units, revenue: hit.revenue, lines };
}

const NOTHING_ORDERED: RecordedOrder = { orders: 0n, units: 0n, revenue: 0n, lines: [] };

/** The sums of the events that count. */
export function metricsOf(events: readonly HitEvent[]): Record<string, Decimal> {
  const metrics: Record<string, Decimal> = {};
  for (const { metric, amount } of events) metrics[metric] = addDecimals(metrics[metric] ?? 0n, amount);
  return metrics;
}

function withoutAmounts({ category, name }: HitProduct): HitProduct {
  return { category, name, units: 0n, revenue: 0n, metrics: {} };
}

/** An event that does not count on the hit does not count on its products either. A repeated purchase has products without amounts. */
export function productsOf(hit: Hit, counted: Counted): readonly HitProduct[] {
  if (counted.isDuplicate) return hit.products.map(withoutAmounts);
  if (counted.events.length === hit.events.length) return hit.products;
  const metrics = new Set(counted.events.map((event) => event.metric));
  return hit.products.map((product) => ({
    ...product,
    metrics: Object.fromEntries(Object.entries(product.metrics).filter(([metric]) => metrics.has(metric))),
  }));
}
