import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { LEAST_CHARACTERS_OF_ALL_STORES, searchCustomers } from "@rapport/contract/customers";
import { ask } from "@rapport/app-shell";

export interface SearchView {
  query: string;
  scope: "store" | "all";
}

export const SEARCH_LIMIT = 50;
const FEWEST_CHARACTERS = { store: 1, all: LEAST_CHARACTERS_OF_ALL_STORES } as const;

/** How many characters are still needed before the search runs; blanks do not count. */
export function charactersMissing({ query, scope }: SearchView): number {
  return Math.max(0, FEWEST_CHARACTERS[scope] - Array.from(query.normalize().replaceAll(/\s/gu, "")).length);
}

export function searchQuery(view: SearchView) {
  const query = view.query.trim();
  return queryOptions({
    queryKey: ["customer-search", view.scope, query],
    queryFn: charactersMissing(view) > 0 ? skipToken : () => ask(searchCustomers, { body: { query, scope: view.scope, limit: SEARCH_LIMIT } }),
    placeholderData: keepPreviousData,
  });
}
