import { daysBetween } from "../calendar/zone.ts";

/** What is known of somebody who bought often enough to have a rhythm. */
export interface Rhythm {
  /** The median number of days from one day with a purchase to the next. */
  readonly everyDays: number;
  readonly lastDay: string;
  /** Days from the last purchase until today. */
  readonly sinceDays: number;
}

const LEAST_GAPS = 3;
const LAPSES_AT = 1.5;
const LEAST_OVERDUE_DAYS = 7;
const FORGOTTEN_AFTER_DAYS = 365;

/**
 * The rhythm of somebody's purchases (TD2). Null with fewer than four days of purchases.
 *
 * @param days days with a purchase, `YYYY-MM-DD`, in any order, each at least once
 * @param today the day to look back from, `YYYY-MM-DD`; later days do not count
 */
export function rhythmOf(days: Iterable<string>, today: string): Rhythm | null {
  const past = [...new Set(days)].filter((day) => day <= today).toSorted();
  const gaps = past.slice(1).map((day, index) => daysBetween(past[index] ?? day, day));
  const lastDay = past.at(-1);
  if (lastDay === undefined || gaps.length < LEAST_GAPS) return null;
  return { everyDays: median(gaps), lastDay, sinceDays: daysBetween(lastDay, today) };
}

/** True when somebody stays away longer than they use to, and has not stayed away for so long that they are lost (TD2). */
export function isLapsing({ everyDays, sinceDays }: Rhythm): boolean {
  const overdue = sinceDays - everyDays;
  return sinceDays > LAPSES_AT * everyDays && overdue >= LEAST_OVERDUE_DAYS && overdue <= FORGOTTEN_AFTER_DAYS;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}
