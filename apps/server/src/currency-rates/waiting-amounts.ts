import type { Quarantine } from "@rapport/contract/report-suites";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { cutoffsOf, type Cutoff } from "./queries.ts";
import { foreignDays, forgetForeignRows, suitesWithForeignAmounts, waitingByDay } from "./warehouse-queries.ts";

/** Days and currencies that are listed. */
const MOST = 1_000;

/** Amounts of a suite that wait for a rate, by day and currency (CY2). */
export async function waitingAmounts(deps: Pick<Deps, "db" | "warehouse">, suite: string): Promise<z.input<typeof Quarantine>["waitingAmounts"]> {
  const rows = await deps.warehouse.rows(waitingByDay, { suite, ...parametersOf(await convertedDays(deps, suite)), limit: MOST });
  return rows.map(({ day, currency, to, hits, revenue, events }) => ({
    day,
    currency,
    to,
    hits,
    revenue,
    events: Object.entries(events).map(([event, amount]) => ({ event, amount })),
  }));
}

/** Takes away what is converted: it stands in reports. */
export async function forgetConverted(deps: Pick<Deps, "db" | "warehouse">): Promise<void> {
  for (const { suite } of await deps.warehouse.rows(suitesWithForeignAmounts, {})) {
    const converted = await convertedDays(deps, suite);
    if (converted.length > 0) await deps.warehouse.run(forgetForeignRows, { suite, ...parametersOf(converted) });
  }
}

async function convertedDays({ db, warehouse }: Pick<Deps, "db" | "warehouse">, suite: string): Promise<Cutoff[]> {
  const days = await warehouse.rows(foreignDays, { suite });
  const cutoffs = days.length === 0 ? [] : await cutoffsOf(db, { rsid: suite, days });
  return cutoffs.filter(({ convertedTo }) => convertedTo > 0);
}

function parametersOf(cutoffs: readonly Cutoff[]): { keys: string[]; cutoffs: number[] } {
  return { keys: cutoffs.map(({ day, from, to }) => `${day} ${from} ${to}`), cutoffs: cutoffs.map(({ convertedTo }) => convertedTo) };
}
