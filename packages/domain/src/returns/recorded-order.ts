import type { Decimal } from "../values/decimal.ts";

/** A line of an order as its hit counted it. */
export interface OrderLine {
  readonly category: string;
  readonly name: string;
  /** What the shop calls the product beside its name: SKU, product id. */
  readonly skus: readonly string[];
  readonly units: Decimal;
  /** Of the whole line. */
  readonly revenue: Decimal;
}

/** Orders, units and revenue. */
export interface Totals {
  readonly orders: Decimal;
  readonly units: Decimal;
  readonly revenue: Decimal;
}

/** What a hit with transaction ids counted, kept beside its snapshot (RT3). The order's revenue need not be that of its lines. */
export interface RecordedOrder extends Totals {
  readonly lines: readonly OrderLine[];
}

/** What of an order was given back already, as amounts above zero; lines by their number in the order. */
export interface Taken extends Totals {
  readonly lines: ReadonlyMap<number, { readonly units: Decimal; readonly revenue: Decimal }>;
}

export const NOTHING_TAKEN: Taken = { orders: 0n, units: 0n, revenue: 0n, lines: new Map() };
