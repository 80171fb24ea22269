import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport, RankedRequest } from "@rapport/contract/reporting";
import { type SpreadsheetFile, spreadsheetFile } from "../spreadsheet/file.ts";
import type { SpreadsheetCell } from "../spreadsheet/lines.ts";
import { type ReportSearch, requestOf } from "./report-search.ts";
import { isTime, startOfItem, timeInFile } from "./time-names.ts";

/** How many rows are requested at a time; the server gives no more. */
const ROWS_AT_ONCE = 50_000;

export interface ReportFile extends SpreadsheetFile {
  readonly rows: number;
}

/**
 * The whole report as a file for a spreadsheet: every row, not only the page on screen. Values of breakdowns are in
 * columns of their own. Days are `YYYY-MM-DD`, months `YYYY-MM`, quarters `YYYY-Qn`.
 */
export async function reportFile({
  suite,
  search,
  names,
  unspecified,
  locale,
  run,
}: {
  suite: ReportSuite;
  search: ReportSearch;
  names: { dimension: (id: string) => string; metric: (metric: ReportSearch["metrics"][number]) => string };
  unspecified: string;
  locale: string;
  run: (request: RankedRequest) => Promise<RankedReport>;
}): Promise<ReportFile> {
  const head = [...search.inside.map(({ by }) => names.dimension(by)), names.dimension(search.by), ...search.metrics.map(names.metric)];
  const request = requestOf(suite, search);
  const rows: SpreadsheetCell[][] = [];
  for (let page = 0, isLast = false; !isLast; page += 1) {
    const report = await run({ ...request, settings: { ...request.settings, limit: ROWS_AT_ONCE, page } });
    for (const row of report.rows)
      rows.push([...search.inside.map(({ value }) => value), nameOf(row, { by: search.by, unspecified }), ...row.data.map((value) => value ?? "")]);
    isLast = report.lastPage || report.rows.length === 0;
  }
  return { ...spreadsheetFile([head, ...rows], locale), rows: rows.length };
}

function nameOf(row: RankedReport["rows"][number], { by, unspecified }: { by: string; unspecified: string }): string {
  if (isTime(by)) return timeInFile({ start: startOfItem(row.itemId, by), by });
  return row.itemId === "0" ? unspecified : row.value;
}
