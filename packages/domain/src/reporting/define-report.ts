import { wrong, type Wrong } from "@rapport/contract/refusals";
import { isSavedMetricId, type RankedRequest } from "@rapport/contract/reporting";
import type { SavedMetrics } from "../formulas/read-formula.ts";
import type { SavedSegments } from "../segments/read-segment.ts";
import { answersOf, type AskedColumn } from "./answers.ts";
import { KNOWN_METRICS, findMetric, type Dimension, type Metric, type ReportingSuite } from "./catalogue.ts";
import { creditOfColumn, leadingDimension, refuseCreditOfVisits, withCredited } from "./column-credit.ts";
import { overlap, type DateRange } from "./date-range.ts";
import type { ItemTest, Participation, ReportColumn, ReportDefinition, ReportFilter, ReportOrder } from "./definition.ts";
import { idTest, knownDimension, readFilter, refused, type Path, type ReadFilter, type Reader } from "./read-filter.ts";
import { readSearchClause } from "./search-clause.ts";

/**
 * Resolves a ranked request (RQ1) against a report suite. A column's own date ranges replace the
 * global ones for that column; several of one kind must all hold.
 * @param now epoch milliseconds, for formulas
 * @throws Refusal `invalid` that names the place and what is wrong there
 */
export function defineReport({
  request,
  suite,
  now,
  segments = new Map(),
  saved = new Map(),
}: {
  request: RankedRequest;
  suite: ReportingSuite;
  now: number;
  /** Those that the request names, and those that these name. */
  segments?: SavedSegments;
  /** The calculated metrics likewise. */
  saved?: SavedMetrics;
}): ReportDefinition {
  const reader = { suite, now, segments, dimension: dimensionOf({ id: request.dimension, suite }) };
  const globals = request.globalFilters.map((filter, i) => readFilter({ ...reader, filter, path: ["globalFilters", i] }));
  const named = namedFilters({ request, reader });
  const { metrics } = request.metricContainer;
  const { columns, answers } = answersOf({
    metrics,
    reader: { suite, saved, segments },
    count: (asked) => columnOf({ asked, reader, globals, named }),
  });
  if (new Set(answers.map(({ id }) => id)).size < answers.length) throw refused(["metricContainer", "metrics"], wrong("report.columns_same_id", {}));
  const { settings, statistics } = request;
  return {
    rsid: suite.rsid,
    timeZone: suite.timeZone,
    dimension: reader.dimension,
    columns,
    answers,
    shownAs: metrics.map(({ shownAs }) => shownAs ?? "number"),
    shown: shownItems({ request, dimension: reader.dimension }),
    order: orderOf({ request, answers }),
    limit: settings?.limit ?? 50,
    page: settings?.page ?? 0,
    statistics: {
      max: statistics?.functions.includes("col-max") ?? false,
      min: statistics?.functions.includes("col-min") ?? false,
      ignoresZeroes: statistics?.ignoreZeroes ?? false,
    },
    locale: localeOf(request.locale),
  };
}

function dimensionOf({ id, suite }: { id: string | undefined; suite: ReportingSuite }): Dimension | null {
  if (id === undefined) return null;
  return knownDimension({ id, suite, path: ["dimension"] });
}

function namedFilters({ request, reader }: { request: RankedRequest; reader: Reader }): Map<string, ReadFilter> {
  const named = new Map<string, ReadFilter>();
  for (const [i, filter] of (request.metricContainer.metricFilters ?? []).entries()) {
    const path = ["metricContainer", "metricFilters", i];
    if (filter.id === undefined) throw refused(path, wrong("report.filter_id_missing", {}));
    if (named.has(filter.id)) throw refused(path, wrong("report.filter_id_twice", { id: filter.id }));
    named.set(filter.id, readFilter({ ...reader, filter, path }));
  }
  return named;
}

function columnOf({
  asked: { id: columnId, path, request: asked, metric: inFormula, segments },
  reader,
  globals,
  named,
}: {
  asked: AskedColumn;
  reader: Reader;
  globals: readonly ReadFilter[];
  named: ReadonlyMap<string, ReadFilter>;
}): ReportColumn {
  const own = (asked.filters ?? []).map((id) => {
    const filter = named.get(id);
    if (filter === undefined) throw refused([...path, "filters"], wrong("report.filter_id_unknown", { id }));
    return filter;
  });
  const metric = metricOf({ asked, inFormula, path, suite: reader.suite });
  const model = creditOfColumn({ model: asked.allocationModel, inFormula, metric, path });
  const { participation } = model;
  if (metric.kind === "instances" && (reader.dimension === null || reader.dimension.kind === "time" || reader.dimension.kind === "visit")) {
    throw refused(path, wrong("report.instances_no_dimension", {}));
  }
  const within = segments.map((segment) => ({ kind: "segment" as const, segment }));
  const filters = [...globals, ...own, ...within].filter((filter): filter is ReportFilter => filter.kind !== "range");
  const leading = leadingDimension({ dimension: reader.dimension, own, globals });
  refuseCreditOfVisits({ ...model, dimensions: [leading, reader.dimension], path });
  return {
    id: columnId,
    metric,
    participation,
    attribution: withCredited({ attribution: model.attribution, dimension: reader.dimension, own, globals }),
    visitOf: metric.kind === "visit" && metric.of !== "timespent" && leading?.kind !== "visit" ? leading : null,
    range: rangeOf({ own, globals, path }),
    filters,
    decimals: decimalsOf({
      metric,
      participation,
      isShared: model.attribution !== null,
      suite: reader.suite,
      dimensions: [reader.dimension, ...filters.map((filter) => (filter.kind === "items" ? filter.dimension : null))],
    }),
  };
}

