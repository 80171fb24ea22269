import { ask, SESSION_KEY } from "@rapport/app-shell";
import { getReceipt, listDataSources, listJobs, type Receipt } from "@rapport/contract/data-sources";
import { getProcessing, getQuarantine, listReportSuites, type ReportSuite } from "@rapport/contract/report-suites";
import { type RankedRequest, runReport } from "@rapport/contract/reporting";
import { getHqSession } from "@rapport/contract/sessions";
import { type DemoProgress, getDemoProgress } from "@rapport/contract/system";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { COMPANY } from "./company.ts";
import { type ReportSearch, requestOf } from "./reports/report-search.ts";

export const sessionQuery = queryOptions({ queryKey: [SESSION_KEY], queryFn: () => ask(getHqSession), staleTime: 60_000, retry: false });
export const suitesQuery = queryOptions({ queryKey: ["suites"], queryFn: async () => (await ask(listReportSuites)).reportSuites });

export function processingQuery(rsid: string) {
  return queryOptions({
    queryKey: ["processing", rsid],
    queryFn: () => ask(getProcessing, { params: { rsid } }),
    // Each look costs the server a query: often while hits are on their way, seldom while none are.
    refetchInterval: ({ state }) => ((state.data?.backlog ?? 1) > 0 ? 2_000 : 15_000),
  });
}

export function quarantineQuery(rsid: string) {
  return queryOptions({ queryKey: ["quarantine", rsid], queryFn: () => ask(getQuarantine, { params: { rsid } }) });
}

export const demoQuery = queryOptions({
  queryKey: ["demo"],
  queryFn: () => ask(getDemoProgress),
  refetchInterval: ({ state }) => (isLoading(state.data) ? 1_500 : false),
});

export function sourcesQuery(rsid: string) {
  return queryOptions({ queryKey: ["sources", rsid], queryFn: () => ask(listDataSources, { params: { company: COMPANY, rsid } }) });
}

/** All jobs, not only last month's: the documented default is a month, a person wants the log. */
export function jobsQuery({ rsid, dataSourceId, page }: { rsid: string; dataSourceId: number; page: number }) {
  return queryOptions({
    queryKey: ["jobs", rsid, dataSourceId, page],
    queryFn: () =>
      ask(listJobs, { params: { company: COMPANY, rsid, dataSourceId }, query: { page, start_date: "2000-01-01 00:00:00", end_date: "2100-01-01 00:00:00" } }),
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

export function reportQuery(request: RankedRequest) {
  return queryOptions({
    queryKey: ["report", request],
    queryFn: () => ask(runReport, { params: { company: COMPANY }, body: request }),
  });
}

/** An answer with what was asked: it stays on screen while the next is on its way, and only its own question describes its rows. */
export function answerQuery(suite: ReportSuite, search: ReportSearch) {
  return queryOptions({
    queryKey: ["answer", suite, search],
    queryFn: async () => ({ suite, search, report: await ask(runReport, { params: { company: COMPANY }, body: requestOf(suite, search) }) }),
    placeholderData: keepPreviousData,
  });
}

function isUnfinished(status: Receipt["status"]): boolean {
  return status === "uploaded" || status === "processing";
}

function isLoading(progress: DemoProgress | undefined): boolean {
  return progress === undefined || progress.state === "loading" || progress.state === "waiting";
}
