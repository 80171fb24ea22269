import type { AttributeFilter } from "@rapport/contract/clienteling";
import { plusDays } from "@rapport/ui";

export const DATE_MODES = ["on", "before", "after", "between"] as const;
export type DateMode = (typeof DATE_MODES)[number];

/** The days that a person chose; only *between* has a last one. */
export interface Days {
  readonly first: string | null;
  readonly last: string | null;
}

type Dates = Pick<Extract<AttributeFilter, { kind: "dates" }>, "from" | "to">;

export function modeOf({ from, to }: Dates): DateMode {
  if (from === null) return "before";
  if (to === null) return "after";
  return from === to ? "on" : "between";
}

export function daysOf(dates: Dates): Days {
  const { from, to } = dates;
  switch (modeOf(dates)) {
    case "before":
      return { first: to === null ? null : plusDays(to, 1), last: null };
    case "after":
      return { first: from === null ? null : plusDays(from, -1), last: null };
    case "on":
      return { first: from, last: null };
    case "between":
      return { first: from, last: to };
  }
}

/** Null while the days are not whole, or the last is before the first. */
export function datesOf(mode: DateMode, { first, last }: Days): Dates | null {
  if (first === null || !isDay(first)) return null;
  switch (mode) {
    case "on":
      return { from: first, to: first };
    case "before":
      return { from: null, to: plusDays(first, -1) };
    case "after":
      return { from: plusDays(first, 1), to: null };
    case "between":
      return last === null || !isDay(last) || last < first ? null : { from: first, to: last };
  }
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}
