import type { Deps } from "../deps.ts";
import { settleCurrencies } from "../report-suites/index.ts";
import { ratesOn, setUsed } from "./queries.ts";

/** A currency on a day; '' for the suite's own. */
export interface CurrencyOn {
  readonly currency: string;
  readonly day: string;
}

export interface RatesOfDays {
  /** The rate that converts money of that day into the suite's currency; null when there is none. */
  of(on: CurrencyOn): string | null;
  /** Notes that amounts are converted by these rates, as far as they exist. */
  use(on: readonly CurrencyOn[]): void;
  /** Writes down which rates were used (CY1). Call it before the amounts are written. False when a rate has changed since it was read: then begin again. */
  keepUsed(): Promise<boolean>;
}

export async function ratesOfDays(deps: Pick<Deps, "db" | "clock">, { suite, on }: { suite: string; on: readonly CurrencyOn[] }): Promise<RatesOfDays> {
  const foreign = on.filter(({ currency }) => currency !== "");
  const to = foreign.length === 0 ? "" : ((await settleCurrencies(deps, [suite])).get(suite) ?? "");
  const days = [...new Map(foreign.map(({ currency, day }) => [`${day} ${currency}`, { day, from: currency, to }])).values()];
  const known = new Map((days.length === 0 ? [] : await ratesOn(deps.db, { rsid: suite, days })).map((rate) => [`${rate.day} ${rate.from}`, rate]));
  const used = new Set<string>();
  return {
    of: ({ currency, day }) => known.get(`${day} ${currency}`)?.rate ?? null,
    use: (some) => {
      for (const { currency, day } of some) if (known.has(`${day} ${currency}`)) used.add(`${day} ${currency}`);
    },
    keepUsed: async () => {
      const wanted = [...used].flatMap((key) => known.get(key) ?? []);
      if (wanted.length === 0) return true;
      const now = new Map((await setUsed(deps.db, { rsid: suite, days: wanted, at: deps.clock.now() })).map(({ day, from, rate }) => [`${day} ${from}`, rate]));
      return wanted.every(({ day, from, rate }) => now.get(`${day} ${from}`) === rate);
    },
  };
}
