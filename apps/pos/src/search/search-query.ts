import { infiniteQueryOptions, keepPreviousData, skipToken } from "@tanstack/react-query";
import { searchCustomers } from "@rapport/contract/customers";
import { lettersMissingForAllStores } from "@rapport/domain";
import { ask } from "@rapport/app-shell";
import { keptPages } from "../shell/kept-pages.ts";

export interface SearchView {
  query: string;
  scope: "store" | "all";
}

/** How many more characters a search over all stores needs. The server refuses a shorter text by the same rule (C11). */
export function charactersMissing({ query, scope }: SearchView): number {
  return scope === "all" ? lettersMissingForAllStores(query) : Math.max(0, 1 - query.trim().length);
}

export function searchQuery(view: SearchView) {
  const query = view.query.trim();
  return infiniteQueryOptions({
    ...keptPages,
    queryKey: ["customer-search", view.scope, query],
    queryFn:
      charactersMissing(view) > 0
        ? skipToken
        : ({ pageParam }: { pageParam: string | null }) => ask(searchCustomers, { body: { query, scope: view.scope, cursor: pageParam, limit: 50 } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
