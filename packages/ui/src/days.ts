/**
 * Calendar days in browsers, which have no Temporal yet. Days are `YYYY-MM-DD`, without a time or a zone; as texts they sort by time.
 * A test of headquarters holds `daysIn` against the server's days.
 */

/** Gives the calendar day of a point in time in a zone. */
export function daysIn(timeZone: string): (at: Date) => string {
  // Canadian English writes days as `YYYY-MM-DD`.
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (at) => day.format(at);
}

export function plusDays(day: string, days: number): string {
  const at = midnightOf(day);
  at.setUTCDate(at.getUTCDate() + days);
  return dayOf(at);
}

/** The first day of the month this many months later. */
export function monthStart(day: string, months: number): string {
  const at = midnightOf(`${day.slice(0, 7)}-01`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return dayOf(at);
}

export function daysBetween(from: string, to: string): number {
  return (midnightOf(to).getTime() - midnightOf(from).getTime()) / DAY_MS;
}

/** The next day with the month and day of `day` (which may have no year), today included. In other years 29 February counts as 28 February. */
export function nextAnniversary(day: string, today: string): string {
  const year = Number(today.slice(0, 4));
  const thisYear = inYear(day, year);
  return thisYear >= today ? thisYear : inYear(day, year + 1);
}

// A day in UTC always has 24 hours.
const DAY_MS = 86_400_000;

function midnightOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, "2026-01-31".length);
}

function inYear(day: string, year: number): string {
  const written = `${String(year).padStart(4, "0")}-${day.slice(-5)}`;
  const lastOfFebruary = plusDays(`${written.slice(0, 4)}-03-01`, -1);
  return written.slice(5) === "02-29" ? lastOfFebruary : written;
}
