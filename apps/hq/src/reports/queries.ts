import { ask } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { type RankedRequest, runReport } from "@rapport/contract/reporting";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { COMPANY } from "../company.ts";
import { type ReportSearch, requestOf } from "./report-search.ts";

export function reportQuery(request: RankedRequest) {
  return queryOptions({
    queryKey: ["report", request],
    queryFn: () => ask(runReport, { params: { company: COMPANY }, body: request }),
  });
}

/** An answer with its request. It stays on screen while the next one loads, and its own request describes its rows. */
export function answerQuery(suite: ReportSuite, search: ReportSearch) {
  return queryOptions({
    queryKey: ["answer", suite, search],
    queryFn: async () => ({ suite, search, report: await ask(runReport, { params: { company: COMPANY }, body: requestOf(suite, search) }) }),
    placeholderData: keepPreviousData,
  });
}
