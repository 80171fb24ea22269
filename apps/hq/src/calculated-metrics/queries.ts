import { ask } from "@rapport/app-shell";
import type { Language, Rsid } from "@rapport/contract";
import { getCalculatedMetric, listCalculatedMetrics, runReport, type MetricDefinition } from "@rapport/contract/reporting";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { COMPANY } from "../company.ts";
import { rangeFormula } from "../reports/report-range.ts";

const company = { company: COMPANY };
/** As many as a list shows at once. */
const AT_ONCE = 1000;
export const METRICS_KEY = "calculated-metrics";

/** Those of the suite, after those that every suite has. */
export function metricsQuery(rsid: Rsid, language: Language) {
  return queryOptions({
    queryKey: [METRICS_KEY, rsid, language],
    queryFn: async () =>
      (await ask(listCalculatedMetrics, { params: company, query: { rsids: rsid, limit: AT_ONCE, includeType: "all", locale: language } })).content,
  });
}

export function metricQuery(metricId: string) {
  return queryOptions({
    queryKey: ["calculated-metric", metricId],
    queryFn: () => ask(getCalculatedMetric, { params: { ...company, metricId } }),
    // Read once: what somebody types is not replaced by what another saved meanwhile.
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** What a formula gives over the last thirty days; null where it has no value. */
export function previewQuery(rsid: Rsid, definition: MetricDefinition | null) {
  return queryOptions({
    queryKey: ["calculated-metric-preview", rsid, definition],
    queryFn: async () => {
      const { summaryData } = await ask(runReport, {
        params: company,
        body: {
          rsid,
          globalFilters: [{ type: "dateRange", dateRange: rangeFormula({ range: "last30" }) }],
          metricContainer: { metrics: [{ columnId: "preview", metricDefinition: definition ?? {} }] },
        },
      });
      return summaryData.totals[0] ?? null;
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
}
