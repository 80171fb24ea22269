import { decideInCurrency, type DecidedInCurrency, type RefundAsk } from "@rapport/domain";
import type { CurrencyOn, RatesOfDays } from "../../currency-rates/index.ts";
import type { Orders } from "./orders.ts";
import type { MoneyOn } from "./refund-lines.ts";

/** A waiting refund, and the order that it names. */
export interface Weighing {
  readonly ask: RefundAsk;
  /** The transaction id that it names. */
  readonly key: string;
  /** The currency of its amounts, and the day of the rate. */
  readonly own: CurrencyOn;
  readonly receivedAt: number;
  readonly isFirst: boolean;
}

export interface Weighed extends Pick<DecidedInCurrency, "decided"> {
  /** The money of the decision. */
  readonly money: MoneyOn;
  /** The rates that it depends on. */
  readonly by: readonly CurrencyOn[];
}

/** Decides a refund by its order and the known rates, and subtracts what it gives back from what is left. */
export function weighInCurrency({ ask, key, own, receivedAt, isFirst }: Weighing, { orders, rates }: { orders: Orders; rates: RatesOfDays }): Weighed {
  const order = orders.moneyOf(key);
  const outcome = decideInCurrency(ask, {
    receivedAt,
    isFirst,
    money: { currency: own.currency, rate: rates.of(own) },
    order: { ...orders.named(key), rate: rates.of(order) },
  });
  orders.take(key, outcome);
  const { decided, currency } = outcome;
  const on = { currency, day: own.day };
  return { decided, money: { ...on, rate: rates.of(on) }, by: currency === "" ? [own, order] : [on] };
}

/** The rates that may be needed: on the refund's day for its own and its order's currency, and on the order's day for the order's. */
export function currenciesOf({ key, currency, day }: CurrencyOn & { readonly key: string }, { orders }: { orders: Orders }): CurrencyOn[] {
  const order = orders.moneyOf(key);
  return [{ currency, day }, order, { currency: order.currency, day }];
}
