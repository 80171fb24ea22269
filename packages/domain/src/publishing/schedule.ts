import { Temporal } from "temporal-polyfill";

export type Recurrence = "none" | "hourly" | "daily" | "weekly";

export interface ScheduleTimes {
  /** The first time, as a clock in the zone shows it: `YYYY-MM-DDTHH:MM`. */
  readonly startsAt: string;
  readonly recurrence: Recurrence;
  readonly timeZone: string;
}

/**
 * The first time of a schedule after a moment, in epoch milliseconds; null when there is none. A daily or weekly schedule keeps the time of the clock: when the
 * clock skips it, it runs as much later as the clock skips, and when the clock shows it twice, at the first. An hourly one runs every hour that passes.
 */
export function nextTimeOf({ startsAt, recurrence, timeZone }: ScheduleTimes, after: number): number | null {
  const start = Temporal.PlainDateTime.from(startsAt);
  const at = (wall: Temporal.PlainDateTime) => wall.toZonedDateTime(timeZone).epochMilliseconds;
  const first = at(start);
  if (first > after) return first;
  if (recurrence === "none") return null;
  if (recurrence === "hourly") return first + (Math.floor((after - first) / HOUR_MS) + 1) * HOUR_MS;
  const days = recurrence === "daily" ? 1 : 7;
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone).toPlainDate();
  let times = Math.max(0, Math.floor(start.toPlainDate().until(today).days / days) - 1);
  for (;;) {
    const next = at(start.add({ days: times * days }));
    if (next > after) return next;
    times += 1;
  }
}

/** What is wrong with a schedule at the moment when it is saved; null when nothing is (case 56). */
export function faultOfSchedule({ full, ...times }: ScheduleTimes & { readonly full: boolean }, now: number): "full" | "past" | null {
  if (full && times.recurrence !== "none") return "full";
  return nextTimeOf({ ...times, recurrence: "none" }, now) === null ? "past" : null;
}

const HOUR_MS = 3_600_000;
