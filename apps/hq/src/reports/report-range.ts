import { monthStart, plusDays } from "@rapport/ui";

export const RANGES = ["last7", "last30", "last90", "last12months", "thisMonth", "lastMonth", "custom"] as const;
const FORMULAS = {
  last7: "td-6d/td+1d",
  last30: "td-29d/td+1d",
  last90: "td-89d/td+1d",
  last12months: "tm-12m/td+1d",
  thisMonth: "tm/td+1d",
  lastMonth: "tm-1m/tm",
} as const;

/** Whole days, both of them part of the range; `YYYY-MM-DD`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** A period as a person chooses it. The days count only for `custom`. */
interface Chosen {
  readonly range: (typeof RANGES)[number];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Why the chosen days are not a range yet; null when they are. */
export function rangeProblem({ range, from, to }: Chosen): "incomplete" | "reversed" | null {
  if (range !== "custom") return null;
  if (from === undefined || to === undefined) return "incomplete";
  return from > to ? "reversed" : null;
}

/** The days of a period; `today` is the report suite's. Null while the chosen days are not a range. */
export function daysOf(chosen: Chosen, today: string): Days | null {
  switch (chosen.range) {
    case "last7":
      return { from: plusDays(today, -6), to: today };
    case "last30":
      return { from: plusDays(today, -29), to: today };
    case "last90":
      return { from: plusDays(today, -89), to: today };
    case "last12months":
      return { from: monthStart(today, -12), to: today };
    case "thisMonth":
      return { from: monthStart(today, 0), to: today };
    case "lastMonth":
      return { from: monthStart(today, -1), to: plusDays(monthStart(today, 0), -1) };
    case "custom":
      return rangeProblem(chosen) === null && chosen.from !== undefined && chosen.to !== undefined ? { from: chosen.from, to: chosen.to } : null;
  }
}

/** Chosen days are whole days, with the last one included; the range's end is exclusive. The page makes a request only when they are a range. */
export function rangeFormula({ range, from, to }: Chosen): string {
  if (range !== "custom") return FORMULAS[range];
  if (from === undefined || to === undefined) return FORMULAS.last30;
  return `${from}T00:00:00.000/${plusDays(to, 1)}T00:00:00.000`;
}
