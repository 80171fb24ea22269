import { formatDecimal, parseDecimal, type Decimal } from "../values/decimal.ts";
import type { Totals } from "./recorded-order.ts";

/** A product that is given back, with what was said of it: null is unsaid. Amounts are above zero. */
export interface RefundedProduct {
  readonly category: string;
  /** '' when only a SKU was sent. */
  readonly name: string;
  readonly skus: readonly string[];
  readonly units: Decimal | null;
  /** Of the whole line. */
  readonly revenue: Decimal | null;
}

/** What holds for a refund whatever it gives back. */
export interface RefundTerms {
  /** The window in force when it came, milliseconds, and whether it may be linked after that moment (LL1, LL2). */
  readonly windowMs: number;
  readonly lateLinking: boolean;
  /** It is not linked to an order of this moment or later, epoch milliseconds (U7). Absent: the order's day does not matter. */
  readonly orderBefore?: number;
}

/** What a call or a row wants to give back of an order. Without a product and without any amount it is the whole order. */
export interface RefundAsk extends RefundTerms {
  readonly products: readonly RefundedProduct[];
  readonly orders: Decimal | null;
  readonly units: Decimal | null;
  readonly revenue: Decimal | null;
  /** Other metrics that it counts, as decimal texts by key; they are not the order's and are counted as they are. */
  readonly metrics: Readonly<Record<string, string>>;
}

/** The same with its amounts as decimal texts. */
interface StoredAsk extends Omit<RefundAsk, "products" | "orders" | "units" | "revenue"> {
  readonly products: readonly (Omit<RefundedProduct, "units" | "revenue"> & { readonly units: string | null; readonly revenue: string | null })[];
  readonly orders: string | null;
  readonly units: string | null;
  readonly revenue: string | null;
}

/** The text that waits for the order. */
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

/** True without products and amounts, except perhaps a total: only the order tells what is given back (RT4). */
export function namesNoLines({ products, orders, units }: RefundAsk): boolean {
  return products.length === 0 && orders === null && units === null;
}

/** The amounts that the refund itself says; the others are zero. */
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
