import type { ReportSuite } from "@rapport/contract/report-suites";
import { BUILT_IN_METRICS, CalculatedMetricId, CONVERSION_METRICS, MONEY_METRICS, SUITE_METRICS, type RankedRequest } from "@rapport/contract/reporting";
import { z } from "zod";
import { readOpen, MOST_OPEN } from "./open-rows.ts";
import { canSort, type Column, keyOf, keyOfText, readColumn } from "./report-column.ts";
import { CONTAINERS, CREDITS, LOOKBACKS } from "./report-credit.ts";
import { RANGES } from "./report-range.ts";

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

/** How the chart draws: a line over time and bars by value as usual, or as chosen. */
export const CHARTS = ["usual", "bars", "stacked", "calendar"] as const;
export type Chart = (typeof CHARTS)[number];

export const PAGE_SIZE = 25;
export const MOST_COLUMNS = 15;
/** How many breakdowns a report can have inside each other. */
export const MOST_LEVELS = 5;
export const MOST_SEGMENTS = 5;
/** Bars of a chart by value: the first rows of the page. */
export const MOST_BARS = 12;
/** Items of time of one page. */
export const TIME_PAGE_SIZE = 400;

const DEFAULT_METRICS: readonly string[] = ["visits", "orders", "revenue", "returnedrevenue"];

/** A report as a person asks for it. `readAddress` makes it from an address. */
export const ReportSearch = z.object({
  by: z.string().refine(isDimension).default("marketingchannel"),
  /** The columns, as `readColumn` reads them. A plain metric is one. */
  metrics: z
    .array(z.string().refine(isColumn))
    .min(1)
    .max(MOST_COLUMNS)
    .default([...DEFAULT_METRICS]),
  range: z.enum(RANGES).default("last12months"),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  credit: z.enum(CREDITS).default("none"),
  within: z.enum(CONTAINERS).default("visitors"),
  lookback: z.enum(LOOKBACKS).default("range"),
  /** The key of a column. */
  sort: z.string().refine(isColumn).optional(),
  direction: z.enum(["asc", "desc"]).default("desc"),
  chart: z.enum(CHARTS).default("usual"),
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
  /** Rows that are broken down in place, as `readOpen` reads them. */
  open: z
    .array(z.string().refine((written) => isOpen(written)))
    .max(MOST_OPEN)
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

export function columnsOf({ metrics }: Pick<ReportSearch, "metrics">): Column[] {
  return metrics.map(readColumn).filter((column) => column !== null);
}

/** Participation and models count for metrics of success: those of every suite, and a suite's own events. */
export function canParticipate(metric: string): boolean {
  return CONVERSIONS.some((known) => known === metric) || EVENT.test(metric);
}

/** The column that the chart draws: the one by which the report is sorted, if that is there. */
export function chartedColumn({ sort, metrics }: Pick<ReportSearch, "sort" | "metrics">): number {
  return Math.max(
    0,
    metrics.findIndex((written) => sort !== undefined && keyOfText(written) === sort),
  );
}

/** The key of the column by which rows are sorted, in the request and in the head of the table; undefined for times in their order. */
export function sortedKey(search: Pick<ReportSearch, "sort" | "by" | "metrics">): string | undefined {
  const columns = columnsOf(search);
  const sorted = columns.find((column) => keyOf(column) === search.sort) ?? (isByTime(search) ? undefined : columns[0]);
  return sorted === undefined || !canSort(sorted) ? undefined : keyOf(sorted);
}

export function isByTime({ by }: Pick<ReportSearch, "by">): boolean {
  return by.startsWith("daterange");
}

/** True when rows are left out by name, so that the rows shown have a total of their own. */
export function isNarrowed(search: Pick<ReportSearch, "by" | "find" | "nones">): boolean {
  return !isByTime(search) && (search.find.trim() !== "" || search.nones === "hide");
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

const EVENT = /^event([1-9]\d{0,2}|1000)$/;

/** True for a metric that a report can have, whether or not the suite names it. */
function isMetric(id: string): boolean {
  return METRICS.some((known) => known === id) || EVENT.test(id) || isCalculated(id);
}

function isCalculated(id: string): boolean {
  return CalculatedMetricId.safeParse(id).success || BUILT_IN_METRICS.some((known) => known.id === id);
}

function isColumn(written: string): boolean {
  const column = readColumn(written);
  return column !== null && isMetric(column.metric) && (column.credit === null || canParticipate(column.metric));
}

function isOpen(written: string): boolean {
  const row = readOpen(written, "page");
  return row !== null && isDimension(row.by) && row.path.every(({ by }) => isDimension(by)) && row.path.length <= MOST_LEVELS;
}
