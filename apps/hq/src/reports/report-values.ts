import type { TextOf } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport } from "@rapport/contract/reporting";
import type { Formats } from "@rapport/ui";
import { OWN_VALUES_NL } from "./name-texts.ts";
import { MONEY, type Metric } from "./report-search.ts";
import type { reportTexts } from "./texts.ts";
import { isTime, startOfItem, timeName } from "./time-names.ts";

/** A metric's number as the person's language writes it: money in the suite's currency, everything else plain. */
export function shownNumber({ value, metric, suite, formats }: { value: number; metric: Metric; suite: ReportSuite; formats: Formats }): string {
  if (MONEY.includes(metric)) return formats.money({ amount: decimalText(value), currency: suite.currency });
  return formats.number(value, { maximumFractionDigits: 2 });
}

/** The name of a row: times from their item ids, values as they are. */
export function shownValue({
  row,
  by,
  formats,
  text,
}: {
  row: RankedReport["rows"][number];
  by: string;
  formats: Formats;
  text: TextOf<typeof reportTexts>;
}): string {
  if (isTime(by)) return timeName({ start: startOfItem(row.itemId, by), by, formats, text });
  if (row.itemId === "0") return text("unspecified");
  return (formats.locale.startsWith("nl") ? OWN_VALUES_NL[by]?.[row.value] : undefined) ?? row.value;
}

/** The dimension of an answer. While a new answer loads, the old one is still on screen. */
export function dimensionOf(report: RankedReport): string {
  return report.columns.dimension?.id.replace("variables/", "") ?? "";
}

function decimalText(value: number): string {
  return value.toFixed(4).replace(/\.?0+$/, "");
}
