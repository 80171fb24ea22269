import { DAY_MS, isoDayOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { foreignMoney } from "./warehouse-queries.ts";

/** The money of a hit in its own currency. */
export interface MoneyAsSent {
  readonly currency: string;
  readonly revenue: string;
  /** The amount of each product, in their order. */
  readonly lines: readonly string[];
}

/** The money of some hits in a currency other than the suite's, by position, whether or not it is converted. */
export async function moneyAsSent(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, hits }: { suite: string; hits: readonly { readonly position: number; readonly at: string }[] },
): Promise<ReadonlyMap<number, MoneyAsSent>> {
  if (hits.length === 0) return new Map();
  const times = hits.map(({ at }) => Date.parse(at));
  // The day in a zone may be one before or after the day in UTC.
  const [first, last] = [isoDayOf(Math.min(...times) - DAY_MS, "UTC"), isoDayOf(Math.max(...times) + DAY_MS, "UTC")];
  const rows = await warehouse.rows(foreignMoney, { suite, first, last, positions: hits.map(({ position }) => position) });
  return new Map(rows.map(({ position, ...money }) => [position, money]));
}
