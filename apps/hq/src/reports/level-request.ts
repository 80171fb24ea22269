import type { ReportSuite } from "@rapport/contract/report-suites";
import { isSavedMetricId, type RankedRequest, type ReportFilter, type ReportMetric } from "@rapport/contract/reporting";
import { comparedDays, type Days, within } from "@rapport/domain/comparisons";
import { isTime } from "./time-names.ts";
import { counterpartOf, spanOfItem } from "./level-items.ts";
import { type Column, isChange, keyOf, type Period, writePeriod } from "./report-column.ts";
import { allocationOf, type CreditChoice } from "./report-credit.ts";
import { rangeFormula } from "./report-range.ts";
import { canParticipate, columnsOf, type ReportSearch, sortedKey, TIME_PAGE_SIZE, PAGE_SIZE } from "./report-search.ts";

/** The rows of the report, or those inside an open row. */
export interface Place {
  readonly by: string;
  /** The values inside which the rows are, outermost first. */
  readonly path: readonly { readonly by: string; readonly itemId: string }[];
  /** From 0. */
  readonly page: number;
  readonly limit: number;
  readonly isTop: boolean;
}

/** A column of the request. Columns on screen that need the same number share one. */
interface Asked {
  readonly metric: string;
  readonly credit: CreditChoice;
  readonly segments: readonly string[];
  readonly period: Period;
  readonly shownAs: "rank" | "runningTotal" | undefined;
}

/** A column on screen: which asked column has its number, and which the one that it is compared with. */
export interface Drawn {
  readonly column: Column;
  readonly value: number;
  readonly against: number | null;
}

export interface LevelPlan {
  readonly asked: readonly Asked[];
  readonly drawn: readonly Drawn[];
}

/** Which numbers the columns of a report need. Places and running totals of times are worked out here, of everything else by the server. */
export function planLevel(search: ReportSearch, place: Place): LevelPlan {
  const asked: Asked[] = [];
  const known = new Map<string, number>();
  const ask = (column: Asked): number => {
    const key = JSON.stringify(column);
    const index = known.get(key) ?? asked.push(column) - 1;
    known.set(key, index);
    return index;
  };
  const drawn = columnsOf(search).map((column): Drawn => {
    const { metric, segments, period, as } = column;
    const isPlaced = !isTime(place.by) && (as === "rank" || as === "running");
    const own = {
      metric,
      credit: canParticipate(metric) ? (column.credit ?? search) : NO_CREDIT,
      segments,
      period: isChange(as) ? ("main" as const) : period,
      shownAs: isPlaced ? (as === "rank" ? ("rank" as const) : ("runningTotal" as const)) : undefined,
    };
    const { credit, within: container, lookback } = own.credit;
    const plain = { ...own, credit: { credit, within: container, lookback } };
    return { column, value: ask(plain), against: isChange(as) ? ask({ ...plain, period }) : null };
  });
  return { asked, drawn };
}

export function topOf(search: ReportSearch): Place {
  return { by: search.by, path: search.inside, page: search.page, limit: isTime(search.by) ? TIME_PAGE_SIZE : PAGE_SIZE, isTop: true };
}

/** The request of the rows of a report; `days` are those of its period, which compared periods need. */
export function requestOf({
  suite,
  search,
  days,
  place = topOf(search),
}: {
  suite: ReportSuite;
  search: ReportSearch;
  days: Days;
  place?: Place;
}): RankedRequest {
  const plan = planLevel(search, place);
  const { metricContainer } = columnsRequest({
    plan,
    days,
    place,
    sort: { key: sortedKey({ ...search, by: place.by }), direction: search.direction },
    wanted: plan.asked.filter((one) => !isMissing({ period: one.period, days, place })),
  });
  const clause = place.isTop && !isTime(place.by) ? clauseOf(search.find) : "";
  return {
    rsid: suite.rsid,
    dimension: `variables/${place.by}`,
    globalFilters: [{ type: "dateRange", dateRange: rangeFormula({ range: "custom", ...days }) }, ...segmentsOf(search)],
    metricContainer,
    ...(clause === "" ? {} : { search: { clause } }),
    settings: {
      limit: place.limit,
      page: place.page,
      ...(search.nones === "hide" && !isTime(place.by) ? { nonesBehavior: "exclude-nones" as const } : {}),
    },
  };
}

/** The same columns without a dimension, for their totals. */
export function totalsRequestOf({ suite, search, days }: { suite: ReportSuite; search: ReportSearch; days: Days }): RankedRequest {
  const { rsid, globalFilters, metricContainer } = requestOf({ suite, days, search: { ...search, find: "", nones: "show" } });
  const metrics = metricContainer.metrics.map((metric): ReportMetric => ({ ...metric, sort: undefined, sortBy: undefined }));
  return { rsid, globalFilters, metricContainer: { ...metricContainer, metrics } };
}

/** The items of time of one period, all of them in their order. Null when nothing in that period stands beside the open row. */
export function timeRequestOf(level: { suite: ReportSuite; search: ReportSearch; days: Days; place: Place; period: Period }): RankedRequest | null {
  const { suite, search, place, period } = level;
  if (isMissing(level)) return null;
  const range = daysOfPeriod(level);
  const plan = planLevel(search, place);
  const asked = plan.asked.filter((one) => writePeriod(one.period) === writePeriod(period)).map((one) => ({ ...one, period: "main" as const }));
  const path = pathIn(level) ?? [];
  const { metricContainer } = columnsRequest({ plan: { asked, drawn: [] }, sort: null, days: range, place: { ...place, path }, wanted: asked });
  return {
    rsid: suite.rsid,
    dimension: `variables/${place.by}`,
    globalFilters: [{ type: "dateRange", dateRange: rangeFormula({ range: "custom", ...range }) }, ...segmentsOf(search)],
    metricContainer,
    settings: { limit: ROWS_AT_ONCE, page: 0, dimensionSort: "asc" },
  };
}

