import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { searchCustomers } from "@rapport/contract/customers";
import { ask } from "@rapport/app-shell";

export interface SearchView {
  query: string;
  scope: "store" | "all";
}

export const SEARCH_LIMIT = 50;
/** All stores hold many people: a shorter text would find a crowd. */
const FEWEST_CHARACTERS = { store: 1, all: 4 } as const;

/** How many characters are still needed before the search runs. */
export function charactersMissing({ query, scope }: SearchView): number {
  return Math.max(0, FEWEST_CHARACTERS[scope] - query.trim().length);
}

export function searchQuery(view: SearchView) {
  const query = view.query.trim();
  return queryOptions({
    queryKey: ["customer-search", view.scope, query],
    queryFn: charactersMissing(view) > 0 ? skipToken : () => ask(searchCustomers, { body: { query, scope: view.scope, limit: SEARCH_LIMIT } }),
    placeholderData: keepPreviousData,
  });
}
