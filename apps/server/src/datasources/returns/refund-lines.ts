import { CALLS, convertAmount, formatDecimal, isSetOnly, type Beyond, type Decided, type Refund } from "@rapport/domain";
import type { CurrencyOn } from "../../currency-rates/index.ts";
import type { OrderNamed, StateRow } from "./refund-queries.ts";

/** The columns of `hits_v1` that refunds fill. */
export const REFUND_COLUMNS = [
  "suite",
  "visitor_id",
  "at",
  "position",
  "source",
  "occurrences",
  "dims",
  "post",
  "lists",
  "orders",
  "units",
  "revenue",
  "is_return",
  "metrics",
  "products.category",
  "products.name",
  "products.units",
  "products.revenue",
  "products.metrics",
  "transaction_ids",
  "upload",
  "line",
  "fate",
  "unlinked_reason",
  "key",
  "refunded",
  "refunded_lines",
  "money_currency",
  "money_day",
  "money_waits",
  "money_revenue",
  "money_lines",
  "range",
] as const;

/** A row's place in `hits_v1`, the same for all its states. */
export interface RefundPlace {
  readonly suite: string;
  readonly at: number;
  readonly place: string;
  readonly upload: number;
  readonly line: number;
}

/** A state without its number. */
export type NewState = Omit<StateRow, "state" | "place" | "upload" | "line">;

/** The values that get the credit while the order is not known: those of a call's visitor, or the row's own. */
export type Own = Pick<StateRow, "visitor_id" | "own" | "persisted" | "lists" | "key">;

export interface Asked {
  readonly transaction: string;
  readonly order: OrderNamed | undefined;
  readonly own: Own;
  /** Other metrics that it counts. */
  readonly metrics: Readonly<Record<string, string>>;
  readonly money: MoneyOn;
}

/** The currency of the decided amounts, and the day of the rate. */
export interface MoneyOn extends CurrencyOn {
  /** null when there is no rate, so that the money waits (CY2). */
  readonly rate: string | null;
}

/** A call's row after a decision; null when nothing of it counts. */
export function stateOf(decided: Decided, { transaction, order, own, metrics, money }: Asked): NewState | null {
  const common = { transaction_ids: [transaction], metrics, own: own.own };
  switch (decided.kind) {
    case "linked":
      if (order === undefined) throw new Error("a refund is linked to an order that is not recorded");
      return {
        ...common,
        ...amounts(decided.refund, money),
        visitor_id: order.visitor_id,
        source: 7,
        // A row's own value wins over the frozen one, cell by cell (J1).
        persisted: { ...order.snapshot, ...withoutSetOnly(own.own) },
        lists: Object.fromEntries(Object.entries(order.lists).filter(([key]) => !(key in own.own))),
        fate: "transaction",
        unlinked_reason: "",
        key: transaction,
        refunded: order.order_known ? order.order_id : "",
        refunded_lines: decided.refund.products.flatMap(({ line }) => (line === null ? [] : [line])),
      };
    case "beyond":
      return {
        ...common,
        ...amounts(NOTHING, money),
        ...own,
        metrics: {},
        own: { ...own.own, refundleft: leftOf(decided, money) },
        source: 5,
        fate: "unlinked",
        unlinked_reason: "beyond_order",
        refunded: "",
        refunded_lines: [],
      };
    case "alone":
      if (decided.refund === null) return null;
      return {
        ...common,
        ...amounts(decided.refund, money),
        ...own,
        source: 5,
        fate: "unlinked",
        unlinked_reason: decided.reason,
        refunded: "",
        refunded_lines: [],
      };
  }
}

/** A file's row after a decision: there always is one. It has the values of its customer until it has those of its order. */
export function stateOfRow(decided: Decided, of: Asked & { own: Own & Pick<StateRow, "fate"> & { readonly namesCustomer: boolean } }): NewState | null {
  const { transaction, metrics, own, money } = of;
  const common = { transaction_ids: [transaction], source: 5, refunded: "", refunded_lines: [] };
  switch (decided.kind) {
    case "linked":
      return stateOf(decided, of);
    case "beyond":
      // Without a visitor, so that no customer seems to have returned something.
      return {
        ...common,
        ...amounts(NOTHING, money),
        metrics: {},
        visitor_id: "",
        own: own.own,
        persisted: withoutSetOnly(own.own),
        lists: {},
        fate: "unlinked",
        unlinked_reason: "beyond_order",
        key: transaction,
      };
    case "alone": {
      const { visitor_id, persisted, lists, fate, key } = own;
      const unlinked_reason = fate === "customer" ? "" : own.namesCustomer ? "unknown_visitor" : decided.reason;
      return { ...common, ...amounts(decided.refund ?? NOTHING, money), metrics, visitor_id, own: own.own, persisted, lists, fate, unlinked_reason, key };
    }
  }
}

