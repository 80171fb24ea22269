import { ask, askWhile } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { type RankedRequest, runReport } from "@rapport/contract/reporting";
import type { Days } from "@rapport/domain/comparisons";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { COMPANY } from "../company.ts";
import { type Level, loadLevel } from "./level.ts";
import type { Place } from "./level-request.ts";
import { keyOf } from "./report-column.ts";
import { columnsOf, type ReportSearch } from "./report-search.ts";

export function reportQuery(request: RankedRequest) {
  return queryOptions({
    queryKey: ["report", request],
    queryFn: () => ask(runReport, { params: { company: COMPANY }, body: request }),
  });
}

/** Rows with what was asked for. They stay on screen while the next ones load, and their own request describes them. */
export interface Answer {
  readonly suite: ReportSuite;
  readonly search: ReportSearch;
  readonly days: Days;
  readonly level: Level;
}

/** The rows of a report, or inside one of its rows. When they are no longer wanted, the server stops. */
export function levelQuery({ suite, search, days, place }: { suite: ReportSuite; search: ReportSearch; days: Days; place: Place }) {
  const { credit, within, lookback, sort, direction, segments, nones } = search;
  const find = place.isTop ? search.find : "";
  // What is open elsewhere, and how columns look, asks for nothing else.
  return queryOptions({
    queryKey: ["level", suite, { columns: columnsOf(search).map(keyOf), credit, within, lookback, sort, direction, segments, nones, find }, days, place],
    queryFn: async ({ signal }): Promise<Answer> => ({
      suite,
      search,
      days,
      level: await loadLevel({ suite, search, days, place, run: (body) => askWhile(signal, runReport, { params: { company: COMPANY }, body }) }),
    }),
    placeholderData: keepPreviousData,
  });
}
