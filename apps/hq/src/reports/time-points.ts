import type { RankedReport } from "@rapport/contract/reporting";
import { monthStart, plusDays } from "@rapport/ui";
import type { Days } from "./report-range.ts";
import { startOfItem } from "./time-names.ts";

/** An item of time of the chart, by its beginning (`startOfItem`); without a value where it is unknown. */
export interface TimePoint {
  readonly start: string;
  readonly value: number | null;
}

/**
 * Every hour, day, week and so on, so that the line is to scale in time. When the rows are complete, these are all of the range, and
 * one without a row counts zero. Otherwise they go from the first row to the last; when only the highest rows are shown, one
 * without a row is unknown.
 */
export function timePoints({ report, by, column, isSorted, range }: Charted): TimePoint[] {
  const unit = UNITS[by] ?? DAY;
  const values = new Map(report.rows.map((row) => [startOfItem(row.itemId, by), row.data[column] ?? 0]));
  const starts = [...values.keys()];
  const isWhole = report.rows.length === report.totalElements;
  if (isWhole && range !== null && starts.length > 0) starts.push(unit.first(range.from), unit.last(range.to));
  starts.sort();
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const missing = isSorted && !isWhole ? null : 0;
  const points: TimePoint[] = [];
  for (let start = first; start <= last; start = unit.next(start)) points.push({ start, value: values.get(start) ?? missing });
  return points;
}

interface Charted {
  readonly report: RankedReport;
  readonly by: string;
  readonly column: number;
  readonly isSorted: boolean;
  readonly range: Days | null;
}

/** Where the unit that holds a day begins, the last one that begins on or before a day, and the next one. */
interface Unit {
  readonly first: (day: string) => string;
  readonly last: (day: string) => string;
  readonly next: (start: string) => string;
}

const DAY: Unit = unitOf(
  (day) => day,
  (start) => plusDays(start, 1),
);
const UNITS: Readonly<Record<string, Unit>> = {
  daterangehour: {
    first: (day) => `${day}T00`,
    last: (day) => `${day}T23`,
    next: (start) =>
      start.endsWith("T23") ? `${plusDays(start.slice(0, 10), 1)}T00` : `${start.slice(0, 11)}${String(Number(start.slice(11)) + 1).padStart(2, "0")}`,
  },
  daterangeweek: unitOf(
    (day) => plusDays(day, -new Date(`${day}T00:00Z`).getUTCDay()),
    (start) => plusDays(start, 7),
  ),
  daterangemonth: monthsOf(1),
  daterangequarter: monthsOf(3),
  daterangeyear: monthsOf(12),
};

function unitOf(first: Unit["first"], next: Unit["next"]): Unit {
  return { first, last: first, next };
}

function monthsOf(months: number): Unit {
  return unitOf(
    (day) => monthStart(day, -((Number(day.slice(5, 7)) - 1) % months)),
    (start) => monthStart(start, months),
  );
}
