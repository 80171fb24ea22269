import { Refusal, type Body, type Query, type Reply } from "@rapport/contract";
import { placeOf, wrongInEnglish } from "@rapport/contract/refusals";
import {
  BUILT_IN_METRICS,
  type BuiltInMetric,
  type CalculatedMetric,
  type changeCalculatedMetric,
  type createCalculatedMetric,
  type listCalculatedMetrics,
  type validateCalculatedMetric,
} from "@rapport/contract/reporting";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../../deps.ts";
import { holdsSuite, reachOf, refuseStale, savedOf, stamp, type Actor, type Reach } from "../../http/index.ts";
import { pageOf } from "../page-of.ts";
import { ownerOf, suitesIn, wordsOf } from "../whose.ts";
import { addMetric, holdMetric, metricsById, metricsOf, updateMetric, type MetricRow } from "./metric-queries.ts";
import { assertOthersCountable, partsOf } from "./readable.ts";

type MetricDeps = Pick<Deps, "db" | "clock">;
type Language = "en" | "nl";

/** Those that every suite has come first, when they are asked for (CF5). */
export async function listOf(
  { db }: MetricDeps,
  { query, actor }: { query: Query<typeof listCalculatedMetrics>; actor: Actor },
): Promise<Reply<typeof listCalculatedMetrics>> {
  const { rsids, calculatedMetricFilter, filterByIds, name = "", limit, page, sortProperty, sortDirection, includeType, locale } = query;
  const ids = wordsOf(calculatedMetricFilter ?? filterByIds);
  const types = wordsOf(includeType) ?? [];
  const language = languageOf(locale);
  const own = types.includes("templates") || types.includes("all") ? builtIn({ ids, name, language }) : [];
  const before = own.slice(page * limit, (page + 1) * limit);
  const { rows, total } = await metricsOf(db, {
    rsids: suitesIn(reachOf(actor, "report.read"), wordsOf(rsids)),
    ids,
    name,
    sort: sortProperty === "modified_date" ? "changed_at" : sortProperty,
    isDescending: sortDirection === "DESC",
    offset: Math.max(0, page * limit - own.length),
    limit: limit - before.length,
  });
  return pageOf([...before, ...rows.map(shown)], { page, limit, total: own.length + total });
}

function builtIn({ ids, name, language }: { ids: readonly string[] | null; name: string; language: Language }): CalculatedMetric[] {
  const isAsked = ({ id, names }: BuiltInMetric) =>
    (ids === null || ids.includes(id)) && names[language].toLocaleLowerCase().includes(name.toLocaleLowerCase());
  return BUILT_IN_METRICS.filter(isAsked).map((metric) => shownBuiltIn(metric, language));
}

export async function readOne({ db }: Pick<Deps, "db">, { id, actor }: { id: string; actor: Actor }): Promise<CalculatedMetric> {
  const own = BUILT_IN_METRICS.find((metric) => metric.id === id);
  return own === undefined ? shown(await metricInReach(db, { id, reach: reachOf(actor, "report.read") })) : shownBuiltIn(own, "en");
}

export async function create(deps: MetricDeps, { body, actor }: { body: Body<typeof createCalculatedMetric>; actor: Actor }): Promise<CalculatedMetric> {
  const id = `cm1_${randomBytes(12).toString("hex")}`;
  const now = deps.clock.now();
  const { id: ownerId, name: ownerName } = ownerOf(actor);
  const row = { id, ...body, owner_id: ownerId, owner_name: ownerName, created_at: now, version: 1, ...stamp({ actor }, now), deleted_at: null };
  return await alone(deps, body.rsid, async (held) => {
    await partsOf(held, { rsid: body.rsid, definition: body.definition, id });
    await addMetric(held.db, row);
    return shown(row);
  });
}

/** The calculated metrics of a suite are changed one after the other, because what one says decides whether others can be counted. */
async function alone<T>(deps: MetricDeps, rsid: string, work: (held: MetricDeps) => Promise<T>): Promise<T> {
  return await inTransaction(deps.db, async (trx) => {
    await holdForChange(trx, ["calculated metrics", rsid]);
    return await work({ ...deps, db: trx });
  });
}

