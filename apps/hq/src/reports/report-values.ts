import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport } from "@rapport/contract/reporting";
import type { Formats } from "@rapport/ui";
import { MONEY, type Metric } from "./report-search.ts";

/** A metric's number as the person's language writes it: money in the suite's currency, everything else plain. */
export function shownNumber({ value, metric, suite, formats }: { value: number; metric: Metric; suite: ReportSuite; formats: Formats }): string {
  if (MONEY.includes(metric)) return formats.money({ amount: decimalText(value), currency: suite.currency });
  return formats.number(value, { maximumFractionDigits: 2 });
}

/** The name of a row: days and months from their item ids (year - 1900, month from 0, day), values as they are. */
export function shownValue({
  row,
  by,
  formats,
  unspecified,
}: {
  row: RankedReport["rows"][number];
  by: string;
  formats: Formats;
  unspecified: string;
}): string {
  if (by === "daterangeday") return formats.date(dayOfItem(row.itemId));
  if (by === "daterangemonth") return formats.month(dayOfItem(row.itemId));
  return row.itemId === "0" ? unspecified : row.value;
}

/** The dimension of an answer. While a new answer loads, the old one is still on screen. */
export function dimensionOf(report: RankedReport): string {
  return report.columns.dimension?.id.replace("variables/", "") ?? "";
}

export function dayOfItem(itemId: string): string {
  const digits = itemId.padStart(7, "0");
  const year = Number(digits.slice(0, 3)) + 1900;
  const month = Number(digits.slice(3, 5)) + 1;
  const day = digits.slice(5, 7);
  return `${year}-${String(month).padStart(2, "0")}-${day === "00" || day === "" ? "01" : day}`;
}

function decimalText(value: number): string {
  return value.toFixed(4).replace(/\.?0+$/, "");
}
