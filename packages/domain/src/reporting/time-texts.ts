import { Refusal } from "@rapport/contract";
import { wrong, type Fault } from "@rapport/contract/refusals";
import type { Temporal } from "temporal-polyfill";
import type { DateRange } from "./date-range.ts";
import { isStart, plainTime, rangesOf, startOfItem, type TimeUnit } from "./time-items.ts";

/**
 * Names items of time for a report by their ids, in English `Nov 18, 2018, 13:00`, `Nov 18, 2018`, `Nov 2018`, `Q4 2018` or `2018`. A week is named by its first day.
 */
export function timeNames({ unit, locale }: { unit: TimeUnit; locale: string }): (itemId: string) => string {
  const format = unit === "quarter" ? null : new Intl.DateTimeFormat(locale, { ...PARTS[unit], timeZone: "UTC", calendar: "gregory" });
  return (itemId) => {
    const start = startOfItem({ itemId, unit });
    if (start === null) throw new Error(`not the item id of a ${unit}: ${itemId}`);
    return format === null ? `Q${Math.ceil(start.month / 3)} ${start.year}` : format.format(start.toZonedDateTime("UTC").epochMilliseconds);
  };
}

const DAY = { year: "numeric", month: "short", day: "numeric" } as const;
const CLOCK = { ...DAY, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const PARTS = { minute: CLOCK, hour: CLOCK, day: DAY, week: DAY, month: { year: "numeric", month: "short" }, year: { year: "numeric" } } as const;

/** `rangesOfTimeItem` for a written time, as `timeNames` writes it in English or in ISO 8601: `2018-11-18`, `Nov 18, 2018`, `Nov 2018`, `Q4 2018`, `2018-11-18T13:00`. */
export function rangesOfTimeText({ text, unit, timeZone, path = [] }: { text: string; unit: TimeUnit; timeZone: string; path?: Fault["path"] }): DateRange[] {
  const start = readTimeText({ text, unit });
  if (start === null || !isStart(start, unit)) throw new Refusal("report.item", {}, { faults: [{ path, wrong: wrong("report.time_text", { text, unit }) }] });
  return rangesOf({ start, unit, timeZone });
}

/** The clock's time that a written item names; null when it names none. */
function readTimeText({ text, unit }: { text: string; unit: TimeUnit }): Temporal.PlainDateTime | null {
  switch (unit) {
    case "minute":
    case "hour":
      return clockOfText(text);
    case "day":
    case "week":
      return dayOfText(text);
    case "month":
      return monthOfText(text);
    case "quarter":
      return quarterOfText(text);
    case "year":
      return /^\d{4}$/.test(text) ? plainTime({ year: Number(text), month: 1, day: 1 }) : null;
  }
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `2018-11-18T13:00`, `2018-11-18 13:00` or `Nov 18, 2018, 13:00`. */
function clockOfText(text: string): Temporal.PlainDateTime | null {
  const [, day = "", hour = "", minute = ""] = /^(.+?)(?:T|,? )(\d{2}):(\d{2})$/.exec(text) ?? [];
  const date = dayOfText(day);
  return date === null ? null : plainTime({ year: date.year, month: date.month, day: date.day, hour: Number(hour), minute: Number(minute) });
}

function dayOfText(text: string): Temporal.PlainDateTime | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return plainTime({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const words = /^([a-z]{3}) (\d{1,2}), (\d{4})$/i.exec(text);
  return words === null ? null : plainTime({ year: Number(words[3]), month: monthNumber(words[1]), day: Number(words[2]) });
}

function monthOfText(text: string): Temporal.PlainDateTime | null {
  const iso = /^(\d{4})-(\d{2})$/.exec(text);
  if (iso !== null) return plainTime({ year: Number(iso[1]), month: Number(iso[2]), day: 1 });
  const words = /^([a-z]{3}) (\d{4})$/i.exec(text);
  return words === null ? null : plainTime({ year: Number(words[2]), month: monthNumber(words[1]), day: 1 });
}

/** `Q4 2018` or `2018-Q4`. */
function quarterOfText(text: string): Temporal.PlainDateTime | null {
  const { quarter, year } = (/^q(?<quarter>[1-4]) (?<year>\d{4})$/i.exec(text) ?? /^(?<year>\d{4})-q(?<quarter>[1-4])$/i.exec(text))?.groups ?? {};
  return quarter === undefined ? null : plainTime({ year: Number(year), month: Number(quarter) * 3 - 2, day: 1 });
}

function monthNumber(word: string | undefined): number {
  return 1 + MONTHS.indexOf((word ?? "").toLowerCase());
}
