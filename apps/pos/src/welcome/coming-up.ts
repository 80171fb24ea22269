import type { ClientCard, Facet } from "@rapport/contract/clienteling";
import type { FacetOption } from "../client-book/filters.ts";

/** The shortest period of days, of the first date attribute, in which somebody's date falls. */
export function comingUp(facets: readonly Facet[]): { facet: Facet; option: FacetOption } | null {
  for (const facet of facets) {
    const nearest = facet.options.filter(({ filter, count }) => filter.kind === "withinDays" && count > 0).toSorted((a, b) => daysOf(a) - daysOf(b))[0];
    if (nearest !== undefined) return { facet, option: nearest };
  }
  return null;
}

/** The clients whose date comes first, first. One whose card does not show the date keeps its place at the end. */
export function nearestFirst({
  clients,
  attribute,
  daysTo,
}: {
  clients: readonly ClientCard[];
  attribute: string;
  daysTo: (day: string) => number;
}): ClientCard[] {
  const distance = ({ slots }: ClientCard) => {
    const slot = slots.find(({ code }) => code === attribute);
    return slot?.kind === "attribute" && slot.type === "date" && typeof slot.value === "string" ? daysTo(slot.value) : Number.MAX_SAFE_INTEGER;
  };
  return clients.toSorted((a, b) => distance(a) - distance(b));
}

function daysOf({ filter }: FacetOption): number {
  return filter.kind === "withinDays" ? filter.days : Number.POSITIVE_INFINITY;
}
