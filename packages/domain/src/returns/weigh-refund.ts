import { shareOf, type Decimal } from "../values/decimal.ts";
import type { OrderLine, RecordedOrder, Taken, Totals } from "./recorded-order.ts";
import { namesNoLines, type RefundAsk, type RefundedProduct } from "./refund.ts";

/** A product that is given back, with the number of its line; null for an order without lines. */
export interface RefundedLine {
  readonly line: number | null;
  readonly category: string;
  readonly name: string;
  readonly units: Decimal;
  readonly revenue: Decimal;
}

/** What is given back. Amounts are positive, except those of lines that were negative. */
export interface Refund extends Totals {
  readonly products: readonly RefundedLine[];
}

/** Which amount goes beyond the order. `product`: the order has no such line. */
export type BeyondAmount = "orders" | "units" | "revenue" | "product" | "product.units" | "product.revenue";

export interface Beyond {
  readonly of: BeyondAmount;
  /** How much of that amount is left. */
  readonly left: Decimal;
}

export type Weighed = { readonly kind: "counts"; readonly refund: Refund } | ({ readonly kind: "beyond" } & Beyond);

/**
 * What a refund gives back of an order, of which some may have been given back before (RT6, RT7). It is all or nothing: no more can be
 * given back than the order recorded. A product without amounts takes those of its line: a share of its units has the same share of its
 * revenue. A refund without products and amounts, or whose total is all that is left, gives back everything that is left.
 */
export function weighRefund(ask: RefundAsk, { order, taken }: { order: RecordedOrder; taken: Taken }): Weighed {
  const left = leftOf(order, taken);
  if (namesNoLines(ask) && (ask.revenue === null || ask.revenue === left.revenue)) return everythingOf({ order, left });
  const products = ask.products.length === 0 ? { kind: "lines" as const, lines: [], isSaid: true } : linesOf(ask.products, { order, left });
  if (products.kind === "beyond") return products;
  const lines = products.lines;
  const sum = (of: "units" | "revenue") => lines.reduce((total, line) => total + line[of], 0n);
  // Lines may add up to more than was paid for the order, so amounts that the refund does not give are at most the order's.
  const revenue = ask.revenue ?? (products.isSaid ? sum("revenue") : least(sum("revenue"), left.revenue));
  const refund: Refund = { orders: ask.orders ?? 0n, units: ask.units ?? sum("units"), revenue, products: lines };
  for (const of of ["orders", "units", "revenue"] as const) if (refund[of] > most(left[of], 0n)) return { kind: "beyond", of, left: left[of] };
  return { kind: "counts", refund };
}

interface Left extends Totals {
  readonly lines: readonly { readonly units: Decimal; readonly revenue: Decimal }[];
}

function leftOf(order: RecordedOrder, taken: Taken): Left {
  return {
    orders: order.orders - taken.orders,
    units: order.units - taken.units,
    revenue: order.revenue - taken.revenue,
    lines: order.lines.map(({ units, revenue }, line) => {
      const before = taken.lines.get(line);
      return { units: units - (before?.units ?? 0n), revenue: revenue - (before?.revenue ?? 0n) };
    }),
  };
}

function everythingOf({ order, left }: { order: RecordedOrder; left: Left }): Weighed {
  const products = order.lines.flatMap(({ category, name }, line) => {
    const { units = 0n, revenue = 0n } = left.lines[line] ?? {};
    return units === 0n && revenue === 0n ? [] : [{ line, category, name, units, revenue }];
  });
  if (left.orders === 0n && left.units === 0n && left.revenue === 0n && products.length === 0) return { kind: "beyond", of: "revenue", left: 0n };
  // After refunds of more than their lines, less than zero can be left of the whole.
  return { kind: "counts", refund: { orders: most(left.orders, 0n), units: most(left.units, 0n), revenue: left.revenue, products } };
}

type Lines = { readonly kind: "lines"; readonly lines: readonly RefundedLine[]; readonly isSaid: boolean };

