import { ONE, type Decimal } from "../values/decimal.ts";
import type { RecordedOrder, Taken } from "./recorded-order.ts";
import { namesNoLines, saidOf, type RefundAsk } from "./refund.ts";
import { asSaid, weighRefund, type Beyond, type Refund } from "./weigh-refund.ts";

/** What is known of the transaction id that a refund names. Times are epoch milliseconds. */
export type NamedOrder =
  | { readonly kind: "unknown" }
  /** The hit came while storage was off. */
  | { readonly kind: "off" }
  | {
      readonly kind: "recorded";
      readonly hitAt: number;
      readonly processedAt: number;
      readonly expiresAt: number;
      /** null when it is not known what the hit counted; then there is no limit. */
      readonly order: RecordedOrder | null;
    };

export type Decided =
  /** A part of the order, credited to the values frozen with it. */
  | { readonly kind: "linked"; readonly refund: Refund }
  | ({ readonly kind: "beyond" } & Beyond)
  /** Counted by itself with what it says, because there is no order or snapshot (RT5). null: nothing counts yet (RT4). */
  | { readonly kind: "alone"; readonly reason: "unknown" | "expired" | "seen_while_storage_off" | "before_order"; readonly refund: Refund | null };

/**
 * Decides a refund (RT3 to RT6).
 *
 * @param given.isFirst true when the refund has just come; without late linking, a later order changes nothing
 */
export function decideRefund(ask: RefundAsk, given: { receivedAt: number; named: NamedOrder; taken: Taken; isFirst: boolean }): Decided {
  const { receivedAt, named, taken, isFirst } = given;
  if (named.kind !== "recorded") {
    const isLasting = named.kind === "off" || !ask.lateLinking;
    const reason = named.kind === "off" ? "seen_while_storage_off" : "unknown";
    return { kind: "alone", reason, refund: namesNoLines(ask) && !isLasting ? null : alone(ask) };
  }
  if (ask.orderBefore !== undefined && named.hitAt >= ask.orderBefore) return { kind: "alone", reason: "before_order", refund: alone(ask) };
  const isOpen = named.expiresAt > receivedAt && named.expiresAt >= named.processedAt && named.hitAt <= receivedAt + ask.windowMs;
  if (!isOpen) return { kind: "alone", reason: "expired", refund: alone(ask) };
  if (!isFirst && !ask.lateLinking) return { kind: "alone", reason: "unknown", refund: alone(ask) };
  if (named.order === null) return { kind: "linked", refund: alone(ask) };
  const weighed = weighRefund(ask, { order: named.order, taken });
  return weighed.kind === "counts" ? { kind: "linked", refund: weighed.refund } : weighed;
}

/** Without the order's lines: what the refund says. One that names no products takes one order back. */
function alone(ask: RefundAsk): Refund {
  const said = saidOf(ask);
  return { ...said, orders: namesNoLines(ask) ? ONE : said.orders, products: ask.products.map(asSaid) };
}

/** The order after this refund. */
export function takenWith(taken: Taken, refund: Refund): Taken {
  const lines = new Map(taken.lines);
  for (const { line, units, revenue } of refund.products) {
    if (line === null) continue;
    const before = lines.get(line) ?? NONE;
    lines.set(line, { units: before.units + units, revenue: before.revenue + revenue });
  }
  return {
    orders: taken.orders + refund.orders,
    units: taken.units + refund.units,
    revenue: taken.revenue + refund.revenue,
    lines,
  };
}

const NONE: { readonly units: Decimal; readonly revenue: Decimal } = { units: 0n, revenue: 0n };
