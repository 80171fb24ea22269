import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { clientBookFacets, searchClientBook } from "@rapport/contract/clienteling";
import { ask } from "@rapport/app-shell";
import type { BookView } from "./filters.ts";

/** Queries that depend on who is in the book. They are asked again when somebody is added or removed. */
export const BOOK_KEY = ["client-book"] as const;

/** The own book by name, page after page. */
export function bookQuery(view: BookView) {
  return infiniteQueryOptions({
    queryKey: [...BOOK_KEY, "pages", view],
    queryFn: ({ pageParam }) => ask(searchClientBook, { body: { ...view, cursor: pageParam, limit: 50 } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** The first few of a view, and how many there are. */
export function bookGlanceQuery({ view, limit }: { view: BookView; limit: number }) {
  return queryOptions({ queryKey: [...BOOK_KEY, "glance", view, limit], queryFn: () => ask(searchClientBook, { body: { ...view, cursor: null, limit } }) });
}

export function facetsQuery(view: BookView) {
  return queryOptions({ queryKey: [...BOOK_KEY, "facets", view], queryFn: () => ask(clientBookFacets, { body: view }), placeholderData: keepPreviousData });
}
