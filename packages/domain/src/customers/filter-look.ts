import type { FilterDisplay } from "@rapport/contract/clienteling";

/** How a filter can look to an associate: a list of which one or several are chosen, ranges, a slider without or with bars, or dates that come soon (R36). */
export const FILTER_LOOKS = ["one", "several", "range", "slider", "bars", "date"] as const;
export type FilterLook = (typeof FILTER_LOOKS)[number];

export function lookOfFilter(filter: FilterDisplay): FilterLook {
  if (filter.kind === "list") return filter.multi ? "several" : "one";
  return filter.kind === "slider" && filter.bars ? "bars" : filter.kind;
}

/** The filter that looks so. Only ranges have thresholds. */
export function filterOfLook(look: FilterLook, thresholds: readonly number[]): FilterDisplay {
  switch (look) {
    case "one":
    case "several":
      return { kind: "list", multi: look === "several" };
    case "slider":
    case "bars":
      return { kind: "slider", bars: look === "bars" };
    case "range":
      return { kind: "range", thresholds: [...thresholds] };
    case "date":
      return { kind: "date" };
  }
}
