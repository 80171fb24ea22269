import { parseDecimal } from "../values/decimal.ts";
import type { AmountIn } from "./sums.ts";

/** A line of a sale or a return, as far as rules about what came back need it. */
export interface BoughtLine {
  readonly kind: "onlineOrder" | "storePurchase" | "return";
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly sale: string;
  readonly transactionId: string | null;
  /** Null for what a sale has beside its articles. */
  readonly product: string | null;
  /** Negative for a return. 0 where none was sent. */
  readonly quantity: number;
  /** Negative for a return. */
  readonly amount: AmountIn;
}

/** How many pieces a purchase has. One that was paid for and names no quantity is one piece (PU5); a return has none. */
export function piecesOf({ kind, quantity, amount }: BoughtLine): number {
  if (kind === "return") return 0;
  return quantity === 0 && parseDecimal(amount.amount) > 0n ? 1 : Math.max(quantity, 0);
}

/**
 * How many of each line came back, in the order of the lines (PU3); 0 for returns. A return takes from the order that it names; one that names
 * none, or an order without the product, takes from the newest purchases of that product before it. One without a quantity may be a correction of a
 * price: it takes one piece of a purchase that has no quantity either, and nothing of others.
 */
export function cameBack(lines: readonly BoughtLine[]): number[] {
  const left = lines.map(piecesOf);
  const bought = new Map<string, number[]>();
  const returns: number[] = [];
  lines.forEach(({ kind, product }, index) => {
    if (product === null) return;
    if (kind === "return") returns.push(index);
    else if (bought.get(product)?.push(index) === undefined) bought.set(product, [index]);
  });
  const at = (index: number) => lines[index]?.at ?? "";
  const oldestFirst = returns.toSorted((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : b - a));
  const hasQuantity = (index: number) => (lines[index]?.quantity ?? 0) !== 0;
  const open = new Map(oldestFirst.map((index) => [index, hasQuantity(index) ? Math.abs(lines[index]?.quantity ?? 0) : 1]));
  const takeFrom = (index: number, candidates: readonly number[]) => {
    for (const from of candidates) {
      if (!hasQuantity(index) && hasQuantity(from)) continue;
      const taken = Math.min(open.get(index) ?? 0, left[from] ?? 0);
      if (taken <= 0) continue;
      left[from] = (left[from] ?? 0) - taken;
      open.set(index, (open.get(index) ?? 0) - taken);
    }
  };
  const ofProduct = (index: number) => bought.get(lines[index]?.product ?? "") ?? [];
  for (const index of oldestFirst) {
    const order = lines[index]?.transactionId ?? null;
    if (order !== null)
      takeFrom(
        index,
        ofProduct(index).filter((from) => lines[from]?.transactionId === order),
      );
  }
  for (const index of oldestFirst) {
    const order = lines[index]?.transactionId ?? null;
    const isKnownOrder = order !== null && ofProduct(index).some((from) => lines[from]?.transactionId === order);
    if (isKnownOrder) continue;
    const earlier = ofProduct(index).filter((from) => at(from) <= at(index));
    takeFrom(
      index,
      earlier.toSorted((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : a - b)),
    );
  }
  return lines.map((line, index) => piecesOf(line) - (left[index] ?? 0));
}
