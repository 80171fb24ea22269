import type { RankedReport } from "@rapport/contract";
import { monthStart, plusDays } from "./report-range.ts";
import { dayOfItem } from "./report-values.ts";

/** A day or a month of the chart, by its first day; without a value where the rows do not say. */
export interface TimePoint {
  readonly day: string;
  readonly value: number | null;
}

/**
 * Every day or month from the first row's to the last row's, so that the line is to scale in time.
 * One without a row counts nought when the rows leave none out; of the highest rows alone, it is not known.
 */
export function timePoints({ report, by, column, isSorted }: { report: RankedReport; by: string; column: number; isSorted: boolean }): TimePoint[] {
  const values = new Map(report.rows.map((row) => [dayOfItem(row.itemId), row.data[column] ?? 0]));
  const days = [...values.keys()].toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const missing = isSorted && report.rows.length < report.totalElements ? null : 0;
  const points: TimePoint[] = [];
  for (let day = first; day <= last; day = by === "daterangemonth" ? monthStart(day, 1) : plusDays(day, 1))
    points.push({ day, value: values.get(day) ?? missing });
  return points;
}
