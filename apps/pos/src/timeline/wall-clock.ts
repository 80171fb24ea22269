/** A day `YYYY-MM-DD` and a time `hh:mm` of a clock on the wall. */
export interface WallClock {
  readonly day: string;
  readonly time: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{2}:\d{2}$/;

export function wallClockOf(at: Date, timeZone: string): WallClock {
  // Swedish writes `YYYY-MM-DD hh:mm`.
  const [day = "", time = ""] = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  })
    .format(at)
    .split(" ");
  return { day, time };
}

/** The point in time at which a clock in the zone shows this, ISO 8601; null for what is no day and time. */
export function instantOf({ day, time }: WallClock, timeZone: string): string | null {
  if (!DAY.test(day) || !TIME.test(time)) return null;
  const asIfUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asIfUtc)) return null;
  // The second step is for days on which clocks change.
  const first = asIfUtc - offsetAt(asIfUtc, timeZone);
  return new Date(asIfUtc - offsetAt(first, timeZone)).toISOString();
}

/** How far the zone is from UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const { day, time } = wallClockOf(new Date(at), timeZone);
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(at / 60_000) * 60_000;
}