/** The products, in order. Two with the same line share what is left of it. */
function linesOf(products: readonly RefundedProduct[], { order, left }: { order: RecordedOrder; left: Left }): Lines | Extract<Weighed, { kind: "beyond" }> {
  const open = left.lines.map((line) => ({ ...line }));
  const lines: RefundedLine[] = [];
  for (const product of products) {
    if (order.lines.length === 0) {
      lines.push(asSaid(product));
      continue;
    }
    const found = linesLike(product, order.lines);
    if (found.length === 0) return { kind: "beyond", of: "product", left: 0n };
    const ofLines = (of: "units" | "revenue") => found.reduce((total, line) => total + (open[line]?.[of] ?? 0n), 0n);
    const units = product.units ?? (product.revenue === null ? ofLines("units") : 0n);
    if (units > ofLines("units")) return { kind: "beyond", of: "product.units", left: ofLines("units") };
    if (product.revenue !== null && product.revenue > most(ofLines("revenue"), 0n)) return { kind: "beyond", of: "product.revenue", left: ofLines("revenue") };
    lines.push(...shared({ found, units, revenue: product.revenue, order, open }));
  }
  return { kind: "lines", lines, isSaid: products.every(({ revenue }) => revenue !== null) };
}

/** A product without a line of the order; missing amounts are zero. */
export function asSaid({ category, name, skus, units, revenue }: RefundedProduct): RefundedLine {
  return { line: null, category, name: name || (skus[0] ?? ""), units: units ?? 0n, revenue: revenue ?? 0n };
}

type Open = { units: Decimal; revenue: Decimal }[];

/** Takes a product's amounts from its lines, in order, and from `open`. */
function shared(of: { found: readonly number[]; units: Decimal; revenue: Decimal | null; order: RecordedOrder; open: Open }): RefundedLine[] {
  const lines: RefundedLine[] = [];
  let { units, revenue } = of;
  for (const line of of.found) {
    const ordered = of.order.lines[line];
    const rest = of.open[line];
    if (ordered === undefined || rest === undefined) continue;
    const unitsHere = least(units, rest.units);
    const isLast = line === of.found.at(-1);
    const revenueHere = revenue === null ? partOf({ ordered, rest, units: unitsHere }) : isLast ? revenue : least(revenue, most(rest.revenue, 0n));
    units -= unitsHere;
    if (revenue !== null) revenue -= revenueHere;
    rest.units -= unitsHere;
    rest.revenue -= revenueHere;
    if (unitsHere !== 0n || revenueHere !== 0n) lines.push({ line, category: ordered.category, name: ordered.name, units: unitsHere, revenue: revenueHere });
  }
  return lines;
}

/** All remaining units have all remaining revenue. Some of them have their share of the line's revenue, as far as it is left. */
function partOf({ ordered, rest, units }: { ordered: OrderLine; rest: Open[number]; units: Decimal }): Decimal {
  if (units === rest.units) return rest.revenue;
  const part = shareOf(ordered.revenue, { part: units, whole: ordered.units });
  return ordered.revenue < 0n ? most(part, rest.revenue) : least(part, rest.revenue);
}

/** Finds lines by SKU, else by name; a name may also be the other side's SKU (RT7). */
function linesLike({ name, skus }: RefundedProduct, lines: readonly OrderLine[]): readonly number[] {
  const where = (fits: (line: OrderLine) => boolean) => lines.flatMap((line, number) => (fits(line) ? [number] : []));
  const bySku = where((line) => line.skus.some((sku) => skus.includes(sku)));
  if (bySku.length > 0) return bySku;
  const byName = name === "" ? [] : where((line) => line.name === name);
  if (byName.length > 0) return byName;
  return where((line) => skus.includes(line.name) || (name !== "" && line.skus.includes(name)));
}

function least(a: Decimal, b: Decimal): Decimal {
  return a < b ? a : b;
}

function most(a: Decimal, b: Decimal): Decimal {
  return a > b ? a : b;
}
