import { Refusal } from "@rapport/contract";
import type { RankedRequest, ReportFilter as RequestFilter, ReportMetric } from "@rapport/contract/reporting";
import { DIMENSIONS_IN_WORDS, METRICS_IN_WORDS, findDimension, findMetric, type Dimension, type Metric, type ReportingSuite } from "./catalogue.ts";
import { overlap, readDateRange, type DateRange } from "./date-range.ts";
import { UNSPECIFIED, type ItemTest, type Participation, type ReportColumn, type ReportDefinition, type ReportFilter, type ReportOrder } from "./definition.ts";
import { readSearchClause } from "./search-clause.ts";
import { rangeOfTimeItem, rangeOfTimeText } from "./time-items.ts";

/**
 * Resolves a ranked request (RQ1) against a report suite. A column's own date ranges take the place of the
 * global ones for that column; several of one kind are all asked for together.
 * @param now epoch milliseconds, for formulas
 * @throws Refusal `invalid` that names the key and what it should be
 */
export function defineReport({ request, suite, now }: { request: RankedRequest; suite: ReportingSuite; now: number }): ReportDefinition {
  const reader = { suite, now, dimension: dimensionOf({ id: request.dimension, suite }) };
  const globals = request.globalFilters.map((filter, i) => readFilter({ ...reader, filter, key: `globalFilters[${i}]` }));
  const named = namedFilters({ request, reader });
  const { metrics } = request.metricContainer;
  const columns = metrics.map((metric, i) => columnOf({ metric, i, reader, globals, named }));
  if (new Set(columns.map((column) => column.id)).size < columns.length) throw wrong("metricContainer.metrics", "two columns have the same columnId");
  const { settings, statistics } = request;
  return {
    rsid: suite.rsid,
    timeZone: suite.timeZone,
    dimension: reader.dimension,
    columns,
    shown: shownItems({ request, dimension: reader.dimension }),
    order: orderOf(request),
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

interface Reader {
  readonly suite: ReportingSuite;
  readonly now: number;
  readonly dimension: Dimension | null;
}
type ReadFilter = ReportFilter | { readonly kind: "range"; readonly range: DateRange };

function dimensionOf({ id, suite }: { id: string | undefined; suite: ReportingSuite }): Dimension | null {
  if (id === undefined) return null;
  return knownDimension({ id, suite, key: "dimension" });
}

function knownDimension({ id, suite, key }: { id: string; suite: ReportingSuite; key: string }): Dimension {
  const dimension = findDimension(id, suite);
  if (dimension === undefined) throw wrong(key, `"${id}" is not a dimension of a report; there are variables/… ${DIMENSIONS_IN_WORDS}`);
  return dimension;
}

function namedFilters({ request, reader }: { request: RankedRequest; reader: Reader }): Map<string, ReadFilter> {
  const named = new Map<string, ReadFilter>();
  for (const [i, filter] of (request.metricContainer.metricFilters ?? []).entries()) {
    const key = `metricContainer.metricFilters[${i}]`;
    if (filter.id === undefined) throw wrong(key, "it needs an id, by which columns name it");
    if (named.has(filter.id)) throw wrong(key, `another filter has the id "${filter.id}" already`);
    named.set(filter.id, readFilter({ ...reader, filter, key }));
  }
  return named;
}

function columnOf({
  metric: asked,
  i,
  reader,
  globals,
  named,
}: {
  metric: ReportMetric;
  i: number;
  reader: Reader;
  globals: readonly ReadFilter[];
  named: ReadonlyMap<string, ReadFilter>;
}): ReportColumn {
  const key = `metricContainer.metrics[${i}]`;
  const own = (asked.filters ?? []).map((id) => {
    const filter = named.get(id);
    if (filter === undefined) throw wrong(`${key}.filters`, `"${id}" is not the id of a metricFilter`);
    return filter;
  });
  const metric = metricOf({ asked, key, suite: reader.suite });
  const participation = participationOf({ asked, metric, key });
  if (metric.kind === "instances" && (reader.dimension === null || reader.dimension.kind === "time")) {
    throw wrong(key, "metrics/instances counts how often the report's dimension was set, so it needs a dimension that hits set, e.g. variables/evar1");
  }
  const filters = [...globals, ...own].filter((filter): filter is ReportFilter => filter.kind !== "range");
  return {
    id: asked.columnId ?? String(i),
    metric,
    participation,
    range: rangeOf({ own, globals, key }),
    filters,
    decimals: decimalsOf({
      metric,
      participation,
      suite: reader.suite,
      dimensions: [reader.dimension, ...filters.map((filter) => (filter.kind === "items" ? filter.dimension : null))],
    }),
  };
}

function rangeOf({ own, globals, key }: { own: readonly ReadFilter[]; globals: readonly ReadFilter[]; key: string }): DateRange {
  const ranges = rangesAmong(own).length > 0 ? rangesAmong(own) : rangesAmong(globals);
  const [first, ...others] = ranges;
  if (first === undefined)
    throw wrong(key, 'no date range holds for this column; add one to globalFilters, e.g. { "type": "dateRange", "dateRange": "td-7d/td" }');
  return others.reduce(overlap, first);
}

function rangesAmong(filters: readonly ReadFilter[]): DateRange[] {
  return filters.flatMap((filter) => (filter.kind === "range" ? [filter.range] : []));
}

/** A formula's metric and model stand for the whole entry; when both are written they must agree. */
function metricOf({ asked, key, suite }: { asked: ReportMetric; key: string; suite: ReportingSuite }): Metric {
  const formula = asked.metricDefinition?.formula.name;
  if (formula === undefined && asked.id === undefined) throw wrong(key, "it needs an id, e.g. metrics/orders");
  const byId = asked.id === undefined ? undefined : findMetric(asked.id, suite);
  const byFormula = formula === undefined ? undefined : findMetric(formula, suite);
  if (formula !== undefined && byFormula === undefined) throw wrong(`${key}.metricDefinition.formula.name`, noMetric(formula));
  if (formula === undefined && byId === undefined) throw wrong(`${key}.id`, noMetric(asked.id ?? ""));
  if (byId !== undefined && byFormula !== undefined && byId.id !== byFormula.id)
    throw wrong(key, `its id is ${byId.id} and its formula asks for ${byFormula.id}`);
  const metric = byFormula ?? byId;
  if (metric === undefined) throw wrong(key, "it needs an id, e.g. metrics/orders");
  return metric;
}

function participationOf({ asked, metric, key }: { asked: ReportMetric; metric: Metric; key: string }): Participation | null {
  const contexts = [asked.allocationModel?.context, asked.metricDefinition?.formula.allocationModel?.context].filter((context) => context !== undefined);
  const [context] = contexts;
  if (context === undefined) return null;
  if (new Set(contexts).size > 1) throw wrong(`${key}.allocationModel`, "its context differs from that of the formula");
  if (metric.kind !== "conversion") {
    throw wrong(`${key}.allocationModel`, `${metric.id} has no participation; orders, units, revenue, events, carts, checkouts and product views have`);
  }
  return context;
}

function noMetric(id: string): string {
  return `"${id}" is not a metric of a report; there are metrics/… ${METRICS_IN_WORDS}`;
}

/** Money to the currency's minor unit; counts to whole numbers, which linear credit may have split (RQ7, AT3). */
function decimalsOf({
  metric,
  participation,
  suite,
  dimensions,
}: {
  metric: Metric;
  participation: Participation | null;
  suite: ReportingSuite;
  dimensions: readonly (Dimension | null)[];
}): number | null {
  if (metric.kind !== "conversion") return null;
  switch (metric.precision) {
    case "money":
      return new Intl.NumberFormat("en", { style: "currency", currency: suite.currency }).resolvedOptions().maximumFractionDigits ?? 2;
    case "whole":
      return participation === null && dimensions.some(splitsCredit) ? 0 : null;
    case "number":
      return participation === null && dimensions.some(splitsCredit) ? 4 : null;
  }
}

function splitsCredit(dimension: Dimension | null): boolean {
  return (dimension?.kind === "persisted" && dimension.mayBeLinear) || (dimension?.kind === "list" && dimension.isLinear);
}

function readFilter({ filter, key, suite, now, dimension }: Reader & { filter: RequestFilter; key: string }): ReadFilter {
  switch (filter.type) {
    case "dateRange":
      refuseOthers({ filter, key, allowed: ["dateRange"] });
      if (filter.dateRange === undefined) throw wrong(key, "a filter of type dateRange needs a dateRange, e.g. 2024-01-01T00:00/2024-02-01T00:00");
      return { kind: "range", range: readDateRange(filter.dateRange, { timeZone: suite.timeZone, now }) };
    case "breakdown": {
      refuseOthers({ filter, key, allowed: ["dimension", "itemId", "itemIds", "itemValue"] });
      if (filter.dimension === undefined) throw wrong(key, "a filter of type breakdown needs a dimension");
      if ([filter.itemId, filter.itemIds, filter.itemValue].filter((item) => item !== undefined).length !== 1)
        throw wrong(key, "a filter of type breakdown needs one of itemId, itemIds and itemValue");
      return itemFilter({
        dimension: knownDimension({ id: filter.dimension, suite, key: `${key}.dimension` }),
        key,
        suite,
        value: filter.itemValue,
        ids: filter.itemIds ?? [filter.itemId ?? ""],
        isIn: true,
      });
    }
    case "excludeItemIds": {
      refuseOthers({ filter, key, allowed: ["dimension", "excludeItemIds"] });
      if (filter.excludeItemIds === undefined) throw wrong(key, "a filter of type excludeItemIds needs excludeItemIds");
      const of = filter.dimension === undefined ? dimension : knownDimension({ id: filter.dimension, suite, key: `${key}.dimension` });
      if (of === null) throw wrong(key, "it needs a dimension, because the report has none");
      return itemFilter({ dimension: of, key, suite, value: undefined, ids: filter.excludeItemIds, isIn: false });
    }
  }
}

/** Keys of the other filter types would have no effect, so they are refused. */
function refuseOthers({ filter, key, allowed }: { filter: RequestFilter; key: string; allowed: readonly (keyof RequestFilter)[] }): void {
  const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined || name === "id" || name === "type" ? [] : [name]));
  const foreign = given.find((name) => !allowed.some((one) => one === name));
  if (foreign !== undefined) throw wrong(`${key}.${foreign}`, `has no meaning in a filter of type ${filter.type}`);
}

