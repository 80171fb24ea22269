import { bucketsOf, type Days, daysFrom, isWholeMonths, type LinedUnit, monthsIn, plusDays, plusMonths } from "./calendar.ts";

/** With what a period is compared: the one before it, a year earlier, 52 weeks earlier, or chosen days. */
export type ComparedWith = "before" | "year" | "weeks52" | Days;

/**
 * The days with which a period is compared. Whole months are compared with as many whole months (CP2); any other period with as many days: those
 * just before it, those from the same date a year earlier, or those 52 weeks earlier (CP1).
 */
export function comparedDays({ days, compared }: { days: Days; compared: ComparedWith }): Days {
  if (typeof compared !== "string") return compared;
  const length = daysFrom(days.from, days.to);
  if (compared === "weeks52") return { from: plusDays(days.from, -364), to: plusDays(days.to, -364) };
  if (isWholeMonths(days)) {
    const months = compared === "year" ? 12 : monthsIn(days);
    return { from: plusMonths(days.from, -months), to: plusDays(plusMonths(plusDays(days.to, 1), -months), -1) };
  }
  const from = compared === "year" ? plusMonths(days.from, -12) : plusDays(days.from, -length - 1);
  return { from, to: plusDays(from, length) };
}

/**
 * For each part of a period, in order, the part of the compared period that stands beside it; null when there is none (CP3). Days of as many whole
 * months stand beside each other by month and date; everything else by its place.
 */
export function lineUp({ days, compared, unit }: { days: Days; compared: Days; unit: LinedUnit }): (string | null)[] {
  const firsts = bucketsOf({ days, unit });
  const others = bucketsOf({ days: compared, unit });
  const byMonth = unit === "day" && isWholeMonths(days) && isWholeMonths(compared) && monthsIn(days) === monthsIn(compared);
  if (!byMonth) return firsts.map((_, index) => others[index] ?? null);
  const apart = monthsIn({ from: compared.from, to: days.from }) - 1;
  return firsts.map((day) => {
    const other = plusMonths(day, -apart);
    return other.slice(-2) === day.slice(-2) ? other : null;
  });
}

/** The days that two periods share; null when there are none. */
export function within(days: Days, other: Days): Days | null {
  const from = days.from > other.from ? days.from : other.from;
  const to = days.to < other.to ? days.to : other.to;
  return from > to ? null : { from, to };
}
