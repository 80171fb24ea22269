/** Whole days, both of them part of the period; `YYYY-MM-DD`. They are the report suite's days, so clock changes do not matter here. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The parts of time whose items can be lined up with those of another period. */
export type LinedUnit = "day" | "week" | "month" | "quarter" | "year";

const DAY_MS = 86_400_000;

/** The first days of all parts that a period touches, in order. Weeks begin on Sunday. */
export function bucketsOf({ days: { from, to }, unit }: { days: Days; unit: LinedUnit }): string[] {
  const firsts: string[] = [];
  for (let first = firstOf(from, unit); first <= to; first = nextOf(first, unit)) firsts.push(first);
  return firsts;
}

/** All days of the part that begins on a day. */
export function spanOf({ first, unit }: { first: string; unit: LinedUnit }): Days {
  return { from: first, to: plusDays(nextOf(first, unit), -1) };
}

/** True when a period begins with a month's first day and ends with a month's last. */
export function isWholeMonths({ from, to }: Days): boolean {
  return from.endsWith("-01") && plusDays(to, 1).endsWith("-01");
}

/** The day of an item id (RQ5): years since 1900, then the month from 0 and the day in two digits each. */
export function dayOfItem(itemId: string): string {
  const digits = itemId.padStart(7, "0");
  const month = Number(digits.slice(-4, -2)) + 1;
  const day = digits.slice(-2);
  return `${Number(digits.slice(0, -4)) + 1900}-${two(month)}-${day === "00" ? "01" : day}`;
}

/** The item id of a day; that of a longer part of time is the id of its first day. */
export function itemOfDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return String(Number(`${year - 1900}${two(month - 1)}${two(date)}`));
}

export function plusDays(day: string, days: number): string {
  return dayAt(numberOf(day) + days);
}

export function daysFrom(from: string, to: string): number {
  return numberOf(to) - numberOf(from);
}

/** The day this many months later; a day that the month does not have becomes its last. */
export function plusMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const count = year * 12 + month - 1 + months;
  const first = `${String(Math.floor(count / 12)).padStart(4, "0")}-${two((count % 12) + 1)}-01`;
  const last = plusDays(monthAfter(first), -1);
  return date > Number(last.slice(-2)) ? last : `${first.slice(0, 8)}${two(date)}`;
}

/** How many calendar months a period of whole months has. */
export function monthsIn({ from, to }: Days): number {
  const [[fromYear = 0, fromMonth = 0], [toYear = 0, toMonth = 0]] = [from, to].map((day) => day.split("-").map(Number)) as [number[], number[]];
  return (toYear - fromYear) * 12 + toMonth - fromMonth + 1;
}

function firstOf(day: string, unit: LinedUnit): string {
  const month = Number(day.slice(5, 7));
  switch (unit) {
    case "day":
      return day;
    case "week":
      // 4 January 1970 was a Sunday.
      return plusDays(day, -((((numberOf(day) - 3) % 7) + 7) % 7));
    case "month":
      return `${day.slice(0, 8)}01`;
    case "quarter":
      return `${day.slice(0, 5)}${two(month - ((month - 1) % 3))}-01`;
    case "year":
      return `${day.slice(0, 5)}01-01`;
  }
}

function nextOf(first: string, unit: LinedUnit): string {
  if (unit === "day" || unit === "week") return plusDays(first, unit === "day" ? 1 : 7);
  return plusMonths(first, { month: 1, quarter: 3, year: 12 }[unit]);
}

function monthAfter(first: string): string {
  const [year = 0, month = 1] = first.split("-").map(Number);
  return month === 12 ? `${String(year + 1).padStart(4, "0")}-01-01` : `${first.slice(0, 5)}${two(month + 1)}-01`;
}

function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function dayAt(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, "2026-01-31".length);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
