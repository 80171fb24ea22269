import { formatDecimal, type Decimal } from "../values/decimal.ts";
import type { Hit } from "../hits/hit.ts";
import { MAX_RECENT_PURCHASES, type RecentPurchase } from "./profile.ts";

/** What identifies a purchase without an id. */
export function recentPurchase(hit: Hit, visit: number): RecentPurchase {
  return [visit, printOf(hit), hit.transactionIds.toSorted().join(",")];
}

/**
 * True when a purchase without an id repeats one of the visitor's last in the same visit: the same products, events and amounts, and
 * the same transaction ids (PI1). A page that is loaded again sends its purchase again.
 */
export function isReload(purchase: RecentPurchase, recent: readonly RecentPurchase[]): boolean {
  return recent.some((earlier) => earlier.every((part, index) => part === purchase[index]));
}

export function remembered(recent: readonly RecentPurchase[], purchase: RecentPurchase): readonly RecentPurchase[] {
  return [...recent, purchase].slice(-MAX_RECENT_PURCHASES);
}

function printOf({ events, products, orders, units, revenue, currency }: Hit): string {
  const parts = [
    amounts([orders, units, revenue]) + currency,
    ...events.map(({ metric, amount, serial }) => `${metric}=${formatDecimal(amount)}:${serial}`).toSorted(),
    ...products
      .map(({ category, name, units: sold, revenue: price, metrics }) => `${category};${name};${amounts([sold, price])};${metricsOf(metrics)}`)
      .toSorted(),
  ];
  return hash(parts.join("\n"));
}

function metricsOf(metrics: Readonly<Record<string, Decimal>>): string {
  return Object.entries(metrics)
    .map(([metric, amount]) => `${metric}=${formatDecimal(amount)}`)
    .toSorted()
    .join(",");
}

function amounts(values: readonly Decimal[]): string {
  return values.map(formatDecimal).join(";");
}

/** A hash of 53 bits of a text, with its length. Only five are compared at a time, so equal hashes of different texts are practically impossible. */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return `${(4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36)}.${text.length.toString(36)}`;
}
