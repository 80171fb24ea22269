import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import type { AttributeCode } from "@rapport/contract";
import { type BookSort, clientBookFacets, searchClientBook, upcomingDates } from "@rapport/contract/clienteling";
import { ask } from "@rapport/app-shell";
import { keptPages } from "../shell/kept-pages.ts";
import type { BookView } from "./filters.ts";

/** Queries that depend on who is in the book. They run again when somebody is added or removed. */
export const BOOK_KEY = ["client-book"] as const;

/** The associate's own book, page after page. The first page is small, so that it comes soon. */
export function bookQuery(view: BookView, sort: BookSort) {
  return infiniteQueryOptions({
    ...keptPages,
    queryKey: [...BOOK_KEY, "pages", view, sort],
    queryFn: ({ pageParam }) => ask(searchClientBook, { body: { ...view, sort, cursor: pageParam, limit: pageParam === null ? 50 : 100 } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** The first few clients of a view, and how many there are. */
export function bookGlanceQuery({ view, limit }: { view: BookView; limit: number }) {
  return queryOptions({ queryKey: [...BOOK_KEY, "glance", view, limit], queryFn: () => ask(searchClientBook, { body: { ...view, cursor: null, limit } }) });
}

export function facetsQuery(view: BookView) {
  return queryOptions({ queryKey: [...BOOK_KEY, "facets", view], queryFn: () => ask(clientBookFacets, { body: view }), placeholderData: keepPreviousData });
}

/** The values of one attribute that contain a text, for a long list that does not offer all values (C15); none without a text. */
export function insideQuery({ view, attribute, text }: { view: BookView; attribute: AttributeCode; text: string }) {
  return queryOptions({
    queryKey: [...BOOK_KEY, "inside", view, attribute, text],
    queryFn:
      text === ""
        ? skipToken
        : async () =>
            (await ask(clientBookFacets, { body: { ...view, inside: { attribute, text } } })).facets.find((facet) => facet.attribute === attribute) ?? null,
    placeholderData: keepPreviousData,
  });
}

/** Dates of the associate's clients that come round soon, of all date attributes, by day (U2). */
export function upcomingQuery(days: number) {
  return infiniteQueryOptions({
    ...keptPages,
    queryKey: [...BOOK_KEY, "upcoming", days],
    queryFn: ({ pageParam }) => ask(upcomingDates, { body: { days, cursor: pageParam, limit: 24 } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
