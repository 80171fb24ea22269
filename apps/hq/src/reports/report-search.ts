import type { ReportSuite } from "@rapport/contract/report-suites";
import { CONVERSION_METRICS, MONEY_METRICS, SUITE_METRICS, type RankedRequest } from "@rapport/contract/reporting";
import { z } from "zod";
import { allocationOf, CONTAINERS, CREDITS, LOOKBACKS } from "./report-credit.ts";
import { RANGES, rangeFormula } from "./report-range.ts";

export const METRICS = SUITE_METRICS;
export type Metric = (typeof METRICS)[number];

const CONVERSIONS: readonly Metric[] = CONVERSION_METRICS;
export const MONEY: readonly Metric[] = MONEY_METRICS;

export const BASE_DIMENSIONS = [
  "marketingchannel",
  "marketingchanneldetail",
  "campaign",
  "page",
  "channel",
  "product",
  "category",
  "zip",
  "entrypage",
  "exitpage",
  "server",
  "referrertype",
  "referringdomain",
  "originalreferringdomain",
  "referrer",
  "searchengine",
  "searchkeyword",
  "visitnumber",
  "customerloyalty",
  "daysbeforefirstpurchase",
  "dayssincelastpurchase",
  "customlink",
  "downloadlink",
  "exitlink",
  "timeparthourofday",
  "timepartdayofweek",
  "daterangehour",
  "daterangeday",
  "daterangeweek",
  "daterangemonth",
  "daterangequarter",
  "daterangeyear",
] as const;
export type BaseDimension = (typeof BASE_DIMENSIONS)[number];

export const PAGE_SIZE = 25;
export const MOST_METRICS = 6;
/** How many breakdowns a report can have inside each other. */
export const MOST_LEVELS = 5;
export const MOST_SEGMENTS = 5;
/** Bars of a chart by value: the first rows of the page. */
export const MOST_BARS = 12;
/** Items of time of one page: the line of the chart shows as many. */
const TIME_PAGE_SIZE = 400;

const DEFAULT_METRICS: readonly Metric[] = ["visits", "orders", "revenue", "returnedrevenue"];

/** A report as a person asks for it. `readAddress` makes it from an address. */
export const ReportSearch = z.object({
  by: z.string().refine(isDimension).default("marketingchannel"),
  metrics: z
    .array(z.enum(METRICS))
    .min(1)
    .max(MOST_METRICS)
    .default([...DEFAULT_METRICS]),
  range: z.enum(RANGES).default("last12months"),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  credit: z.enum(CREDITS).default("none"),
  within: z.enum(CONTAINERS).default("visitors"),
  lookback: z.enum(LOOKBACKS).default("range"),
  sort: z.enum(METRICS).optional(),
  direction: z.enum(["asc", "desc"]).default("desc"),
  page: z.int().min(0).max(1_000_000).default(0),
  /** Words that a row's name must all contain. */
  find: z.string().max(200).default(""),
  nones: z.enum(["show", "hide"]).default("show"),
  /** Saved segments; all of them must hold. */
  segments: z
    .array(z.string().regex(/^s1_[0-9a-f]{24}$/))
    .max(MOST_SEGMENTS)
    .default([]),
  /** The values inside which the report is broken down, outermost first, each with its dimension. */
  inside: z
    .array(z.object({ by: z.string().refine(isDimension), itemId: z.string().regex(/^\d{1,16}$/), value: z.string() }))
    .max(MOST_LEVELS)
    .default([]),
});
export type ReportSearch = z.infer<typeof ReportSearch>;

/** True for a dimension that a report can have: a fixed one or a numbered variable, whether or not the suite names it. */
function isDimension(id: string): boolean {
  const [, kind = "", digits = ""] = /^(evar|prop|list)([1-9]\d{0,2})$/.exec(id) ?? [];
  return isBaseDimension(id) || Number(digits) <= ({ evar: 250, prop: 75, list: 3 }[kind] ?? -1);
}

