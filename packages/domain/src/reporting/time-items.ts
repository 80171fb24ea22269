import { Refusal } from "@rapport/contract";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { Temporal } from "temporal-polyfill";
import type { DateRange } from "./date-range.ts";

export type TimeUnit = "day" | "month";

/** The name of a day or a month in a report: `Nov 18, 2018` and `Nov 2018` in English. */
export function timeLabel({ itemId, unit, locale }: { itemId: string; unit: TimeUnit; locale: string }): string {
  const date = dateOfItem(itemId);
  if (date === null) throw new Error(`not the item id of a ${unit}: ${itemId}`);
  const parts = unit === "day" ? ({ year: "numeric", month: "short", day: "numeric" } as const) : ({ year: "numeric", month: "short" } as const);
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC", calendar: "gregory" }).format(Date.UTC(date.year, date.month - 1, date.day));
}

/**
 * The whole day or month of an item id (RQ5), in a time zone: years since 1900, then the month counted from 0 and
 * the day in two digits each. 1181018 is 18 November 2018; a month has the id of its first day.
 */
export function rangeOfTimeItem({ itemId, unit, timeZone, path = [] }: { itemId: string; unit: TimeUnit; timeZone: string; path?: Fault["path"] }): DateRange {
  const date = dateOfItem(itemId);
  if (date === null || (unit === "month" && date.day !== 1)) {
    throw new Refusal("report.item", {}, { faults: [{ path, wrong: wrong("report.time_item", { id: itemId, unit }) }] });
  }
  return rangeOf({ date, unit, timeZone });
}

/** The same for a written day or month: `2018-11-18` or `Nov 18, 2018`, `2018-11` or `Nov 2018`. */
export function rangeOfTimeText({ text, unit, timeZone, path = [] }: { text: string; unit: TimeUnit; timeZone: string; path?: Fault["path"] }): DateRange {
  const date = unit === "day" ? dayOfText(text) : monthOfText(text);
  if (date === null) {
    throw new Refusal("report.item", {}, { faults: [{ path, wrong: wrong("report.time_text", { text, unit }) }] });
  }
  return rangeOf({ date, unit, timeZone });
}

function rangeOf({ date, unit, timeZone }: { date: Temporal.PlainDate; unit: TimeUnit; timeZone: string }): DateRange {
  const next = date.add(unit === "day" ? { days: 1 } : { months: 1 });
  return { from: date.toZonedDateTime(timeZone).epochMilliseconds, to: next.toZonedDateTime(timeZone).epochMilliseconds };
}

function dateOfItem(itemId: string): Temporal.PlainDate | null {
  const parts = /^(\d{1,4})(\d{2})(\d{2})$/.exec(itemId);
  if (parts === null) return null;
  const [, years, month, day] = parts.map(Number);
  return plainDate({ year: 1900 + (years ?? 0), month: 1 + (month ?? 0), day: day ?? 0 });
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function dayOfText(text: string): Temporal.PlainDate | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return plainDate({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const words = /^([a-z]{3}) (\d{1,2}), (\d{4})$/i.exec(text);
  return words === null ? null : plainDate({ year: Number(words[3]), month: monthNumber(words[1]), day: Number(words[2]) });
}

function monthOfText(text: string): Temporal.PlainDate | null {
  const iso = /^(\d{4})-(\d{2})$/.exec(text);
  if (iso !== null) return plainDate({ year: Number(iso[1]), month: Number(iso[2]), day: 1 });
  const words = /^([a-z]{3}) (\d{4})$/i.exec(text);
  return words === null ? null : plainDate({ year: Number(words[2]), month: monthNumber(words[1]), day: 1 });
}

function monthNumber(word: string | undefined): number {
  return 1 + MONTHS.indexOf((word ?? "").toLowerCase());
}

function plainDate({ year, month, day }: { year: number; month: number; day: number }): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}
