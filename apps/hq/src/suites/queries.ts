import { ask } from "@rapport/app-shell";
import { getProcessing, listReportSuites } from "@rapport/contract/report-suites";
import { queryOptions } from "@tanstack/react-query";

export const suitesQuery = queryOptions({ queryKey: ["suites"], queryFn: async () => (await ask(listReportSuites)).reportSuites });

export function processingQuery(rsid: string) {
  return queryOptions({
    queryKey: ["processing", rsid],
    queryFn: () => ask(getProcessing, { params: { rsid } }),
    // Each look costs the server a query: often while hits are on their way, seldom while none are.
    refetchInterval: ({ state }) => ((state.data?.backlog ?? 1) > 0 ? 2_000 : 15_000),
  });
}
