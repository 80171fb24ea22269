import { isSavedMetricId } from "@rapport/contract/reporting";
import { type Column, isChange, keyOf } from "./report-column.ts";
import { type Chart, chartedColumn, columnsOf, type ReportSearch } from "./report-search.ts";
import { isMoney } from "./report-values.ts";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { isTime } from "./time-names.ts";

/** A column that the chart draws, by its place among the columns. */
export interface Series {
  readonly index: number;
  readonly column: Column;
  /** A compared period is drawn behind the report's own. */
  readonly isCompared: boolean;
}

/** What the chart draws: the charted column with the periods that it is compared with, or several columns on top of each other. */
export function seriesOf({ search, suite, chart }: { search: ReportSearch; suite: ReportSuite; chart: Chart }): Series[] {
  const columns = columnsOf(search);
  const index = chartedColumn(search);
  const column = columns[index];
  if (column === undefined) return [];
  const own = { index, column, isCompared: false };
  if (chart === "calendar") return [own];
  if (chart === "stacked") return stackable(columns, { column, suite });
  if (column.as !== "number" || column.period !== "main") return [own];
  const compared = columns.flatMap((other, place) =>
    other.as === "number" && other.period !== "main" && keyOf({ ...other, period: "main" }) === keyOf(column)
      ? [{ index: place, column: other, isCompared: true }]
      : [],
  );
  return [own, ...compared];
}

/** The charts that a report can have. Columns of one unit stand on each other, and only a number or a share by days has a calendar. */
export function chartsFor({ search, suite }: { search: ReportSearch; suite: ReportSuite }): Chart[] {
  const columns = columnsOf(search);
  const column = columns[chartedColumn(search)];
  const canStack = column !== undefined && !isChange(column.as) && stackable(columns, { column, suite }).length > 1;
  return [
    "usual",
    ...(isTime(search.by) ? (["bars"] as const) : []),
    ...(canStack ? (["stacked"] as const) : []),
    ...(search.by === "daterangeday" && (column?.as === "number" || column?.as === "share") ? (["calendar"] as const) : []),
  ];
}

/** Numbers of the report's own period in the unit of the charted one. What is calculated adds up to nothing. */
function stackable(columns: readonly Column[], { column, suite }: { column: Column; suite: ReportSuite }): Series[] {
  if (isSavedMetricId(column.metric)) return [];
  return columns.flatMap((other, index) =>
    other.as === "number" && other.period === "main" && !isSavedMetricId(other.metric) && isMoney(other.metric, suite) === isMoney(column.metric, suite)
      ? [{ index, column: other, isCompared: false }]
      : [],
  );
}