function itemFilter({
  dimension,
  key,
  suite,
  value,
  ids,
  isIn,
}: {
  dimension: Dimension;
  key: string;
  suite: ReportingSuite;
  value: string | undefined;
  ids: readonly string[];
  isIn: boolean;
}): ReportFilter {
  if (dimension.kind !== "time")
    return { kind: "items", dimension, test: value === undefined ? idTest({ ids, isIn, key }) : { kind: "value", value: value === UNSPECIFIED ? "" : value } };
  const { unit } = dimension;
  const ranges =
    value === undefined
      ? ids.map((itemId) => rangeOfTimeItem({ itemId, unit, timeZone: suite.timeZone }))
      : [rangeOfTimeText({ text: value, unit, timeZone: suite.timeZone })];
  return { kind: "time", ranges, isInside: isIn };
}

/** Ids of items are whole numbers below 2^53 (what a report gives); nothing else can match. */
function idTest({ ids, isIn, key }: { ids: readonly string[]; isIn: boolean; key: string }): ItemTest {
  const bad = ids.find((id) => !/^\d{1,16}$/.test(id) || Number(id) > Number.MAX_SAFE_INTEGER);
  if (bad !== undefined) throw wrong(key, `"${bad}" is not an item id; take the itemId of a report's row, or give itemValue`);
  return { kind: "ids", ids, isIn };
}