/** The dimensions to choose from: the fixed ones, and the eVars, props and lists that the suite names. */
export function dimensionsOf(suite: ReportSuite): { id: string; name: string | null }[] {
  const named = Object.entries(suite.variables)
    .filter(([id]) => /^(evar|prop|list)\d+$/.test(id))
    .map(([id, { name }]) => ({ id, name: name ?? id }));
  return [...BASE_DIMENSIONS.map((id) => ({ id, name: null })), ...named];
}

export function isBaseDimension(id: string): id is BaseDimension {
  return BASE_DIMENSIONS.some((known) => known === id);
}

/** Participation and models count for metrics of success. */
export function canParticipate(metric: Metric): boolean {
  return CONVERSIONS.includes(metric);
}

/** The metric that the chart draws: the one by which the report is sorted, if that is a column. */
export function chartedMetric({ sort, metrics }: Pick<ReportSearch, "sort" | "metrics">): Metric {
  return metrics.find((metric) => metric === sort) ?? metrics[0] ?? "occurrences";
}

export function requestOf(suite: ReportSuite, search: ReportSearch): RankedRequest {
  const isTime = isByTime(search);
  const metricFilters = search.inside.map(({ by, itemId }, level) => ({
    id: `inside-${level}`,
    type: "breakdown" as const,
    dimension: `variables/${by}`,
    itemId,
  }));
  const clause = isTime ? "" : clauseOf(search.find);
  return {
    rsid: suite.rsid,
    dimension: `variables/${search.by}`,
    globalFilters: [{ type: "dateRange", dateRange: rangeFormula(search) }, ...search.segments.map((segmentId) => ({ type: "segment" as const, segmentId }))],
    metricContainer: {
      metrics: search.metrics.map((metric) => ({
        id: `metrics/${metric}`,
        columnId: metric,
        ...(metricFilters.length === 0 ? {} : { filters: metricFilters.map(({ id }) => id) }),
        ...(search.sort === metric ? { sort: search.direction } : {}),
        ...(search.credit !== "none" && canParticipate(metric) ? { allocationModel: allocationOf(search) } : {}),
      })),
      ...(metricFilters.length === 0 ? {} : { metricFilters }),
    },
    ...(clause === "" ? {} : { search: { clause } }),
    settings: {
      limit: isTime ? TIME_PAGE_SIZE : PAGE_SIZE,
      page: search.page,
      ...(isTime && search.sort === undefined ? { dimensionSort: "asc" as const } : {}),
      ...(search.nones === "hide" && !isTime ? { nonesBehavior: "exclude-nones" as const } : {}),
    },
  };
}

export function isByTime({ by }: Pick<ReportSearch, "by">): boolean {
  return by.startsWith("daterange");
}

/** True when rows are left out by name, so that the rows shown have a total of their own. */
export function isNarrowed(search: ReportSearch): boolean {
  return !isByTime(search) && (clauseOf(search.find) !== "" || search.nones === "hide");
}

/** Every word has to be in the name, in whatever order and case; what a clause reads as a sign of its own is the sign itself. */
function clauseOf(find: string): string {
  const words = find.split(/\s+/).filter((word) => word !== "");
  return words.map((word) => `'${word.replaceAll(/[\\'*]/g, "\\$&")}'`).join(" AND ");
}

/** The same columns without a dimension, for their totals. */
export function totalsRequestOf(suite: ReportSuite, search: ReportSearch): RankedRequest {
  const { rsid, globalFilters, metricContainer } = requestOf(suite, { ...search, sort: undefined, find: "", nones: "show" });
  return { rsid, globalFilters, metricContainer };
}

/** The oldest or the newest day on which the suite has anything, online or from a file. */
export function edgeDayRequestOf(suite: ReportSuite, edge: "oldest" | "newest"): RankedRequest {
  return {
    rsid: suite.rsid,
    dimension: "variables/daterangeday",
    globalFilters: [{ type: "dateRange", dateRange: "ty-100y/ty+100y" }],
    metricContainer: { metrics: [{ id: "metrics/occurrences", columnId: "occurrences" }] },
    settings: { limit: 1, dimensionSort: edge === "oldest" ? "asc" : "desc" },
  };
}
