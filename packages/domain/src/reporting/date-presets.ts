import type { DateRangeItem } from "@rapport/contract/reporting";

type Unit = "year" | "quarter" | "month" | "week" | "day";
/** The start of this unit, moved by so many of it. */
type Moment = readonly [floor: Unit, offset: number];

const LETTER: Readonly<Record<Unit, string>> = { year: "y", quarter: "q", month: "m", week: "w", day: "d" };

const PRESETS: readonly (readonly [id: string, name: string, start: Moment, end: Moment])[] = [
  ["today", "Today", ["day", 0], ["day", 1]],
  ["yesterday", "Yesterday", ["day", -1], ["day", 0]],
  ["last-7-full-days", "Last 7 full days", ["day", -7], ["day", 0]],
  ["last-14-full-days", "Last 14 full days", ["day", -14], ["day", 0]],
  ["last-30-full-days", "Last 30 full days", ["day", -30], ["day", 0]],
  ["last-90-full-days", "Last 90 full days", ["day", -90], ["day", 0]],
  ["this-week", "This week", ["week", 0], ["day", 1]],
  ["last-week", "Last week", ["week", -1], ["week", 0]],
  ["this-month", "This month", ["month", 0], ["day", 1]],
  ["last-month", "Last month", ["month", -1], ["month", 0]],
  ["last-12-full-months", "Last 12 full months", ["month", -12], ["month", 0]],
  ["this-quarter", "This quarter", ["quarter", 0], ["day", 1]],
  ["last-quarter", "Last quarter", ["quarter", -1], ["quarter", 0]],
  ["this-year", "This year", ["year", 0], ["day", 1]],
  ["last-year", "Last year", ["year", -1], ["year", 0]],
];

/** Date ranges that move with the day (RQ12). Today counts as far as it went; the end is exclusive. */
export const DATE_PRESETS: readonly DateRangeItem[] = PRESETS.map(([id, name, start, end]) => ({
  id,
  name,
  formula: `${formulaOf(start)}/${formulaOf(end)}`,
  definition: { start: rollingOf(start), end: rollingOf(end), version: "1.0.0" },
}));

function formulaOf([floor, offset]: Moment): string {
  const letter = LETTER[floor];
  return `t${letter}${offset === 0 ? "" : `${offset > 0 ? "+" : ""}${offset}${letter}`}`;
}

function rollingOf([floor, offset]: Moment): DateRangeItem["definition"]["start"] {
  return [{ function: "time-floor", granularity: floor }, ...(offset === 0 ? [] : [{ function: "time-shift" as const, granularity: floor, offset }])];
}
