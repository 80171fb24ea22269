import { Refusal, type Reply } from "@rapport/contract";
import { wrong, type Fault } from "@rapport/contract/refusals";
import type { NewRate, putCurrencyRates } from "@rapport/contract/report-suites";
import { compareDecimals } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { addJob } from "../jobs/index.ts";
import { currentSettings, suiteOrRefusal } from "../report-suites/index.ts";
import { addOrChangeRates, lockedRates, type RateRow } from "./queries.ts";

/** The job that converts amounts whose rates have come. */
export const CONVERT = "currencyRates.convert";

/** The job for everything else that waited for these rates. */
export const RATES_CAME = "currencyRates.came";

export interface NewRates {
  readonly rsid: string;
  readonly rates: readonly NewRate[];
  /** True also changes rates by which amounts were converted. */
  readonly changeUsed: boolean;
}

/** Stores the rates of days, all or none (CY1). The same rates again change nothing. */
export async function putRates(deps: Pick<Deps, "db" | "clock">, { rsid, rates, changeUsed }: NewRates): Promise<Reply<typeof putCurrencyRates>> {
  await suiteOrRefusal(deps.db, rsid);
  const currency = (await currentSettings(deps, rsid))?.currency ?? "";
  const faults = faultsOf(rates, currency);
  if (faults.length > 0) throw new Refusal("currency_rate.wrong", {}, { faults });
  return await deps.db.transaction().execute(async (trx) => {
    const given = new Map(rates.map((rate) => [keyOf(rate), rate]));
    const known = await lockedRates(trx, { rsid, to: currency, days: rates.map(({ day }) => day), from: rates.map(({ from }) => from) });
    const differs = (rate: RateRow) => !sameNumber(given.get(keyOf(rate))?.rate ?? "", rate.rate);
    const changed = known.filter(differs);
    const used = changeUsed ? [] : changed.filter((rate) => rate.used);
    if (used.length > 0) throw new Refusal("currency_rate.used", {}, { faults: used.map((rate) => usedFault(rate, rates)) });
    const unchanged = new Set(known.filter((rate) => !differs(rate)).map(keyOf));
    const written = [...given].filter(([key]) => !unchanged.has(key)).map(([, rate]) => rate);
    if (written.length > 0) {
      await addOrChangeRates(trx, { rsid, to: currency, rates: written, at: deps.clock.now() });
      for (const name of [CONVERT, RATES_CAME]) await addJob(trx, { name, payload: { rsid }, key: `${name} ${rsid}` });
    }
    return { added: written.length - changed.length, changed: changed.length, unchanged: unchanged.size };
  });
}

function faultsOf(rates: readonly NewRate[], currency: string): Fault[] {
  const earlier = new Map<string, number>();
  return rates.flatMap((rate, index): Fault[] => {
    if (rate.from === currency) return [{ path: ["rates", index, "from"], wrong: wrong("rate.own_currency", {}) }];
    if (rate.to !== undefined && rate.to !== currency) return [{ path: ["rates", index, "to"], wrong: wrong("rate.other_currency", { currency }) }];
    const first = earlier.get(keyOf(rate)) ?? index;
    earlier.set(keyOf(rate), first);
    return sameNumber(rates[first]?.rate ?? "", rate.rate) ? [] : [{ path: ["rates", index, "rate"], wrong: wrong("rate.twice", { earlier: first }) }];
  });
}

function usedFault(used: RateRow, rates: readonly NewRate[]): Fault {
  const index = rates.findIndex((rate) => keyOf(rate) === keyOf(used));
  return { path: ["rates", index, "rate"], wrong: wrong("rate.used", { rate: used.rate }) };
}

function keyOf({ day, from }: Pick<NewRate, "day" | "from">): string {
  return `${day} ${from}`;
}

/** `0.850` and `0.85` are one rate. */
function sameNumber(a: string, b: string): boolean {
  return compareDecimals(a, b) === 0;
}
