import type { Rsid } from "@rapport/contract";
import type { ExplainedRow, ReportRow } from "@rapport/contract/reporting";
import { findMetric, formatDecimal, parseDecimal, type ReportingSuite } from "@rapport/domain";
import { moneyAsSent } from "../../currency-rates/index.ts";
import type { Actor } from "../../http/index.ts";
import { recordedTransaction } from "../../report-suites/index.ts";
import type { RowPlace } from "../plan/plan-lines.ts";
import { reportingSuite } from "../suite.ts";
import { statesOfRow, type State } from "./explain-queries.ts";
import { explainedValues } from "./explained-values.ts";
import { placeOfId, rowIdOf, unknownRow, wantedOf } from "./row-ids.ts";
import { maySeeCustomers, shownRows, type RowDeps } from "./shown-rows.ts";

/** What is known of one hit or row (BR6). */
export async function explain(deps: RowDeps, { rsid, id, actor }: { rsid: Rsid; id: string; actor: Actor }): Promise<ExplainedRow> {
  const suite = await reportingSuite(deps, rsid);
  const place = placeOfId(id);
  const states = await deps.warehouse.rows(statesOfRow, wantedOf(rsid, [place]));
  const state =
    states.findLast(({ stands, fate }) => stands && (fate !== "" || states.length === 1)) ?? states.find(({ fate }) => fate === "") ?? states.at(-1);
  const row = (await shownRows(deps, { rsid, timeZone: suite.timeZone, dimension: null, places: [place], actor })).get(rowIdOf(place));
  if (state === undefined || row === undefined) throw unknownRow();
  const transactionId = row.transactionIds[0];
  const found = transactionId === undefined ? undefined : await recordedTransaction(deps.warehouse, { suite: rsid, transactionId });
  const isRecorded = found?.recorded === 1;
  const frozen = isRecorded && state.fate === "transaction" ? found : null;
  return {
    row,
    amounts: amountsOf(states, suite),
    products: productsOf(state, place[2] === "0" ? states : [state]),
    values: await explainedValues(deps, { suite, state, frozen }),
    transaction:
      transactionId === undefined
        ? null
        : {
            id: transactionId,
            state: found === undefined ? "unknown" : isRecorded ? "recorded" : "seen",
            recordedAt: isRecorded ? found.hit_at.toISOString() : null,
            expiresAt: isRecorded ? found.expires_at.toISOString() : null,
            part: frozen !== null ? "joined" : isRecorded && isMaker({ row, state, madeBy: found }) ? "made" : "none",
          },
    states:
      state.fate === ""
        ? []
        : states.map(({ fate, unlinked_reason: reason, stands }) => ({ fate, reason: reason === "" ? null : reason, isTakenBack: !stands })),
    waitsForRate: await waitingOf(deps, { rsid, place, states, state }),
    currency: suite.currency,
    timeZone: suite.timeZone,
    namesCustomers: await maySeeCustomers(deps, { actor, rsid }),
  };
}

function isMaker({ row, state, madeBy }: { row: ReportRow; state: State; madeBy: { visitor_id: string; hit_at: Date } }): boolean {
  return row.file === null && state.visitor_id === madeBy.visitor_id && state.at_ms === madeBy.hit_at.getTime();
}

/** What stands of its amounts: money that was converted later is a state of its own (CY2). */
function amountsOf(states: readonly State[], suite: ReportingSuite): ExplainedRow["amounts"] {
  const sums = new Map<string, string[]>();
  for (const { stands, orders, units, revenue, metrics } of states) {
    if (!stands) continue;
    for (const [metric, amount] of Object.entries({ orders, units, revenue, ...metrics }))
      if (Number(amount) !== 0 && findMetric(metric, suite) !== undefined) sums.set(metric, [...(sums.get(metric) ?? []), amount]);
  }
  // At most one state has an amount of each kind, except for a refund in another currency; then the last one is it.
  return [...sums].map(([metric, amounts]) => ({ metric, name: suite.variables[metric]?.name ?? null, amount: shortest(amounts.at(-1) ?? "0") }));
}

/** The entries of a row, or of a hit with what was converted of each later (CY2). */
function productsOf({ names, categories }: State, states: readonly State[]): ExplainedRow["products"] {
  const sumOf = (amounts: readonly (string | undefined)[]) => shortest(formatDecimal(amounts.reduce((sum, amount) => sum + parseDecimal(amount ?? "0"), 0n)));
  return names.map((name, n) => ({
    name,
    category: categories[n] ?? "",
    units: sumOf(states.map((state) => state.entry_units[n])),
    revenue: sumOf(states.map((state) => state.entry_revenues[n])),
  }));
}

/** The money that waits for a rate: a refund's own, or that of a hit of which none was converted yet (CY2). */
async function waitingOf(
  deps: RowDeps,
  { rsid, place: [, position, upload], states, state }: { rsid: Rsid; place: RowPlace; states: readonly State[]; state: State },
): Promise<ExplainedRow["waitsForRate"]> {
  if (state.waits_in !== "") return { currency: state.waits_in, amount: shortest(state.waiting) };
  if (upload !== "0" || states.length > 1) return null;
  const hit = { position: Number(position), at: new Date(state.at_ms).toISOString() };
  const money = (await moneyAsSent(deps, { suite: rsid, hits: [hit] })).get(hit.position);
  return money === undefined ? null : { currency: money.currency, amount: shortest(money.revenue) };
}

function shortest(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}
