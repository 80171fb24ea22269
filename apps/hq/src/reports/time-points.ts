import type { RankedReport } from "@rapport/contract/reporting";
import { monthStart, plusDays } from "@rapport/ui";
import type { Days } from "./report-range.ts";
import { dayOfItem } from "./report-values.ts";

/** A day or a month of the chart, by its first day; without a value where it is unknown. */
export interface TimePoint {
  readonly day: string;
  readonly value: number | null;
}

/**
 * Every day or month, so that the line is to scale in time. When the rows are complete, these are all days of the range, and
 * one without a row counts zero. Otherwise they go from the first row to the last; when only the highest rows are shown, one
 * without a row is unknown.
 */
export function timePoints({ report, by, column, isSorted, range }: Charted): TimePoint[] {
  const values = new Map(report.rows.map((row) => [dayOfItem(row.itemId), row.data[column] ?? 0]));
  const days = [...values.keys()];
  const isWhole = report.rows.length === report.totalElements;
  const isByMonth = by === "daterangemonth";
  if (isWhole && range !== null && days.length > 0) days.push(isByMonth ? monthStart(range.from, 0) : range.from, range.to);
  days.sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const missing = isSorted && !isWhole ? null : 0;
  const points: TimePoint[] = [];
  for (let day = first; day <= last; day = isByMonth ? monthStart(day, 1) : plusDays(day, 1)) points.push({ day, value: values.get(day) ?? missing });
  return points;
}

interface Charted {
  readonly report: RankedReport;
  readonly by: string;
  readonly column: number;
  readonly isSorted: boolean;
  readonly range: Days | null;
}
