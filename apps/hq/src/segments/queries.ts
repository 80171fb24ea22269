import { ask } from "@rapport/app-shell";
import type { Rsid } from "@rapport/contract";
import { getSegment, listSegments, runReport, type SegmentDefinition } from "@rapport/contract/reporting";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { COMPANY } from "../company.ts";
import { rangeFormula } from "../reports/report-range.ts";

const company = { company: COMPANY };
/** As many as a list shows at once. */
const AT_ONCE = 1000;

export function segmentsQuery(rsid: Rsid) {
  return queryOptions({
    queryKey: ["segments", rsid],
    queryFn: async () => (await ask(listSegments, { params: company, query: { rsids: rsid, limit: AT_ONCE } })).content,
  });
}

export function segmentQuery(segmentId: string) {
  return queryOptions({
    queryKey: ["segment", segmentId],
    queryFn: () => ask(getSegment, { params: { ...company, segmentId } }),
    // Read once: what somebody types is not replaced by what another saved meanwhile.
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** How much of the last thirty days a definition chooses: hits and rows, visits, visitors. Without one, all of it. */
export function countsQuery(rsid: Rsid, definition: SegmentDefinition | null) {
  return queryOptions({
    queryKey: ["segment-counts", rsid, definition],
    queryFn: async () => {
      const { summaryData } = await ask(runReport, {
        params: company,
        body: {
          rsid,
          globalFilters: [
            { type: "dateRange", dateRange: rangeFormula({ range: "last30" }) },
            ...(definition === null ? [] : [{ type: "segment" as const, segmentDefinition: definition }]),
          ],
          metricContainer: { metrics: ["occurrences", "visits", "visitors"].map((name) => ({ id: `metrics/${name}`, columnId: name })) },
        },
      });
      const [hits, visits, visitors] = summaryData.totals.map(Number);
      return { hits: hits ?? 0, visits: visits ?? 0, visitors: visitors ?? 0 };
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
}
