/** Random histories of a few customers on a few devices; plain loops say whose each sale is. Amounts are whole cents, times epoch ms. */
export const NOW = Date.parse("2026-03-02T12:00:00Z");
export const MINUTE_MS = 60_000;

/** In the order in which hits came. */
export interface World {
  readonly hits: Hit[];
  rows: Row[];
  readonly calls: Call[];
}

export interface Hit {
  readonly at: number;
  readonly customer: string | undefined;
  readonly device: string | undefined;
  readonly cents: number;
  readonly transaction: string | undefined;
}

/** A row of a file, which names an order, a customer or nobody. */
export interface Row {
  readonly upload: number;
  readonly transaction: string | undefined;
  readonly customer: string | undefined;
  readonly cents: number;
}

/** A call that refunds an order. While the order is not known, it is the refund of the call's own visitor (RT4). */
export interface Call extends Hit {
  readonly transaction: string;
}

/** How much a customer spent. */
export function centsOf(world: World, customer: string): number {
  return sumOf(salesOf(world, customer));
}

/** The amounts of a customer's sales and returns, the smallest first. */
export function salesOf({ hits, rows, calls }: World, customer: string): number[] {
  const isTheirs = (hit: Hit): boolean => {
    if (hit.customer !== undefined) return hit.customer === customer;
    const known = hits.filter(({ device, customer: by }) => device === hit.device && by !== undefined);
    return known.length > 0 && known.every(({ customer: by }) => by === customer) && hit.at < Math.min(...known.map(({ at }) => at));
  };
  const ofRow = ({ transaction, customer: named }: Row): boolean => {
    if (transaction === undefined) return named === customer;
    const order = orderOf(transaction, hits);
    return order !== undefined && isTheirs(order);
  };
  const ofCall = (call: Call): boolean => isTheirs(orderOf(call.transaction, hits) ?? call);
  const theirs = [...hits.filter(isTheirs), ...rows.filter(ofRow), ...calls.filter(ofCall)];
  return theirs.flatMap(({ cents }) => (cents === 0 ? [] : [cents])).toSorted((a, b) => a - b);
}

export function centsOfAll({ hits, rows, calls }: World): number {
  return sumOf([...hits, ...rows, ...calls].map(({ cents }) => cents));
}

export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, cents) => sum + cents, 0);
}

/** The first hit that had the id. */
export function orderOf(transaction: string, hits: readonly Hit[]): Hit | undefined {
  return hits.find((hit) => hit.transaction === transaction);
}

export type Chance = (below: number) => number;

/** Whole numbers from 0 up to a limit, the same for the same seed. */
export function createChance(seed: number): Chance {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9;
    state ^= state >>> 13;
    return (state >>> 0) % below;
  };
}
