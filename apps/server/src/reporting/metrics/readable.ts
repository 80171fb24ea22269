import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { checkMetric, metricsNamedIn, segmentsNamedIn, type MetricParts, type SavedMetrics } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { savedSegments } from "../segments/saved-segments.ts";
import { reportingSuite } from "../suite.ts";
import { metricsThatMention, type MetricRow } from "./metric-queries.ts";
import { savedMetrics } from "./saved-metrics.ts";

type Reading = Pick<Deps, "db" | "clock">;

/**
 * Of what a calculated metric is made. `id`: its own, when it is saved.
 * @throws Refusal `metric.definition` for one that cannot be counted in the report suite (CF1, CF4)
 */
export async function partsOf(deps: Reading, { rsid, definition, id }: { rsid: string; definition: unknown; id?: string }): Promise<MetricParts> {
  const suite = await reportingSuite(deps, rsid);
  const saved = await savedMetrics(deps.db, { rsid, ids: metricsNamedIn(definition) });
  const segments = await savedSegments(deps.db, { rsid, ids: [definition, ...saved.values()].flatMap((one) => segmentsNamedIn(one)) });
  return checkMetric({ definition, suite, saved, segments, ...(id !== undefined && { id }) });
}

/** Refuses a change after which a calculated metric that names this one, also by way of others, could not be counted any more (CF5). */
export async function assertOthersCountable(deps: Reading, { id, rsid, definition }: { id: string; rsid: string; definition: unknown }): Promise<void> {
  const naming = await metricsThatName(deps, { id, rsid });
  if (naming.length === 0) return;
  const suite = await reportingSuite(deps, rsid);
  const before = await savedMetrics(deps.db, { rsid, ids: [id, ...naming.map((one) => one.id), ...metricsNamedIn(definition)] });
  const after = new Map(before).set(id, definition);
  const segments = await savedSegments(deps.db, { rsid, ids: [definition, ...before.values()].flatMap((one) => segmentsNamedIn(one)) });
  const isCountable = (one: MetricRow, saved: SavedMetrics) => {
    try {
      checkMetric({ definition: one.definition, suite, saved, segments, id: one.id });
      return true;
    } catch (cause) {
      if (cause instanceof Refusal) return false;
      throw cause;
    }
  };
  const broken = naming.filter((one) => !isCountable(one, after) && isCountable(one, before));
  if (broken.length === 0) return;
  const names = broken.slice(0, 10).map(({ name }) => name);
  throw new Refusal(
    "metric.definition",
    {},
    { faults: [{ path: ["definition"], wrong: wrong("formula.breaks", { names, more: broken.length - names.length }) }] },
  );
}

/** Directly and by way of others. */
async function metricsThatName({ db }: Reading, { id, rsid }: { id: string; rsid: string }): Promise<MetricRow[]> {
  const found = new Map<string, MetricRow>();
  let wanted = [id];
  while (wanted.length > 0) {
    const asked = new Set(wanted);
    const rows = await metricsThatMention(db, { rsid, ids: wanted });
    const fresh = rows.filter((row) => row.id !== id && !found.has(row.id) && metricsNamedIn(row.definition).some((one) => asked.has(one)));
    for (const row of fresh) found.set(row.id, row);
    wanted = fresh.map((row) => row.id);
  }
  return [...found.values()];
}