/** How many rows the server gives at a time. */
export const ROWS_AT_ONCE = 50_000;
const NO_CREDIT: CreditChoice = { credit: "none", within: "visitors", lookback: "range" };

/** The days of a period of the report, inside the open rows of time. */
export function daysOfPeriod({ days, place, period }: { days: Days; place: Place; period: Period }): Days {
  const whole = period === "main" ? days : comparedDays({ days, compared: period });
  const path = pathIn({ days, place, period }) ?? [];
  return path.reduce((inside, { by, itemId }) => (isTime(by) ? (within(inside, spanOfItem(itemId, by)) ?? inside) : inside), whole);
}

/** True when a period has nothing that stands beside the open row of time. */
export function isMissing(level: { days: Days; place: Place; period: Period }): boolean {
  return pathIn(level) === null;
}

function pathIn({ days, place, period }: { days: Days; place: Place; period: Period }): Place["path"] | null {
  if (period === "main") return place.path;
  let [main, other] = [days, comparedDays({ days, compared: period })];
  const path: { by: string; itemId: string }[] = [];
  for (const { by, itemId } of place.path) {
    if (!isTime(by)) {
      path.push({ by, itemId });
      continue;
    }
    const counterpart = counterpartOf({ itemId, by, days: main, compared: other });
    if (counterpart === null) return null;
    path.push({ by, itemId: counterpart });
    main = within(main, spanOfItem(itemId, by)) ?? main;
    other = within(other, spanOfItem(counterpart, by)) ?? other;
  }
  return path;
}

function columnsRequest({
  plan,
  sort,
  days,
  place,
  wanted,
}: {
  plan: LevelPlan;
  /** Null for items of time, which come in their order. */
  sort: Sort | null;
  days: Days;
  place: Place;
  wanted: readonly Asked[];
}): Pick<RankedRequest, "metricContainer"> {
  const filters: ReportFilter[] = [];
  const ids = new Map<string, string>();
  const named = (filter: ReportFilter, id: string): string => {
    const key = JSON.stringify(filter);
    const found = ids.get(key);
    if (found !== undefined) return found;
    ids.set(key, id);
    filters.push({ id, ...filter });
    return id;
  };
  const periods = [...new Set(plan.asked.map(({ period }) => writePeriod(period)))];
  const metrics = plan.asked.flatMap((one, index): ReportMetric[] => {
    const { metric, credit, segments, period, shownAs } = one;
    if (!wanted.includes(one)) return [];
    const nth = periods.indexOf(writePeriod(period));
    const own = [
      ...(pathIn({ days, place, period }) ?? []).map(({ by, itemId }, level) =>
        named({ type: "breakdown", dimension: `variables/${by}`, itemId }, period === "main" ? `inside-${level}` : `inside-${level}-${nth}`),
      ),
      ...(period === "main"
        ? []
        : [named({ type: "dateRange", dateRange: rangeFormula({ range: "custom", ...comparedDays({ days, compared: period }) }) }, `period-${nth}`)]),
      ...segments.map((segmentId) => named({ type: "segment", segmentId }, `segment-${ids.size}`)),
    ];
    const allocationModel = allocationOf(credit);
    return [
      {
        id: isSavedMetricId(metric) ? metric : `metrics/${metric}`,
        columnId: `c${index}`,
        ...(own.length === 0 ? {} : { filters: own }),
        ...(sort === null ? {} : sortOf({ plan, sort, wanted, index })),
        ...(allocationModel === undefined ? {} : { allocationModel }),
        ...(shownAs === undefined ? {} : { shownAs }),
      },
    ];
  });
  return { metricContainer: { metrics, ...(filters.length === 0 ? {} : { metricFilters: filters }) } };
}

interface Sort {
  /** Of a column; undefined for the order that the server has without one. */
  readonly key: string | undefined;
  readonly direction: ReportSearch["direction"];
}

/** A change is sorted by its number where the compared one is not asked for. */
function sortOf({
  plan,
  sort,
  wanted,
  index,
}: {
  plan: LevelPlan;
  sort: Sort;
  wanted: readonly Asked[];
  index: number;
}): Pick<ReportMetric, "sort" | "sortBy"> {
  const sorted = plan.drawn.find(({ column }) => keyOf(column) === sort.key);
  if (sorted?.value !== index) return {};
  const { as } = sorted.column;
  const from = sorted.against === null ? undefined : plan.asked[sorted.against];
  const hasBoth = isChange(as) && from !== undefined && wanted.includes(from);
  return { sort: sort.direction, ...(hasBoth ? { sortBy: { change: as, from: `c${sorted.against}` } } : {}) };
}

function segmentsOf({ segments }: ReportSearch): { type: "segment"; segmentId: string }[] {
  return segments.map((segmentId) => ({ type: "segment", segmentId }));
}

/** Every word has to be in the name, in whatever order and case; what a clause reads as a sign of its own is the sign itself. */
function clauseOf(find: string): string {
  const words = find.split(/\s+/).filter((word) => word !== "");
  return words.map((word) => `'${word.replaceAll(/[\\'*]/g, "\\$&")}'`).join(" AND ");
}
