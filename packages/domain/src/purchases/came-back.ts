/** A line of a sale or a return, as far as rules about what came back need it. */
export interface BoughtLine {
  readonly kind: "onlineOrder" | "storePurchase" | "return";
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly sale: string;
  readonly transactionId: string | null;
  /** Null for what a sale has beside its articles. */
  readonly product: string | null;
  /** Negative for a return. */
  readonly quantity: number;
}

/**
 * How many of each line came back, in the order of the lines (PU3); 0 for returns. A return takes from the order that it names; one that names
 * none, or an order without the product, takes from the newest purchases of that product before it.
 */
export function cameBack(lines: readonly BoughtLine[]): number[] {
  const left = lines.map(({ kind, quantity }) => (kind === "return" ? 0 : Math.max(quantity, 0)));
  const bought = new Map<string, number[]>();
  const returns: number[] = [];
  lines.forEach(({ kind, product }, index) => {
    if (product === null) return;
    if (kind === "return") returns.push(index);
    else if (bought.get(product)?.push(index) === undefined) bought.set(product, [index]);
  });
  const at = (index: number) => lines[index]?.at ?? "";
  const oldestFirst = returns.toSorted((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : b - a));
  const open = new Map(oldestFirst.map((index) => [index, Math.abs(lines[index]?.quantity ?? 0)]));
  const takeFrom = (index: number, candidates: readonly number[]) => {
    for (const from of candidates) {
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
  return lines.map(({ kind, quantity }, index) => (kind === "return" ? 0 : Math.max(quantity, 0) - (left[index] ?? 0)));
}
