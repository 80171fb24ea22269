import type { Decimal } from "../values/decimal.ts";

/** A line of an order as its hit counted it. */
export interface OrderLine {
  readonly category: string;
  readonly name: string;
  /** The shop's other ids of the product: SKU, product id. */
  readonly skus: readonly string[];
  readonly units: Decimal;
  /** The amount of the whole line. */
  readonly revenue: Decimal;
}

/** Numbers of orders and units, and revenue. */
export interface Totals {
  readonly orders: Decimal;
  readonly units: Decimal;
  readonly revenue: Decimal;
}

/** What a hit with transaction ids counted, kept beside its snapshot (RT3). The order's revenue need not be that of its lines. */
export interface RecordedOrder extends Totals {
  readonly lines: readonly OrderLine[];
}

/** What was already given back of an order, as positive amounts; lines by their number in the order. */
export interface Taken extends Totals {
  readonly lines: ReadonlyMap<number, { readonly units: Decimal; readonly revenue: Decimal }>;
}

export const NOTHING_TAKEN: Taken = { orders: 0n, units: 0n, revenue: 0n, lines: new Map() };
