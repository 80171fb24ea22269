import { DAY_MS } from "../calendar/zone.ts";

/**
 * The days of the year (`MM-DD`) from `today` (`YYYY-MM-DD`) to `days` later, both included: for "birthday within the
 * next N days", also over New Year. In a year without 29 February that day counts as the 28th, never later.
 */
export function daysAhead(today: string, days: number): string[] {
  return [...daysUntil(today, days).keys()];
}

/** The same days, each with the number of days until it comes, 0 for today. */
export function daysUntil(today: string, days: number): ReadonlyMap<string, number> {
  const from = Date.parse(`${today}T00:00:00Z`);
  const found = new Map<string, number>();
  const add = (day: string, ahead: number): void => void (found.has(day) || found.set(day, ahead));
  for (let ahead = 0; ahead <= days; ahead += 1) {
    const date = new Date(from + ahead * DAY_MS);
    const day = date.toISOString().slice(5, 10);
    add(day, ahead);
    if (day === "02-28" && !isLeapYear(date.getUTCFullYear())) add("02-29", ahead);
  }
  return found;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
