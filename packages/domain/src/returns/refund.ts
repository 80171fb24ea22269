import { formatDecimal, parseDecimal, type Decimal } from "../values/decimal.ts";
import type { Totals } from "./recorded-order.ts";

/** A product that is given back; null for what the refund does not say. Amounts are positive. */
export interface RefundedProduct {
  readonly category: string;
  /** The name; '' when only a SKU was sent. */
  readonly name: string;
  readonly skus: readonly string[];
  readonly units: Decimal | null;
  /** The amount of the whole line. */
  readonly revenue: Decimal | null;
}

/** The terms of a refund, whatever it gives back. */
export interface RefundTerms {
  /** The window when it came, in milliseconds, and whether it may be linked later (LL1, LL2). */
  readonly windowMs: number;
  readonly lateLinking: boolean;
  /** It is not linked to an order at this time or later, epoch milliseconds (U7). Absent: the order's day does not matter. */
  readonly orderBefore?: number;
}

/** What a call or a row asks to give back of an order. Without products and amounts it is the whole order. */
export interface RefundAsk extends RefundTerms {
  readonly products: readonly RefundedProduct[];
  readonly orders: Decimal | null;
  readonly units: Decimal | null;
  readonly revenue: Decimal | null;
  /** Other metrics that it counts, as decimal texts by key. They do not come from the order and count as they are. */
  readonly metrics: Readonly<Record<string, string>>;
}

/** The same, with amounts as decimal texts. */
interface StoredAsk extends Omit<RefundAsk, "products" | "orders" | "units" | "revenue"> {
  readonly products: readonly (Omit<RefundedProduct, "units" | "revenue"> & { readonly units: string | null; readonly revenue: string | null })[];
  readonly orders: string | null;
  readonly units: string | null;
  readonly revenue: string | null;
}

/** The text that is stored until the order comes. */
export function writeAsk({ products, orders, units, revenue, ...rest }: RefundAsk): string {
  const stored: StoredAsk = {
    products: products.map((product) => ({ ...product, units: written(product.units), revenue: written(product.revenue) })),
    orders: written(orders),
    units: written(units),
    revenue: written(revenue),
    ...rest,
  };
  return JSON.stringify(stored);
}

export function readAsk(text: string): RefundAsk {
  // Only `writeAsk` makes these texts.
  const { products, orders, units, revenue, ...rest } = JSON.parse(text) as StoredAsk;
  return {
    products: products.map((product) => ({ ...product, units: read(product.units), revenue: read(product.revenue) })),
    orders: read(orders),
    units: read(units),
    revenue: read(revenue),
    ...rest,
  };
}

/** True without products and amounts, except perhaps a total. Then only the order says what is given back (RT4). */
export function namesNoLines({ products, orders, units }: RefundAsk): boolean {
  return products.length === 0 && orders === null && units === null;
}

/** The amounts that the refund itself gives; the others are zero. */
export function saidOf({ products, orders, units, revenue }: RefundAsk): Totals {
  const sum = (of: "units" | "revenue") => products.reduce((total, product) => total + (product[of] ?? 0n), 0n);
  return { orders: orders ?? 0n, units: units ?? sum("units"), revenue: revenue ?? sum("revenue") };
}

function written(amount: Decimal | null): string | null {
  return amount === null ? null : formatDecimal(amount);
}

function read(text: string | null): Decimal | null {
  return text === null ? null : parseDecimal(text);
}
