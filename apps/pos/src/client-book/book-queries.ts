import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken, type UseQueryOptions } from "@tanstack/react-query";
import type { AttributeCode } from "@rapport/contract";
import { type BookSort, type ClientCard, clientBookFacets, type Listed, searchClientBook, upcomingDates } from "@rapport/contract/clienteling";
import { ask } from "@rapport/app-shell";
import { keptOrder, keptPages } from "../shell/kept-pages.ts";
import type { BookView } from "./filters.ts";

/** Queries that depend on who is in the book. They run again when somebody is added or removed. */
export const BOOK_KEY = ["client-book"] as const;

/** Cards of a list, as they come: in the order of what was asked for, without those who are gone. */
export interface CardsReply {
  readonly matching: number;
  readonly clients: readonly ClientCard[];
  readonly gone?: readonly number[] | undefined;
}

export type CardsOptions = UseQueryOptions<CardsReply, Error, CardsReply, readonly unknown[]>;

/** How many cards of a list are read at once. The first of them come with the list. */
export const CARDS_AT_ONCE = 50;

/** The associate's own book as a list: the order of all its clients, and the first cards. */
export function bookQuery(view: BookView, { sort, isReturned }: { sort: BookSort; isReturned: boolean }) {
  return queryOptions({
    ...keptOrder({ isReturned }),
    queryKey: [...BOOK_KEY, "list", view, sort],
    queryFn: () => ask(searchClientBook, { body: { ...view, sort, whole: true, limit: CARDS_AT_ONCE } }),
    placeholderData: keepPreviousData,
  });
}

/** Some of its cards. */
export function bookCardsQuery(view: BookView, sort: BookSort, listed: Listed): CardsOptions {
  return { ...keptPages, queryKey: [...BOOK_KEY, "cards", view, sort, listed], queryFn: () => ask(searchClientBook, { body: { ...view, sort, listed } }) };
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
