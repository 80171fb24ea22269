import { RankedRequest, type AllocationModel, type RankedReport, type SegmentDefinition } from "@rapport/contract/reporting";
import type { z } from "zod";
import { defineReport, shapeReport, type ReportDefinition, type ReportingSuite } from "@rapport/domain";
import type { Warehouse } from "@rapport/warehouse";
import { rank } from "./run.ts";

/** What a test asks: the metrics by their short names, `orders sessions` for visit participation. */
export interface Question {
  readonly dimension?: string;
  readonly metrics: readonly string[];
  readonly range?: string;
  readonly breakdowns?: readonly { readonly dimension: string; readonly itemValue?: string; readonly itemId?: string }[];
  readonly suite?: Partial<ReportingSuite>;
  readonly settings?: RankedRequest["settings"];
  readonly search?: RankedRequest["search"];
  /** The model of every column that names no participation. */
  readonly model?: z.input<typeof AllocationModel>;
  readonly statistics?: RankedRequest["statistics"];
  readonly segment?: SegmentDefinition;
}

export const MARCH = "2026-03-01T00:00/2026-04-01T00:00";

export function definitionOf(rsid: string, question: Question): ReportDefinition {
  const suite: ReportingSuite = { rsid, timeZone: "UTC", currency: "EUR", variables: {}, everLinear: new Set(), ...question.suite };
  return defineReport({ request: requestOf(rsid, question), suite, now: Date.UTC(2026, 2, 15, 12) });
}

export function requestOf(
  rsid: string,
  { dimension, metrics, range = MARCH, breakdowns = [], settings, search, statistics, model, segment }: Question,
): RankedRequest {
  return RankedRequest.parse({
    rsid,
    ...(dimension === undefined ? {} : { dimension: `variables/${dimension}` }),
    globalFilters: [{ type: "dateRange", dateRange: range }, ...(segment === undefined ? [] : [{ type: "segment", segmentDefinition: segment }])],
    ...(settings === undefined ? {} : { settings }),
    ...(search === undefined ? {} : { search }),
    ...(statistics === undefined ? {} : { statistics }),
    metricContainer: {
      metrics: metrics.map((metric) => {
        const [name, context] = metric.split(" ");
        return {
          id: `metrics/${name}`,
          columnId: metric,
          filters: breakdowns.map((_, index) => `b${index}`),
          ...(context === undefined ? {} : { allocationModel: { func: "allocation-participation", context } }),
          ...(model === undefined || context !== undefined ? {} : { allocationModel: model }),
        };
      }),
      metricFilters: breakdowns.map((breakdown, index) => ({
        id: `b${index}`,
        type: "breakdown",
        ...breakdown,
        dimension: `variables/${breakdown.dimension}`,
      })),
    },
  });
}

export async function report(warehouse: Warehouse, rsid: string, question: Question): Promise<RankedReport> {
  const definition = definitionOf(rsid, question);
  return shapeReport(definition, await rank(warehouse, definition));
}

/** A report as a table: `{ [value]: numbers }` and its totals. */
export async function table(
  warehouse: Warehouse,
  rsid: string,
  question: Question,
): Promise<{ rows: Record<string, (number | null)[]>; totals: (number | null)[] }> {
  const { rows, summaryData } = await report(warehouse, rsid, question);
  return { rows: Object.fromEntries(rows.map(({ value, data }) => [value, data])), totals: summaryData.totals };
}
