import { z } from "zod";
import { wrongAs } from "../refusals/index.ts";
import { endpoint } from "../endpoint.ts";
import { Company, Rsid } from "../ids.ts";
import { AllocationModel, AttributionSum } from "./attribution-model.ts";
import { MetricDefinition } from "./metric-definition.ts";
import { SegmentDefinition } from "./segment-definition.ts";

/** `variables/...`; the prefix may be left out. */
export const DimensionId = z.string().max(60);
export const MetricId = z.string().max(60);

export const ReportFilter = z.strictObject({
  id: z.string().max(40).optional(),
  type: z.enum(["dateRange", "breakdown", "segment", "excludeItemIds"], {
    error: wrongAs("form.filter_type"),
  }),
  dimension: DimensionId.optional(),
  itemId: z.string().max(200).optional(),
  itemIds: z.array(z.string().max(200)).max(200).optional(),
  itemValue: z.string().max(1000).optional(),
  dateRange: z.string().max(100).optional(),
  excludeItemIds: z.array(z.string().max(200)).max(200).optional(),
  /** A saved segment, or the definition of one. */
  segmentId: z.string().max(60).optional(),
  segmentDefinition: SegmentDefinition.optional(),
});
export type ReportFilter = z.infer<typeof ReportFilter>;

export const ReportMetric = z.strictObject({
  /** May be left out beside a `metricDefinition`. */
  id: MetricId.optional(),
  columnId: z.string().max(40).optional(),
  filters: z.array(z.string().max(40)).max(20).optional(),
  sort: z.enum(["asc", "desc"]).optional(),
  allocationModel: AllocationModel.optional(),
  /** Ours: `sort` goes by the change from the column of that `columnId`. Rows without a change come last (CP7). */
  sortBy: z.strictObject({ change: z.enum(["difference", "percent"]), from: z.string().max(40) }).optional(),
  /** Ours: what the rows show of this column: its place, or the sum of it and all rows before, over all pages (CP6). Totals stay as they are. */
  shownAs: z.enum(["rank", "runningTotal"]).optional(),
  /** A metric with a model of its own, or a formula (CF1). */
  metricDefinition: MetricDefinition.optional(),
});
export type ReportMetric = z.infer<typeof ReportMetric>;

/** A ranked request (RQ1). What is not supported yet is refused, never ignored. */
export const RankedRequest = z
  .strictObject({
    rsid: Rsid,
    dimension: DimensionId.optional(),
    locale: z.string().max(20).optional(),
    /** A date range is given here or on every column. */
    globalFilters: z.array(ReportFilter).max(10).default([]),
    search: z
      .strictObject({
        clause: z.string().max(1000).optional(),
        itemIds: z.array(z.string().max(200)).max(200).optional(),
        excludeItemIds: z.array(z.string().max(200)).max(200).optional(),
      })
      .optional(),
    settings: z
      .strictObject({
        limit: z.int().min(1).max(50_000).optional(),
        page: z.int().min(0).max(1_000_000).optional(),
        dimensionSort: z.enum(["asc", "desc"]).optional(),
        /** Only `true`, which is also the default. */
        countRepeatInstances: z.literal(true).optional(),
        nonesBehavior: z.enum(["exclude-nones", "return-nones"]).optional(),
        reflectRequest: z.boolean().optional(),
        // Clients send these as `false`. As `true` they are refused.
        includeAnomalyDetection: z.literal(false).optional(),
        includeForecasting: z.literal(false).optional(),
        includePercentChange: z.literal(false).optional(),
        includeLatLong: z.literal(false).optional(),
        includeAnnotations: z.literal(false).optional(),
      })
      .optional(),
    statistics: z.strictObject({ functions: z.array(z.enum(["col-max", "col-min"])).max(2), ignoreZeroes: z.boolean().optional() }).optional(),
    metricContainer: z.strictObject({ metrics: z.array(ReportMetric).min(1).max(30), metricFilters: z.array(ReportFilter).max(60).optional() }),
  })
  .meta({ id: "RankedRequest" });
export type RankedRequest = z.infer<typeof RankedRequest>;

/** Null where a calculated metric has no value: where it divides by zero (CF3). */
const Numbers = z.array(z.number().nullable());

export const RankedReport = z
  .object({
    totalPages: z.int(),
    firstPage: z.boolean(),
    lastPage: z.boolean(),
    numberOfElements: z.int(),
    number: z.int(),
    totalElements: z.int(),
    /** A remark about the answer, for example that the requested page is past the last one. */
    message: z.string().optional(),
    reportId: z.string().optional(),
    request: z.unknown().optional(),
    columns: z.object({ dimension: z.object({ id: z.string(), type: z.string() }).optional(), columnIds: z.array(z.string()) }),
    rows: z.array(z.object({ itemId: z.string(), value: z.string(), data: Numbers })),
    summaryData: z.looseObject({
      totals: Numbers,
      filteredTotals: Numbers,
      "col-max": Numbers.optional(),
      "col-min": Numbers.optional(),
      /** One for each column with an attribution model. */
      attribution: z.array(AttributionSum).optional(),
    }),
  })
  .meta({ id: "RankedReport" });
export type RankedReport = z.infer<typeof RankedReport>;

export const runReport = endpoint({
  name: "runReport",
  method: "POST",
  path: "/api/:company/reports",
  permission: "report.read",
  reach: "address",
  summary: "Ranked report over the joined data.",
  params: z.object({ company: Company }),
  body: RankedRequest,
  reply: RankedReport,
});
