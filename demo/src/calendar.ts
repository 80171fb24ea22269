import { Temporal } from "temporal-polyfill";

export const TIME_ZONE = "Europe/London";

/** Moves the data by whole weeks, so that weekdays stay the same and the last day is in last week. */
export interface Calendar {
  readonly weeks: number;
  /** The epoch milliseconds of a moved local time `YYYY-MM-DD hh:mm:ss`. */
  instant(local: string): number;
  /** A moved local time as data source files have it: `MM/DD/YYYY/HH/mm/SS`. */
  fileDate(local: string): string;
  /** The days since 1970 of a moved local time, to split files at 90 days. */
  dayNumber(local: string): number;
}

export function calendarFor({ lastDay, today }: { lastDay: string; today: string }): Calendar {
  const end = Temporal.PlainDate.from(lastDay);
  const now = Temporal.PlainDate.from(today);
  const mondayOfLastWeek = now.subtract({ days: now.dayOfWeek - 1 + 7 });
  const mondayOfEnd = end.subtract({ days: end.dayOfWeek - 1 });
  const weeks = mondayOfEnd.until(mondayOfLastWeek, { largestUnit: "weeks" }).weeks;
  const days = new Map<string, { date: Temporal.PlainDate; startMs: number; offsetIsFixed: boolean }>();

  function moved(local: string): { date: Temporal.PlainDate; startMs: number; offsetIsFixed: boolean } {
    const day = local.slice(0, 10);
    let known = days.get(day);
    if (known === undefined) {
      const date = Temporal.PlainDate.from(day).add({ weeks });
      const start = date.toZonedDateTime(TIME_ZONE);
      known = { date, startMs: start.epochMilliseconds, offsetIsFixed: start.hoursInDay === 24 };
      days.set(day, known);
    }
    return known;
  }

  return {
    weeks,
    instant(local) {
      const { date, startMs, offsetIsFixed } = moved(local);
      const time = local.slice(11);
      if (offsetIsFixed) return startMs + (Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60 + Number(time.slice(6, 8))) * 1000;
      return date.toZonedDateTime({ timeZone: TIME_ZONE, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
    },
    fileDate(local) {
      const { date } = moved(local);
      return `${two(date.month)}/${two(date.day)}/${date.year}/${local.slice(11, 13)}/${local.slice(14, 16)}/${local.slice(17, 19)}`;
    },
    dayNumber(local) {
      return Temporal.PlainDate.from("1970-01-01").until(moved(local).date).days;
    },
  };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