/** The engine's first day. */
const NO_DAY = "1970-01-01";
const NOTHING: Refund = { orders: 0n, units: 0n, revenue: 0n, products: [] };

/** What is left of an amount, with its currency when that is not the suite's. */
export function leftOf({ of, left }: Beyond, { currency }: CurrencyOn): string {
  const isMoney = of === "revenue" || of === "product.revenue";
  return isMoney && currency !== "" ? `${formatDecimal(left)} ${currency}` : formatDecimal(left);
}

/** The state in the suite's currency, by the rate for which it waited. */
export function withRate(state: StateRow, rate: string): NewState {
  const { state: _, place: __, upload: ___, line: ____, ...rest } = state;
  return {
    ...rest,
    revenue: convertAmount(rest.money_revenue, rate),
    product_revenues: rest.money_lines.map((amount) => convertAmount(amount, rate)),
    money_waits: 0,
  };
}

function amounts({ orders, units, revenue, products }: Refund, { currency, day, rate }: MoneyOn) {
  const hasMoney = revenue !== 0n || products.some((product) => product.revenue !== 0n);
  const isForeign = currency !== "" && hasMoney;
  const inSuite = (amount: bigint): string => (!isForeign ? formatDecimal(-amount) : rate === null ? "0" : convertAmount(formatDecimal(-amount), rate));
  return {
    money_currency: isForeign ? currency : "",
    money_day: isForeign ? day : NO_DAY,
    money_waits: isForeign && rate === null ? 1 : 0,
    money_revenue: isForeign ? formatDecimal(-revenue) : "0",
    money_lines: isForeign ? products.map((product) => formatDecimal(-product.revenue)) : [],
    orders: formatDecimal(-orders),
    units: formatDecimal(-units),
    revenue: inSuite(revenue),
    is_return: orders > 0n || units > 0n || revenue > 0n ? 1 : 0,
    categories: products.map(({ category }) => category),
    names: products.map(({ name }) => name),
    product_units: products.map((product) => formatDecimal(-product.units)),
    product_revenues: products.map((product) => inSuite(product.revenue)),
  };
}

function withoutSetOnly(own: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(own).filter(([key]) => !isSetOnly(key)));
}

/** The state as a line of `hits_v1`, or its negative. */
export function refundLine(state: NewState, { place, number, isNegative }: { place: RefundPlace; number: number; isNegative: boolean }): string {
  const isCall = place.upload >= CALLS;
  const sign = (amount: string): string => (isNegative ? negated(amount) : amount);
  return `${JSON.stringify({
    suite: place.suite,
    visitor_id: state.visitor_id,
    at: place.at,
    position: place.place,
    source: state.source,
    // A call's hit is its occurrence, so its first state is 0. Negatives and later states are -1 and 1, as for files, so that one query finds the present state of both.
    occurrences: isNegative ? -1 : isCall && number === 0 ? 0 : 1,
    dims: state.own,
    post: state.persisted,
    lists: state.lists,
    orders: sign(state.orders),
    units: sign(state.units),
    revenue: sign(state.revenue),
    is_return: state.is_return,
    metrics: Object.fromEntries(Object.entries(state.metrics).map(([key, amount]) => [key, sign(amount)])),
    "products.category": state.categories,
    "products.name": state.names,
    "products.units": state.product_units.map(sign),
    "products.revenue": state.product_revenues.map(sign),
    "products.metrics": state.names.map(() => ({})),
    transaction_ids: state.transaction_ids,
    upload: place.upload,
    line: place.line,
    fate: state.fate,
    unlinked_reason: state.unlinked_reason,
    key: state.key,
    refunded: state.refunded,
    refunded_lines: state.refunded_lines,
    money_currency: state.money_currency,
    money_day: state.money_day,
    money_waits: state.money_waits,
    money_revenue: sign(state.money_revenue),
    money_lines: state.money_lines.map(sign),
    range: number,
  })}\n`;
}

function negated(amount: string): string {
  if (/^-?0(?:\.0*)?$/.test(amount)) return "0";
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}
