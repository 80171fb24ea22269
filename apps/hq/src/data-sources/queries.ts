import { ask } from "@rapport/app-shell";
import { getReceipt, listDataSources, listJobs, type Receipt } from "@rapport/contract/data-sources";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { COMPANY } from "../company.ts";

export function sourcesQuery(rsid: string) {
  return queryOptions({ queryKey: ["sources", rsid], queryFn: () => ask(listDataSources, { params: { company: COMPANY, rsid } }) });
}

/** All jobs, not only the last month's, which is the documented default. People want the whole log. */
export function jobsQuery({ rsid, dataSourceId, page }: { rsid: string; dataSourceId: number; page: number }) {
  return queryOptions({
    queryKey: ["jobs", rsid, dataSourceId, page],
    queryFn: () =>
      ask(listJobs, {
        params: { company: COMPANY, rsid, dataSourceId },
        query: { page, fates: "true", start_date: "2000-01-01 00:00:00", end_date: "2100-01-01 00:00:00" },
      }),
    refetchInterval: ({ state }) => (state.data?.jobs.some((job) => isUnfinished(job.status)) === true ? 1_000 : false),
    placeholderData: keepPreviousData,
  });
}

export function receiptQuery(jobId: number) {
  return queryOptions({
    queryKey: ["receipt", jobId],
    queryFn: () => ask(getReceipt, { params: { jobId } }),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnfinished(state.data.status) ? 700 : false),
  });
}

function isUnfinished(status: Receipt["status"]): boolean {
  return status === "uploaded" || status === "processing";
}
