import type { TextOf } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { CalculatedMetric } from "@rapport/contract/reporting";
import type { Formats } from "@rapport/ui";
import { writtenNumber } from "../calculated-metrics/written-number.ts";
import type { Cell } from "./level.ts";
import { OWN_VALUES_NL } from "./name-texts.ts";
import { type Column, isChange } from "./report-column.ts";
import { MONEY } from "./report-search.ts";
import type { reportTexts } from "./texts.ts";
import { isTime, startOfItem, timeName } from "./time-names.ts";

/** A metric's number as the person's language writes it: money in the suite's currency, everything else plain. */
export function shownNumber({ value, metric, suite, formats }: { value: number; metric: string; suite: ReportSuite; formats: Formats }): string {
  if (isMoney(metric, suite)) return formats.money({ amount: decimalText(value), currency: suite.currency });
  return formats.number(value, { maximumFractionDigits: 2 });
}

/** True for amounts in the suite's currency, its own events among them. */
export function isMoney(metric: string, suite: ReportSuite): boolean {
  return MONEY.some((known) => known === metric) || suite.variables[metric]?.eventType === "currency";
}

/** How a calculated metric writes its number, and whether more of it is good. */
export type Written = Pick<CalculatedMetric, "type" | "precision" | "polarity">;

/** A number of a column. No value is a dash. Changes have their sign, so that growth is seen at once. `written` is of calculated metrics. */
export function shownCell({
  cell,
  column: { as, metric },
  written,
  suite,
  formats,
}: {
  cell: Cell;
  column: Pick<Column, "as" | "metric">;
  written: Written | undefined;
  suite: ReportSuite;
  formats: Formats;
}): string {
  if (cell === null) return "–";
  const plus = cell > 0 ? "+" : "";
  const number = () =>
    written === undefined
      ? shownNumber({ value: cell, metric, suite, formats })
      : writtenNumber({ value: cell, type: written.type, precision: written.precision, currency: suite.currency, formats });
  switch (as) {
    case "percent":
      return `${plus}${formats.percent(cell)}`.replace("-", "\u2212");
    case "share":
      return formats.percent(cell).replace("-", "\u2212");
    case "rank":
      return formats.number(cell);
    case "difference":
      return `${plus}${number()}`;
    case "number":
    case "running":
      return number();
  }
}

/** Less of these is better. */
const UNWANTED: readonly string[] = ["returnedrevenue", "bounces", "singlepagevisits", "cartremovals"];

/** Whether a change is for the better; undefined for what is no change. */
export function toneOf({
  cell,
  column: { metric, as },
  written,
}: {
  cell: Cell;
  column: Pick<Column, "metric" | "as">;
  written: Written | undefined;
}): "good" | "bad" | undefined {
  if (!isChange(as) || cell === null || cell === 0) return undefined;
  const isUnwanted = written === undefined ? UNWANTED.includes(metric) : written.polarity === "negative";
  return cell > 0 === isUnwanted ? "bad" : "good";
}

/** The name of a row: times from their item ids, values as they are. */
export function shownValue({
  row,
  by,
  formats,
  text,
}: {
  row: { readonly itemId: string; readonly value: string };
  by: string;
  formats: Formats;
  text: TextOf<typeof reportTexts>;
}): string {
  if (isTime(by)) return timeName({ start: startOfItem(row.itemId, by), by, formats, text });
  if (row.itemId === "0") return text("unspecified");
  return (formats.locale.startsWith("nl") ? OWN_VALUES_NL[by]?.[row.value] : undefined) ?? row.value;
}

function decimalText(value: number): string {
  return value.toFixed(4).replace(/\.?0+$/, "");
}