/** Whoever made it changes it, and everybody who manages its report suite; of two at a time, the second is told (CF5, OG2). */
export async function change(
  deps: MetricDeps,
  { id, body, version, actor }: { id: string; body: Body<typeof changeCalculatedMetric>; version: number | undefined; actor: Actor },
): Promise<CalculatedMetric> {
  const { rsid } = await ownMetric(deps.db, { id, actor });
  return await alone(deps, rsid, async (held) => {
    const row = await ownMetric(held.db, { id, actor });
    refuseStale(row, { version, code: id });
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const changed = { ...row, ...given };
    // Without a change there is no new version (OG1).
    if (isDeepStrictEqual(changed, row)) return shown(row);
    if (!isDeepStrictEqual(changed.definition, row.definition)) {
      await partsOf(held, { rsid, definition: changed.definition, id });
      await assertOthersCountable(held, { id, rsid, definition: changed.definition });
    }
    const next = { ...changed, version: row.version + 1, ...stamp({ actor }, deps.clock.now()) };
    await updateMetric(held.db, { id, change: next });
    return shown(next);
  });
}

export async function remove(deps: MetricDeps, { id, version, actor }: { id: string; version: number | undefined; actor: Actor }): Promise<{ status: "ok" }> {
  return await inTransaction(deps.db, async (trx) => {
    const row = await ownMetric(trx, { id, actor });
    refuseStale(row, { version, code: id });
    const now = deps.clock.now();
    await updateMetric(trx, { id, change: { deleted_at: now, version: row.version + 1, ...stamp({ actor }, now) } });
    return { status: "ok" as const };
  });
}

export async function judge(deps: MetricDeps, { rsid, definition }: { rsid: string; definition: unknown }): Promise<Reply<typeof validateCalculatedMetric>> {
  try {
    const { metrics, functions } = await partsOf(deps, { rsid, definition });
    return { valid: true, identityMetrics: metrics.map((identity) => ({ identity })), functions: [...functions], faults: [] };
  } catch (cause) {
    if (!(cause instanceof Refusal) || (cause.code !== "metric.definition" && cause.code !== "segment.definition")) throw cause;
    const faults = cause.faults.map(({ path, wrong }) => ({ path: placeOf(path), message: wrongInEnglish(wrong) }));
    return { valid: false, identityMetrics: [], functions: [], message: cause.message, faults };
  }
}

async function metricInReach(db: Kysely<Database>, { id, reach }: { id: string; reach: Reach }): Promise<MetricRow> {
  const [row] = await metricsById(db, [id]);
  if (row === undefined || !holdsSuite(reach, row.rsid)) throw new Refusal("metric.not_found", { id });
  return row;
}

/** One that may be changed, held until the transaction ends. */
async function ownMetric(trx: Kysely<Database>, { id, actor }: { id: string; actor: Actor }): Promise<MetricRow> {
  const own = BUILT_IN_METRICS.find((metric) => metric.id === id);
  if (own !== undefined) throw new Refusal("metric.built_in", { name: own.names.en });
  await metricInReach(trx, { id, reach: reachOf(actor, "report.save") });
  const row = await holdMetric(trx, id);
  if (row === undefined || row.deleted_at !== null) throw new Refusal("metric.not_found", { id });
  const { id: asker } = ownerOf(actor);
  if (row.owner_id !== asker && !holdsSuite(reachOf(actor, "reportSuite.manage"), row.rsid)) throw new Refusal("metric.of_another", { owner: row.owner_name });
  return row;
}

function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith("nl") === true ? "nl" : "en";
}

function shown(row: MetricRow): CalculatedMetric {
  const { id, name, description, rsid, type, precision, polarity, definition } = row;
  return {
    id,
    name,
    description,
    rsid,
    owner: { id: row.owner_id, name: row.owner_name },
    type,
    precision,
    polarity,
    definition,
    template: false,
    created: row.created_at.toISOString(),
    modified: row.changed_at.toISOString(),
    saved: savedOf(row),
  };
}

function shownBuiltIn({ id, names, type, precision, polarity, definition }: BuiltInMetric, language: Language): CalculatedMetric {
  const owner = { id: "rapport", name: "Rapport" };
  return { id, name: names[language], description: "", rsid: "", owner, type, precision, polarity, definition, template: true };
}
