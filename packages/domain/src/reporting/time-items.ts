import { Refusal } from "@rapport/contract";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { Temporal } from "temporal-polyfill";
import { calendarOf, type DayOffsets } from "../calendar/zone.ts";
import type { DateRange } from "./date-range.ts";

/** The units of time by which reports count, and which of them are whole days or more. */
export const TIME_UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];
type ClockUnit = "minute" | "hour";

/**
 * Where the clock of a suite's zone shows an item (RQ5, RQ9): one span of time. No span where clocks go forward over it, and two where they
 * go back so far that it comes again later.
 * The id is years since 1900, then the month counted from 0 and the day in two digits each: 1181018 is 18 November 2018. A week, month, quarter or year has
 * the id of its first day; an hour adds two digits, a minute four.
 */
export function rangesOfTimeItem({
  itemId,
  unit,
  timeZone,
  path = [],
}: {
  itemId: string;
  unit: TimeUnit;
  timeZone: string;
  path?: Fault["path"];
}): DateRange[] {
  const start = startOfItem({ itemId, unit });
  if (start === null) throw new Refusal("report.item", {}, { faults: [{ path, wrong: wrong("report.time_item", { id: itemId, unit }) }] });
  return rangesOf({ start, unit, timeZone });
}

/** The clock's time at which an item begins; null when it is the id of none. */
export function startOfItem({ itemId, unit }: { itemId: string; unit: TimeUnit }): Temporal.PlainDateTime | null {
  const parts = FORMS[unit].exec(itemId);
  if (parts === null) return null;
  const [, years = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.map((part) => Number(part ?? 0));
  const start = plainTime({ year: 1900 + years, month: month + 1, day, hour, minute });
  return start !== null && isStart(start, unit) ? start : null;
}

const DAY = /^(\d{1,4})(\d{2})(\d{2})$/;
const FORMS: Readonly<Record<TimeUnit, RegExp>> = {
  minute: /^(\d{1,4})(\d{2})(\d{2})(\d{2})(\d{2})$/,
  hour: /^(\d{1,4})(\d{2})(\d{2})(\d{2})$/,
  day: DAY,
  week: DAY,
  month: DAY,
  quarter: DAY,
  year: DAY,
};

/** null when there is no such time on a calendar. */
export function plainTime(parts: { year: number; month: number; day: number; hour?: number; minute?: number }): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(parts, { overflow: "reject" });
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

/** Weeks begin on Sunday, as `tw` of a date range does (RQ2). */
export function isStart(start: Temporal.PlainDateTime, unit: TimeUnit): boolean {
  switch (unit) {
    case "minute":
      return true;
    case "hour":
      return start.minute === 0;
    case "day":
      return true;
    case "week":
      return start.dayOfWeek === 7;
    case "month":
      return start.day === 1;
    case "quarter":
      return start.day === 1 && (start.month - 1) % 3 === 0;
    case "year":
      return start.day === 1 && start.month === 1;
  }
}

/** Where the clock of a zone shows the unit that begins at `start`. */
export function rangesOf({ start, unit, timeZone }: { start: Temporal.PlainDateTime; unit: TimeUnit; timeZone: string }): DateRange[] {
  if (unit === "minute" || unit === "hour") return clockRanges({ start, unit, timeZone });
  const first = start.toPlainDate();
  const next = first.add(LENGTHS[unit]);
  return [{ from: first.toZonedDateTime(timeZone).epochMilliseconds, to: next.toZonedDateTime(timeZone).epochMilliseconds }];
}

const LENGTHS = { day: { days: 1 }, week: { days: 7 }, month: { months: 1 }, quarter: { months: 3 }, year: { years: 1 } } as const;
const LENGTHS_MS: Readonly<Record<ClockUnit, number>> = { minute: 60_000, hour: 3_600_000 };

/** What the clock shows before a change of that day, and what it shows after it. */
function clockRanges({ start, unit, timeZone }: { start: Temporal.PlainDateTime; unit: ClockUnit; timeZone: string }): DateRange[] {
  const from = start.toZonedDateTime("UTC").epochMilliseconds;
  const to = from + LENGTHS_MS[unit];
  const { before, after, switchAt } = offsetsAround({ start, timeZone });
  if (switchAt === null) return [{ from: from - before, to: to - before }];
  const early = { from: from - before, to: Math.min(to - before, switchAt) };
  const late = { from: Math.max(from - after, switchAt), to: to - after };
  const spans = [early, late].filter((span) => span.from < span.to);
  const [first, second] = spans;
  return first !== undefined && second !== undefined && first.to === second.from ? [{ from: first.from, to: second.to }] : spans;
}

function offsetsAround({ start, timeZone }: { start: Temporal.PlainDateTime; timeZone: string }): DayOffsets {
  return calendarOf(timeZone).offsets(start.toPlainDate().toZonedDateTime("UTC").epochMilliseconds);
}
