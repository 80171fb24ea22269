import { DAY_MS } from "../calendar/zone.ts";

/**
 * The days of the year (`MM-DD`) from `today` (`YYYY-MM-DD`) to `days` later, both included: for "birthday within the
 * next N days", across New Year too. In a year without 29 February that day is kept on the 28th, never later.
 */
export function daysAhead(today: string, days: number): string[] {
  const from = Date.parse(`${today}T00:00:00Z`);
  const found = new Set<string>();
  for (let ahead = 0; ahead <= days; ahead += 1) {
    const date = new Date(from + ahead * DAY_MS);
    const day = date.toISOString().slice(5, 10);
    found.add(day);
    if (day === "02-28" && !isLeapYear(date.getUTCFullYear())) found.add("02-29");
  }
  return [...found];
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
