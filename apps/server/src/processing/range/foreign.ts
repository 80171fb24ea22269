import { hasMoney, isoDayOf } from "@rapport/domain";
import type { ForeignDay } from "../../currency-rates/index.ts";
import type { Deps } from "../../deps.ts";
import { settleCurrencies } from "../../report-suites/index.ts";
import type { RangeHit } from "./read-range.ts";
import { inSlices } from "./slices.ts";

/** The settled currency of each suite for which the range may have an amount. */
export type Currencies = ReadonlyMap<string, string>;

/** Fixes the currencies of suites whose hits have money, before any money is written (CY4). Repeating a range gives the same result. */
export async function currenciesOf(deps: Pick<Deps, "db">, hits: readonly RangeHit[]): Promise<Currencies> {
  const suites = new Set<string>();
  await inSlices(hits, ({ suite, parsed }) => {
    if (parsed.kind === "keep" && !suites.has(suite) && (hasMoney(parsed.hit, parsed.rules) || parsed.hit.waits !== undefined)) suites.add(suite);
  });
  return await settleCurrencies(deps, [...suites]);
}

/**
 * The day and the currencies of a hit whose money is not in its suite's currency: the currency it names, or the suite's when it was
 * received. Null for all others, and for hits without money: a page may name its currency with every hit, and computing a day is slow.
 */
export function foreignDayOf({ suite, parsed }: RangeHit, currencies: Currencies): ForeignDay | null {
  const to = currencies.get(suite);
  if (parsed.kind !== "keep" || to === undefined) return null;
  const { hit, rules } = parsed;
  const from = hit.currency === "" ? rules.currency : hit.currency;
  return from === to || !hasMoney(hit, rules) ? null : { day: isoDayOf(hit.at, rules.timeZone), from, to };
}

/** For a refund: the currency of its amounts, '' for the suite's own, and the day of their rate. */
export function moneyOfWaiting({ suite, parsed }: RangeHit, currencies: Currencies): Pick<ForeignDay, "day"> & { readonly currency: string } {
  if (parsed.kind !== "keep") throw new Error("a hit that is not kept gives nothing back");
  const { hit, rules } = parsed;
  const from = hit.currency === "" ? rules.currency : hit.currency;
  return { currency: from === currencies.get(suite) ? "" : from, day: isoDayOf(hit.at, rules.timeZone) };
}

/** The amounts of a range that may wait for a rate, by suite, from its hits alone. Too many do no harm. */
export function foreignDaysOf(hits: readonly RangeHit[], currencies: Currencies): { suite: string; days: ForeignDay[] }[] {
  const bySuite = new Map<string, Map<string, ForeignDay>>();
  for (const hit of hits) {
    const day = foreignDayOf(hit, currencies);
    if (day === null) continue;
    const days = bySuite.get(hit.suite) ?? new Map<string, ForeignDay>();
    bySuite.set(hit.suite, days.set(`${day.day} ${day.from} ${day.to}`, day));
  }
  return [...bySuite].map(([suite, days]) => ({ suite, days: [...days.values()] }));
}
