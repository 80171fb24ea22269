import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import type { SearchCriterion, SearchProperty } from "@rapport/contract/clienteling";
import { getSearchCriteria, searchCustomers } from "@rapport/contract/customers";
import { lettersMissingForAllStores } from "@rapport/domain";
import { ask } from "@rapport/app-shell";
import { keptPages } from "../shell/kept-pages.ts";

export interface SearchView {
  query: string;
  scope: "store" | "all";
  /** The property of the shortcut that was chosen; else everything that the store searches. */
  property?: SearchProperty | undefined;
  /** The attribute of the shortcut that was chosen, in place of a property. */
  attribute?: string | undefined;
}

/** What the store searches, and its shortcuts (CS8). */
export const criteriaQuery = queryOptions({
  queryKey: ["search-criteria"],
  queryFn: () => ask(getSearchCriteria),
});

/** A shortcut that the store has no more is none. */
export function shortcutIn(criteria: readonly SearchCriterion[] | undefined, property: SearchProperty | undefined): SearchProperty | undefined {
  return criteria?.some((one) => one.property === property && one.shortcut) === true ? property : undefined;
}

/** How many more characters a search over all stores needs. The server refuses a shorter text by the same rule (C11). */
export function charactersMissing({ query, scope }: SearchView): number {
  return scope === "all" ? lettersMissingForAllStores(query) : Math.max(0, 1 - query.trim().length);
}

export function searchQuery(view: SearchView) {
  const query = view.query.trim();
  return infiniteQueryOptions({
    ...keptPages,
    queryKey: ["customer-search", view.scope, view.property ?? "", view.attribute ?? "", query],
    queryFn:
      charactersMissing(view) > 0
        ? skipToken
        : ({ pageParam }: { pageParam: string | null }) =>
            ask(searchCustomers, {
              body: { query, scope: view.scope, property: view.property ?? null, attribute: view.attribute ?? null, cursor: pageParam, limit: 50 },
            }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
