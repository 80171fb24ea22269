import type { Quarantine } from "@rapport/contract/report-suites";
import { formatDecimal, parseDecimal, compareTexts } from "@rapport/domain";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { settleCurrencies } from "../report-suites/index.ts";
import { cutoffsOf, type Cutoff } from "./queries.ts";
import { foreignDays, forgetForeignRows, suitesWithForeignAmounts, waitingByDay, waitingRefunds } from "./warehouse-queries.ts";

/** How many days and currencies are listed. */
const MOST = 1_000;

/** The amounts of a suite that wait for a rate, by day and currency (CY2). */
export async function waitingAmounts(deps: Pick<Deps, "db" | "warehouse">, suite: string): Promise<z.input<typeof Quarantine>["waitingAmounts"]> {
  const rows = await deps.warehouse.rows(waitingByDay, { suite, ...parametersOf(await convertedDays(deps, suite)), limit: MOST });
  const refunds = await deps.warehouse.rows(waitingRefunds, { suite, limit: MOST });
  const own = refunds.length === 0 ? "" : ((await settleCurrencies(deps, [suite])).get(suite) ?? "");
  const all = new Map(rows.map((row) => [keyOf(row), row]));
  for (const { hits, revenue, ...on } of refunds) {
    const row = { ...on, to: own, hits: 0, revenue: "0", events: {} };
    const before = all.get(keyOf(row)) ?? row;
    all.set(keyOf(row), { ...before, hits: before.hits + hits, revenue: sum(before.revenue, revenue) });
  }
  return [...all.values()]
    .toSorted((a, b) => compareTexts(b.day, a.day) || compareTexts(a.currency, b.currency) || compareTexts(a.to, b.to))
    .map((row) => ({ ...row, events: Object.entries(row.events).map(([event, amount]) => ({ event, amount })) }));
}

function keyOf({ day, currency, to }: { day: string; currency: string; to: string }): string {
  return `${day} ${currency} ${to}`;
}

function sum(a: string, b: string): string {
  return formatDecimal(parseDecimal(a) + parseDecimal(b));
}

/** Deletes converted amounts, which are in reports by now. */
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
