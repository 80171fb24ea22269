import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport, RankedRequest } from "@rapport/contract/reporting";
import { type SpreadsheetFile, spreadsheetFile } from "../spreadsheet/file.ts";
import type { SpreadsheetCell } from "../spreadsheet/lines.ts";
import type { Days } from "@rapport/domain/comparisons";
import { loadLevel } from "./level.ts";
import { ROWS_AT_ONCE, topOf } from "./level-request.ts";
import type { Column } from "./report-column.ts";
import { columnsOf, type ReportSearch } from "./report-search.ts";
import { isTime, startOfItem, timeInFile } from "./time-names.ts";

export interface ReportFile extends SpreadsheetFile {
  readonly rows: number;
}

/**
 * The whole report as a file for a spreadsheet: every row, not only the page on screen. Values of breakdowns are in
 * columns of their own. Changes and shares are fractions of 1; what has no value is empty. Days are `YYYY-MM-DD`, months `YYYY-MM`, quarters `YYYY-Qn`.
 */
export async function reportFile({
  suite,
  search,
  days,
  names,
  unspecified,
  locale,
  run,
}: {
  suite: ReportSuite;
  search: ReportSearch;
  days: Days;
  names: { dimension: (id: string) => string; column: (column: Column) => string };
  unspecified: string;
  locale: string;
  run: (request: RankedRequest) => Promise<RankedReport>;
}): Promise<ReportFile> {
  const head = [...search.inside.map(({ by }) => names.dimension(by)), names.dimension(search.by), ...columnsOf(search).map(names.column)];
  const rows: SpreadsheetCell[][] = [];
  for (let page = 0, isLast = false; !isLast; page += 1) {
    const level = await loadLevel({ suite, search, days, place: { ...topOf(search), page, limit: ROWS_AT_ONCE }, run });
    for (const row of level.rows)
      rows.push([...search.inside.map(({ value }) => value), nameOf(row, { by: search.by, unspecified }), ...row.cells.map((cell) => cell ?? "")]);
    isLast = page >= level.pages - 1 || level.rows.length === 0;
  }
  return { ...spreadsheetFile([head, ...rows], locale), rows: rows.length };
}

function nameOf(row: { readonly itemId: string; readonly value: string }, { by, unspecified }: { by: string; unspecified: string }): string {
  if (isTime(by)) return timeInFile({ start: startOfItem(row.itemId, by), by });
  return row.itemId === "0" ? unspecified : row.value;
}
