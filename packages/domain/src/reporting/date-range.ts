import { Refusal } from "@rapport/contract";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import { Temporal } from "temporal-polyfill";

/** A span of time: epoch milliseconds, `to` exclusive. */
export interface DateRange {
  readonly from: number;
  readonly to: number;
}

/** The suite's IANA zone and the present time (epoch milliseconds), for reading a date range. */
export interface Moment {
  readonly timeZone: string;
  readonly now: number;
  /** The place of the range in the request. */
  readonly path?: Fault["path"];
}

/**
 * Reads `start/end` in the report suite's time zone, the end exclusive (RQ2). Each side is a local time
 * (`2024-01-01T00:00`, seconds and milliseconds optional) or a formula: `th td tw tm tq ty` is the start of this
 * hour, day, week (from Sunday), month, quarter or year, and shifts `±N` with `h d w m q y` follow in turn.
 * Local times that happen twice are the first of the two; those that never happen move forward by the length of the gap.
 * @throws Refusal `invalid` that names what is wrong
 */
export function readDateRange(text: string, moment: Moment): DateRange {
  const [start, end, ...more] = text.split("/");
  if (start === undefined || end === undefined || more.length > 0) throw refused(moment, wrong("report.range_form", { range: text }));
  const range = { from: readEnd(start, text, moment), to: readEnd(end, text, moment) };
  if (range.from >= range.to) throw refused(moment, wrong("report.range_order", { range: text }));
  return range;
}

/** The common part of two ranges; `to` is not after `from` when there is none. */
export function overlap(a: DateRange, b: DateRange): DateRange {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;
const ZONED_TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/i;
const FORMULA = /^t([hdwmqy])((?:[+-]\d{1,6}[hdwmqy])*)$/;

function readEnd(text: string, whole: string, moment: Moment): number {
  const formula = FORMULA.exec(text);
  try {
    if (formula !== null) return shifted(startOf(formula[1] ?? "", moment), formula[2] ?? "").epochMilliseconds;
    if (LOCAL_TIME.test(text)) return Temporal.PlainDateTime.from(text).toZonedDateTime(moment.timeZone).epochMilliseconds;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw refused(moment, wrong("report.range_no_such_time", { range: whole, time: text }));
  }
  if (ZONED_TIME.test(text)) throw refused(moment, wrong("report.range_zone", { range: whole, time: text }));
  throw refused(moment, wrong("report.range_time", { range: whole, time: text }));
}

function startOf(unit: string, { timeZone, now }: Moment): Temporal.ZonedDateTime {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const day = here.startOfDay();
  switch (unit) {
    case "h":
      return here.round({ smallestUnit: "hour", roundingMode: "floor" });
    case "w":
      return day.subtract({ days: day.dayOfWeek % 7 }).startOfDay();
    case "m":
      return day.with({ day: 1 }).startOfDay();
    case "q":
      return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 }).startOfDay();
    case "y":
      return day.with({ month: 1, day: 1 }).startOfDay();
    default:
      return day;
  }
}

function shifted(start: Temporal.ZonedDateTime, shifts: string): Temporal.ZonedDateTime {
  let time = start;
  for (const [, amount, unit] of shifts.matchAll(/([+-]\d+)([hdwmqy])/g)) {
    const moved = time.add(duration(Number(amount), unit ?? ""));
    // When clocks go forward at midnight the day starts at 01:00; the days around it start at 00:00.
    time = unit !== "h" && time.equals(time.startOfDay()) ? moved.startOfDay() : moved;
  }
  return time;
}

function duration(amount: number, unit: string): Temporal.DurationLike {
  switch (unit) {
    case "h":
      return { hours: amount };
    case "w":
      return { weeks: amount };
    case "m":
      return { months: amount };
    case "q":
      return { months: 3 * amount };
    case "y":
      return { years: amount };
    default:
      return { days: amount };
  }
}

function refused({ path = [] }: Moment, what: Wrong): Refusal {
  return new Refusal("report.date_range", {}, { faults: [{ path, wrong: what }] });
}