function shownItems({ request, dimension }: { request: RankedRequest; dimension: Dimension | null }): ItemTest[] {
  const { search, settings } = request;
  const tests: ItemTest[] = [];
  if (settings?.nonesBehavior === "exclude-nones" && dimension !== null && dimension.kind !== "time") tests.push({ kind: "hasValue" });
  if (search === undefined) return tests;
  if (dimension === null || dimension.kind === "time")
    throw wrong("search", "it searches the names of the report's dimension, so the report needs one other than days and months");
  if (search.clause !== undefined && search.clause.trim() !== "") tests.push({ kind: "clause", clause: readSearchClause(search.clause) });
  if (search.itemIds !== undefined) tests.push(idTest({ ids: search.itemIds, isIn: true, key: "search.itemIds" }));
  if (search.excludeItemIds !== undefined) tests.push(idTest({ ids: search.excludeItemIds, isIn: false, key: "search.excludeItemIds" }));
  return tests;
}

/** Columns with `sort` in their order, then the item id; without either the first column, highest first. */
function orderOf(request: RankedRequest): ReportOrder[] {
  const order: ReportOrder[] = request.metricContainer.metrics.flatMap((metric, index) =>
    metric.sort === undefined ? [] : [{ by: "column" as const, index, isDescending: metric.sort === "desc" }],
  );
  const { dimensionSort } = request.settings ?? {};
  if (dimensionSort !== undefined) order.push({ by: "item", isDescending: dimensionSort === "desc" });
  return order.length > 0 ? order : [{ by: "column", index: 0, isDescending: true }];
}

function localeOf(locale: string | undefined): string {
  if (locale === undefined) return "en-US";
  try {
    return new Intl.Locale(locale.replaceAll("_", "-")).toString();
  } catch (cause) {
    throw wrong("locale", `"${locale}" is not a language tag such as en_US or nl-NL`, cause);
  }
}

function wrong(key: string, why: string, cause?: unknown): Refusal {
  return new Refusal("invalid", `${key}: ${why}.`, { reason: "report.definition", ...(cause === undefined ? {} : { cause }) });
}
