import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedRequest } from "@rapport/contract/reporting";
import { z } from "zod";
import { RANGES, rangeFormula } from "./report-range.ts";

export const METRICS = [
  "occurrences",
  "instances",
  "pageviews",
  "visits",
  "visitors",
  "orders",
  "units",
  "revenue",
  "grossrevenue",
  "returnedrevenue",
  "carts",
  "cartadditions",
  "cartremovals",
  "cartviews",
  "checkouts",
  "productviews",
] as const;
export type Metric = (typeof METRICS)[number];

/** Metrics that something brought about: only these can be credited to every value that took part. */
const CONVERSIONS: readonly Metric[] = [
  "orders",
  "units",
  "revenue",
  "grossrevenue",
  "returnedrevenue",
  "carts",
  "cartadditions",
  "cartremovals",
  "cartviews",
  "checkouts",
  "productviews",
];
export const MONEY: readonly Metric[] = ["revenue", "grossrevenue", "returnedrevenue"];

export const BASE_DIMENSIONS = [
  "marketingchannel",
  "marketingchanneldetail",
  "campaign",
  "page",
  "channel",
  "product",
  "category",
  "zip",
  "daterangeday",
  "daterangemonth",
] as const;
export type BaseDimension = (typeof BASE_DIMENSIONS)[number];

export const PAGE_SIZE = 25;

const Day = z.iso.date();

/** The whole report stands in the address: it can be kept, shared and gone back to. A part that is not understood falls back. */
export const ReportSearch = z.object({
  by: z
    .string()
    .regex(/^(marketingchannel(detail)?|campaign|page|channel|product|category|zip|daterangeday|daterangemonth|(evar|prop|list)\d{1,3})$/)
    .catch("marketingchannel")
    .default("marketingchannel"),
  metrics: z
    .array(z.enum(METRICS))
    .min(1)
    .max(6)
    .catch(["visits", "orders", "revenue", "returnedrevenue"])
    .default(["visits", "orders", "revenue", "returnedrevenue"]),
  range: z.enum(RANGES).catch("last12months").default("last12months"),
  from: Day.optional().catch(undefined),
  to: Day.optional().catch(undefined),
  credit: z.enum(["none", "sessions", "visitors"]).catch("none").default("none"),
  sort: z.enum(METRICS).optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).catch("desc").default("desc"),
  page: z.int().min(0).max(100_000).catch(0).default(0),
  /** The value the report is broken down inside, with its dimension. */
  inside: z
    .object({ by: z.string().max(60), itemId: z.string().max(60), value: z.string().max(300) })
    .optional()
    .catch(undefined),
});
export type ReportSearch = z.infer<typeof ReportSearch>;

/** Dimensions on offer: the fixed ones and the eVars, props and lists that the suite names. */
export function dimensionsOf(suite: ReportSuite): { id: string; name: string | null }[] {
  const named = Object.entries(suite.variables)
    .filter(([id]) => /^(evar|prop|list)\d+$/.test(id))
    .map(([id, { name }]) => ({ id, name: name ?? id }));
  return [...BASE_DIMENSIONS.map((id) => ({ id, name: null })), ...named];
}

export function isBaseDimension(id: string): id is BaseDimension {
  return BASE_DIMENSIONS.some((known) => known === id);
}

/** Credit for taking part is offered where the chosen metrics can have it. */
export function canParticipate(metric: Metric): boolean {
  return CONVERSIONS.includes(metric);
}

/** The metric that the chart draws: the one sorted by, where it is a column. */
export function chartedMetric({ sort, metrics }: Pick<ReportSearch, "sort" | "metrics">): Metric {
  return metrics.find((metric) => metric === sort) ?? metrics[0] ?? "occurrences";
}

export function requestOf(suite: ReportSuite, search: ReportSearch): RankedRequest {
  const isTime = search.by.startsWith("daterange");
  const filters =
    search.inside === undefined ? [] : [{ id: "inside", type: "breakdown" as const, dimension: `variables/${search.inside.by}`, itemId: search.inside.itemId }];
  return {
    rsid: suite.rsid,
    dimension: `variables/${search.by}`,
    globalFilters: [{ type: "dateRange", dateRange: rangeFormula(search) }],
    metricContainer: {
      metrics: search.metrics.map((metric) => ({
        id: `metrics/${metric}`,
        columnId: metric,
        ...(filters.length === 0 ? {} : { filters: ["inside"] }),
        ...(search.sort === metric ? { sort: search.direction } : {}),
        ...(search.credit !== "none" && canParticipate(metric)
          ? { allocationModel: { func: "allocation-participation" as const, context: search.credit } }
          : {}),
      })),
      ...(filters.length === 0 ? {} : { metricFilters: filters }),
    },
    settings: {
      limit: isTime ? 400 : PAGE_SIZE,
      page: isTime ? 0 : search.page,
      ...(isTime && search.sort === undefined ? { dimensionSort: "asc" as const } : {}),
    },
  };
}

/** The same columns without a dimension: their totals. */
export function totalsRequestOf(suite: ReportSuite, search: ReportSearch): RankedRequest {
  const { rsid, globalFilters, metricContainer } = requestOf(suite, { ...search, sort: undefined });
  return { rsid, globalFilters, metricContainer };
}

/** The oldest or the newest day on which anything of the suite counts, online or from a file. */
export function edgeDayRequestOf(suite: ReportSuite, edge: "oldest" | "newest"): RankedRequest {
  return {
    rsid: suite.rsid,
    dimension: "variables/daterangeday",
    globalFilters: [{ type: "dateRange", dateRange: "ty-100y/ty+100y" }],
    metricContainer: { metrics: [{ id: "metrics/occurrences", columnId: "occurrences" }] },
    settings: { limit: 1, dimensionSort: edge === "oldest" ? "asc" : "desc" },
  };
}
