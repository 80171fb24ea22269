import type { Facet } from "@rapport/contract";
import type { FacetOption } from "../client-book/filters.ts";

/** The nearest stretch of days, of the first date attribute, in which somebody's date falls. */
export function comingUp(facets: readonly Facet[]): { facet: Facet; option: FacetOption } | null {
  for (const facet of facets) {
    const nearest = facet.options.filter(({ filter, count }) => filter.kind === "withinDays" && count > 0).toSorted((a, b) => daysOf(a) - daysOf(b))[0];
    if (nearest !== undefined) return { facet, option: nearest };
  }
  return null;
}

function daysOf({ filter }: FacetOption): number {
  return filter.kind === "withinDays" ? filter.days : Number.POSITIVE_INFINITY;
}
