import { queryOptions } from "@tanstack/react-query";
import { listSavedFilters, type SavedFilter, type SavedView } from "@rapport/contract/clienteling";
import { ask } from "@rapport/app-shell";

export type ListOfClients = SavedFilter["list"];

export function savedQuery(list: ListOfClients) {
  return queryOptions({ queryKey: ["saved-filters", list], queryFn: () => ask(listSavedFilters, { query: { list } }) });
}

/** Whether a list shows just what a filter keeps, in whatever order its conditions were chosen. */
export function isSame(a: SavedView, b: SavedView): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ filters, owners, quietDays, sort }: SavedView): string {
  const sorted = filters
    .map((filter) => JSON.stringify(filter.kind === "anyOf" ? { ...filter, values: filter.values.map(String).toSorted(compare) } : filter))
    .toSorted(compare);
  return JSON.stringify([sorted, owners.toSorted(compare), quietDays, sort.by, sort.descending]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
