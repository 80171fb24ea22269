import { convertAmount, convertBack, formatDecimal, parseDecimal, type Decimal } from "../values/decimal.ts";
import { decideRefund, takenWith, type Decided, type NamedOrder } from "./decide-refund.ts";
import { NOTHING_TAKEN, type RecordedOrder, type Taken } from "./recorded-order.ts";
import type { RefundAsk } from "./refund.ts";

/** A currency, '' for the suite's own, with its rate; null while there is no rate. */
export interface MoneyIn {
  readonly currency: string;
  readonly rate: string | null;
}

/** What is known of an order in its own currency, and what was given back of it: in that currency, and from other currencies in the suite's. */
export interface OrderInCurrency extends MoneyIn {
  readonly named: NamedOrder;
  readonly taken: Taken;
  readonly takenInSuite: Taken;
}

/** `currency` is that of the decided amounts. */
export interface DecidedInCurrency {
  readonly decided: Decided;
  readonly currency: string;
}

/**
 * Decides a refund whose money may be in another currency than its order's (RT6, CY1). Amounts in one currency are compared as they are,
 * without rates; a refund without money takes its order's. Amounts in two currencies are compared in the suite's, each by the rate of its own day.
 * Until both rates are there, the refund waits as if its order were not known.
 */
export function decideInCurrency(ask: RefundAsk, given: { receivedAt: number; isFirst: boolean; money: MoneyIn; order: OrderInCurrency }): DecidedInCurrency {
  const { receivedAt, isFirst, money, order } = given;
  const by = { receivedAt, isFirst };
  const { named } = order;
  if (named.kind !== "recorded" || named.order === null)
    return { decided: decideRefund(ask, { ...by, named, taken: NOTHING_TAKEN }), currency: money.currency };
  if (!saysMoney(ask) || money.currency === order.currency) {
    const taken = takenInOwn(order);
    if (taken !== null) return { decided: decideRefund(ask, { ...by, named, taken }), currency: order.currency };
  }
  const [toOrder, toAsk] = [changer(order), changer(money)];
  if (toOrder === null || toAsk === null)
    return { decided: decideRefund(ask, { ...by, named: { kind: "unknown" }, taken: NOTHING_TAKEN }), currency: money.currency };
  const inSuite = { ...named, order: orderChanged(named.order, toOrder) };
  const taken = both(takenChanged(order.taken, toOrder), order.takenInSuite);
  return { decided: decideRefund(askChanged(ask, toAsk), { ...by, named: inSuite, taken }), currency: "" };
}

/** The order after this refund. */
export function orderWith(order: OrderInCurrency, { decided, currency }: DecidedInCurrency): OrderInCurrency {
  if (decided.kind !== "linked") return order;
  return currency === order.currency
    ? { ...order, taken: takenWith(order.taken, decided.refund) }
    : { ...order, takenInSuite: takenWith(order.takenInSuite, decided.refund) };
}

type LineTaken = { readonly units: Decimal; readonly revenue: Decimal };
const NONE: LineTaken = { units: 0n, revenue: 0n };
type Change = (amount: Decimal) => Decimal;

function saysMoney({ revenue, products }: RefundAsk): boolean {
  return revenue !== null || products.some((product) => product.revenue !== null);
}

/** Null while there is no rate. */
function changer({ currency, rate }: MoneyIn): Change | null {
  if (currency === "") return (amount) => amount;
  return rate === null ? null : (amount) => parseDecimal(convertAmount(formatDecimal(amount), rate));
}

/** Everything given back, in the order's currency; null while the rate for that is missing. */
function takenInOwn({ taken, takenInSuite, currency, rate }: OrderInCurrency): Taken | null {
  if (currency === "") return both(taken, takenInSuite);
  if (takenInSuite.revenue === 0n && [...takenInSuite.lines.values()].every(({ revenue }) => revenue === 0n)) return both(taken, takenInSuite);
  return rate === null
    ? null
    : both(
        taken,
        takenChanged(takenInSuite, (amount) => convertBack(amount, rate)),
      );
}

function both(one: Taken, other: Taken): Taken {
  const lines = new Map(one.lines);
  for (const [line, { units, revenue }] of other.lines) {
    const before = lines.get(line) ?? NONE;
    lines.set(line, { units: before.units + units, revenue: before.revenue + revenue });
  }
  return { orders: one.orders + other.orders, units: one.units + other.units, revenue: one.revenue + other.revenue, lines };
}

function takenChanged(taken: Taken, change: Change): Taken {
  const lines = new Map([...taken.lines].map(([line, { units, revenue }]) => [line, { units, revenue: change(revenue) }]));
  return { ...taken, revenue: change(taken.revenue), lines };
}

function orderChanged(order: RecordedOrder, change: Change): RecordedOrder {
  return { ...order, revenue: change(order.revenue), lines: order.lines.map((line) => ({ ...line, revenue: change(line.revenue) })) };
}

function askChanged(ask: RefundAsk, change: Change): RefundAsk {
  const changed = (amount: Decimal | null) => (amount === null ? null : change(amount));
  return { ...ask, revenue: changed(ask.revenue), products: ask.products.map((product) => ({ ...product, revenue: changed(product.revenue) })) };
}
