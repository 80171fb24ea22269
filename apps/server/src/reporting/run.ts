import { Refusal } from "@rapport/contract";
import { isSavedMetricId, type RankedReport, type RankedRequest } from "@rapport/contract/reporting";
import { defineReport, metricsNamedIn, segmentsNamedIn, shapeReport, type Ranked, type ReportDefinition, type ReportingSuite } from "@rapport/domain";
import { WarehouseError, type Warehouse } from "@rapport/warehouse";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { isCalculated } from "./plan/answers-sql.ts";
import { pageSumsAreTotals, planReport, planShownTotals, type PageRow, type ReportPlan } from "./plan/plan.ts";
import { assertShort, tooLarge } from "./plan/query-length.ts";
import { savedMetrics } from "./metrics/saved-metrics.ts";
import { savedSegments } from "./segments/saved-segments.ts";
import { reportingSuite } from "./suite.ts";

/** Answers a ranked report. Refuses an unknown suite, and anything in the request that it does not know. */
export async function runReport(deps: Pick<Deps, "db" | "clock" | "warehouse">, request: RankedRequest): Promise<RankedReport> {
  const { definition } = await readReport(deps, request);
  const ranked = await inTime(rank(deps.warehouse, definition));
  return { ...shapeReport(definition, ranked), ...(request.settings?.reflectRequest === true ? { request } : {}) };
}

/** What a request asks for, resolved against its report suite and the saved segments and metrics that it names. */
export async function readReport(
  deps: Pick<Deps, "db" | "clock">,
  request: RankedRequest,
): Promise<{ readonly definition: ReportDefinition; readonly suite: ReportingSuite }> {
  const suite = await reportingSuite(deps, request.rsid);
  const saved = await savedMetrics(deps.db, { rsid: request.rsid, ids: metricsIn(request) });
  const inMetrics = [...saved.values()].flatMap((definition) => segmentsNamedIn(definition));
  const segments = await savedSegments(deps.db, { rsid: request.rsid, ids: [...segmentsIn(request), ...inMetrics] });
  return { suite, definition: defineReport({ request, suite, now: deps.clock.now().getTime(), segments, saved }) };
}

function metricsIn({ metricContainer: { metrics } }: RankedRequest): string[] {
  return metrics.flatMap(({ id, metricDefinition }) => [...(id !== undefined && isSavedMetricId(id) ? [id] : []), ...metricsNamedIn(metricDefinition)]);
}

function segmentsIn({ globalFilters, metricContainer: { metrics, metricFilters = [] } }: RankedRequest): string[] {
  return [
    ...[...globalFilters, ...metricFilters].flatMap(({ segmentId, segmentDefinition }) => [
      ...(segmentId === undefined ? [] : [segmentId]),
      ...segmentsNamedIn(segmentDefinition),
    ]),
    ...metrics.flatMap(({ metricDefinition }) => segmentsNamedIn(metricDefinition)),
  ];
}

/** The numbers of a report from the warehouse. */
export async function rank(warehouse: Warehouse, definition: ReportDefinition): Promise<Ranked> {
  const plan = planReport(definition);
  assertShort(...Object.values(plan).map((one: ReportPlan[keyof ReportPlan]) => one?.query.text ?? ""));
  const [page, totals, shownTotals, conversions] = await Promise.all([
    pageOf({ warehouse, definition, plan }),
    totalsOf(warehouse, plan.totals),
    totalsOf(warehouse, plan.shownTotals),
    totalsOf(warehouse, plan.conversions),
  ]);
  const nothing = definition.answers.map(({ kind }) => (kind === "counted" ? "0" : ""));
  const uncredited = definition.columns.map(() => "0");
  const sums = pageSumsAreTotals(definition) ? (page.first?.sums ?? (await sumsOfNothing(warehouse, definition)) ?? nothing) : null;
  const all = totals ?? sums ?? nothing;
  const { max, min } = definition.statistics;
  return {
    rows: page.rows,
    elements: Number(page.first?.elements ?? 0),
    totals: all,
    filteredTotals: shownTotals ?? sums ?? all,
    max: max ? (page.first?.highest ?? nothing) : null,
    credit: conversions === null ? null : { conversions: ofAttributed(definition, conversions), credited: page.first?.credited ?? uncredited },
    min: min ? (page.first?.lowest ?? nothing) : null,
  };
}

/** A formula of zeros may have a value (CF2). Null when there is no formula. */
async function sumsOfNothing(warehouse: Warehouse, definition: ReportDefinition): Promise<readonly string[] | null> {
  return await totalsOf(warehouse, isCalculated(definition) ? planShownTotals(definition) : null);
}

/** The numbers of the columns with a model, by the index of the column. */
function ofAttributed({ columns }: ReportDefinition, numbers: readonly string[]): Map<number, string> {
  const indexes = columns.flatMap(({ attribution }, index) => (attribution === null ? [] : [index]));
  return new Map(indexes.map((index, nth) => [index, numbers[nth] ?? "0"]));
}

interface Page {
  readonly rows: readonly z.infer<typeof PageRow>[];
  /** Any row has the numbers of the whole report. */
  readonly first: z.infer<typeof PageRow> | undefined;
}

async function pageOf({ warehouse, definition, plan }: { warehouse: Warehouse; definition: ReportDefinition; plan: ReportPlan }): Promise<Page> {
  if (plan.page === null) return { rows: [], first: undefined };
  const rows = await warehouse.rows(plan.page.query, plan.page.values);
  if (rows.length > 0 || definition.page === 0) return { rows, first: rows[0] };
  // A page past the last has no row with the number of items, so the first page is read.
  const beginning = planReport(definition, { page: 0, limit: 1 }).page;
  if (beginning === null) return { rows: [], first: undefined };
  const [first] = await warehouse.rows(beginning.query, beginning.values);
  return { rows: [], first };
}

async function totalsOf(warehouse: Warehouse, planned: ReportPlan["totals"]): Promise<readonly string[] | null> {
  if (planned === null) return null;
  const [row] = await warehouse.rows(planned.query, planned.values);
  return row?.data ?? null;
}

const TIMEOUT_EXCEEDED = 159;
/** What formulas do with numbers that are too large (CF3). */
const NUMBERS_LARGE = [395, 407];
/** More memory, deeper queries, or a longer query than the engine takes. */
const TOO_LARGE = new Set([162, 167, 168, 241, 306]);

/** Refuses what the engine stopped because it took too long or was too large. `at`: the part of what was asked that decides how large it is. */
export async function inTime<T>(answer: Promise<T>, at?: string): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (!(cause instanceof WarehouseError)) throw cause;
    if (NUMBERS_LARGE.includes(cause.code)) throw new Refusal("report.numbers_large", {}, { cause });
    if (cause.code === TIMEOUT_EXCEEDED) throw new Refusal("report.took_long", { minutes: 2 }, { cause });
    if (!TOO_LARGE.has(cause.code)) throw cause;
    throw tooLarge({ cause, ...(at !== undefined && { at }) });
  }
}