function rangeOf({ own, globals, path }: { own: readonly ReadFilter[]; globals: readonly ReadFilter[]; path: Path }): DateRange {
  const ranges = rangesAmong(own).length > 0 ? rangesAmong(own) : rangesAmong(globals);
  const [first, ...others] = ranges;
  if (first === undefined) throw refused(path, wrong("report.no_date_range", {}));
  return others.reduce(overlap, first);
}

function rangesAmong(filters: readonly ReadFilter[]): DateRange[] {
  return filters.flatMap((filter) => (filter.kind === "range" ? [filter.range] : []));
}

/** A formula's metric and model count for the whole entry; when both are given they must agree. */
function metricOf({
  asked,
  inFormula,
  path,
  suite,
}: Pick<AskedColumn, "path"> & { asked: AskedColumn["request"]; inFormula: AskedColumn["metric"]; suite: ReportingSuite }): Metric {
  const id = asked.id === undefined || isSavedMetricId(asked.id) ? undefined : asked.id;
  if (inFormula === null && id === undefined) throw refused(path, wrong("report.metric_id_missing", {}));
  const byId = id === undefined ? undefined : findMetric(id, suite);
  const byFormula = inFormula === null ? undefined : findMetric(inFormula.name, suite);
  if (inFormula !== null && byFormula === undefined) throw refused([...inFormula.path, "name"], noMetric(inFormula.name));
  if (inFormula === null && byId === undefined) throw refused([...path, "id"], noMetric(id ?? ""));
  if (byId !== undefined && byFormula !== undefined && byId.id !== byFormula.id)
    throw refused(path, wrong("report.metric_two", { id: byId.id, formula: byFormula.id }));
  const metric = byFormula ?? byId;
  if (metric === undefined) throw refused(path, wrong("report.metric_id_missing", {}));
  return metric;
}

function noMetric(id: string): Wrong {
  return wrong("report.metric_unknown", { id, known: [...KNOWN_METRICS] });
}

/** Money to the currency's minor unit; counts to whole numbers, which linear credit may have split (RQ7, AT3). */
function decimalsOf({
  metric,
  participation,
  isShared,
  suite,
  dimensions,
}: {
  metric: Metric;
  participation: Participation | null;
  isShared: boolean;
  suite: ReportingSuite;
  dimensions: readonly (Dimension | null)[];
}): number | null {
  if (metric.kind !== "conversion") return null;
  switch (metric.precision) {
    case "money":
      return new Intl.NumberFormat("en", { style: "currency", currency: suite.currency }).resolvedOptions().maximumFractionDigits ?? 2;
    case "whole":
      return isShared || (participation === null && dimensions.some(splitsCredit)) ? 0 : null;
    case "number":
      return isShared || (participation === null && dimensions.some(splitsCredit)) ? 4 : null;
  }
}

function splitsCredit(dimension: Dimension | null): boolean {
  return (dimension?.kind === "persisted" && dimension.mayBeLinear) || (dimension?.kind === "list" && dimension.isLinear);
}

function shownItems({ request, dimension }: { request: RankedRequest; dimension: Dimension | null }): ItemTest[] {
  const { search, settings } = request;
  const tests: ItemTest[] = [];
  if (settings?.nonesBehavior === "exclude-nones" && dimension !== null && dimension.kind !== "time") tests.push({ kind: "hasValue" });
  if (search === undefined) return tests;
  if (dimension === null || dimension.kind === "time") throw refused(["search"], wrong("report.search_no_names", {}));
  if (search.clause !== undefined && search.clause.trim() !== "") tests.push({ kind: "clause", clause: readSearchClause(search.clause) });
  if (search.itemIds !== undefined) tests.push(idTest({ ids: search.itemIds, isIn: true, path: ["search", "itemIds"] }));
  if (search.excludeItemIds !== undefined) tests.push(idTest({ ids: search.excludeItemIds, isIn: false, path: ["search", "excludeItemIds"] }));
  return tests;
}

/** Columns with `sort` in order, then the item id; without either the first column, highest first. */
function orderOf({ request, answers }: { request: RankedRequest; answers: ReportDefinition["answers"] }): ReportOrder[] {
  const order: ReportOrder[] = request.metricContainer.metrics.flatMap(({ sort, sortBy }, index): ReportOrder[] => {
    if (sort === undefined) return [];
    const isDescending = sort === "desc";
    if (sortBy === undefined) return [{ by: "column", index, isDescending }];
    const from = answers.findIndex(({ id }) => id === sortBy.from);
    if (from === -1) throw refused(["metricContainer", "metrics", index, "sortBy", "from"], wrong("report.column_unknown", { id: sortBy.from }));
    return [{ by: sortBy.change, index, from, isDescending }];
  });
  const { dimensionSort } = request.settings ?? {};
  if (dimensionSort !== undefined) order.push({ by: "item", isDescending: dimensionSort === "desc" });
  return order.length > 0 ? order : [{ by: "column", index: 0, isDescending: true }];
}

function localeOf(locale: string | undefined): string {
  if (locale === undefined) return "en-US";
  try {
    return new Intl.Locale(locale.replaceAll("_", "-")).toString();
  } catch (cause) {
    throw refused(["locale"], wrong("report.locale", { locale }), cause);
  }
}
