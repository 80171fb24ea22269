import type { Decimal } from "../values/decimal.ts";
import type { RefundAsk, RefundTerms } from "./refund.ts";

/** A row of a file that gives something back; null is a blank cell. */
export interface RefundRow {
  readonly product: string;
  readonly category: string;
  readonly orders: Decimal | null;
  readonly units: Decimal | null;
  readonly revenue: Decimal | null;
  readonly metrics: Readonly<Record<string, string>>;
}

/**
 * The refund that a row of kind *refund* asks for (RT3, RT7): its product by SKU or name, with its units and money; without a product,
 * units and money of the order. Signs do not matter: everything in such a row is given back.
 */
export function refundOfRow(row: RefundRow, terms: RefundTerms): RefundAsk {
  const [orders, units, revenue] = [size(row.orders), size(row.units), size(row.revenue)];
  const rest = { orders, metrics: row.metrics, ...terms };
  if (row.product === "") return { ...rest, products: [], units, revenue };
  return { ...rest, products: [{ category: row.category, name: row.product, skus: [row.product], units, revenue }], units: null, revenue: null };
}

function size(amount: Decimal | null): Decimal | null {
  return amount !== null && amount < 0n ? -amount : amount;
}
