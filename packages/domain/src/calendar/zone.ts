import { Temporal } from "temporal-polyfill";

/** How far a zone is from UTC on one calendar day, in milliseconds: `before` and `after` a clock change. `switchAt` is null without one. */
export interface DayOffsets {
  readonly before: number;
  readonly after: number;
  /** The time of the clock change, epoch milliseconds. */
  readonly switchAt: number | null;
}

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The calendar days of one time zone. */
export interface Calendar {
  /** `day` is the day's midnight as if the zone were UTC, epoch milliseconds. */
  offsets(day: number): DayOffsets;
}

/** @param timeZone the IANA name of the report suite's zone */
export function calendarOf(timeZone: string): Calendar {
  const known = new Map<number, DayOffsets>();
  return {
    offsets(day) {
      const kept = known.get(day);
      if (kept !== undefined) return kept;
      // Every zone is within 14 hours of UTC, so this span holds the whole local day and at most one clock change.
      const from = Temporal.Instant.fromEpochMilliseconds(day - 15 * HOUR_MS).toZonedDateTimeISO(timeZone);
      const next = from.getTimeZoneTransition("next");
      const before = from.offsetNanoseconds / 1_000_000;
      const inside = next !== null && next.epochMilliseconds < day + 39 * HOUR_MS;
      const offsets: DayOffsets = inside
        ? { before, after: next.offsetNanoseconds / 1_000_000, switchAt: next.epochMilliseconds }
        : { before, after: before, switchAt: null };
      known.set(day, offsets);
      return offsets;
    },
  };
}

/**
 * The epoch milliseconds of a wall-clock time. A time that happens twice (clocks go back) is the first of the two; one that never
 * happens (clocks go forward) moves forward by the length of the gap: 02:30 in a gap of an hour is 03:30.
 *
 * @param local the wall-clock time as if the zone were UTC, epoch milliseconds
 */
export function instantOf(local: number, offsets: DayOffsets): number {
  const early = local - offsets.before;
  if (offsets.switchAt === null || early < offsets.switchAt) return early;
  const late = local - offsets.after;
  return late >= offsets.switchAt ? late : early;
}

/** The wall-clock time in a zone, `YYYY-MM-DD hh:mm:ss`; its first ten characters are the calendar day. */
export function wallClockOf(instant: number, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: "second", roundingMode: "floor" }).replace("T", " ");
}

/** The calendar day of a point in time in a zone, `YYYY-MM-DD`. */
export function isoDayOf(instant: number, timeZone: string): string {
  return wallClockOf(instant, timeZone).slice(0, 10);
}

/** The calendar day that is some days after another, both `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** How many days there are from one calendar day to another, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}

/** The calendar day of a point in time in a zone, as that day's midnight as if the zone were UTC, epoch milliseconds. */
export function dayOf(instant: number, timeZone: string): number {
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return Date.UTC(date.year, date.month - 1, date.day);
}
