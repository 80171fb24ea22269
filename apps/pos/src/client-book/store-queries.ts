import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import type { AttributeCode } from "@rapport/contract";
import { type BookSort, type Listed, listReassignTargets, searchStoreBooks, storeBookFacets, type StoreBooksQuery } from "@rapport/contract/clienteling";
import { ask } from "@rapport/app-shell";
import { keptOrder, keptPages } from "../shell/kept-pages.ts";
import { BOOK_KEY, type CardsOptions, CARDS_AT_ONCE } from "./book-queries.ts";

export type StoreView = StoreBooksQuery;
export const WHOLE_STORE: StoreView = { keyword: "", filters: [], owners: [], quietDays: null };

/** The clients of the store's books as a list: the order of them all, and the first cards. */
export function storeQuery(view: StoreView, { sort, isReturned }: { sort: BookSort; isReturned: boolean }) {
  return queryOptions({
    ...keptOrder({ isReturned }),
    queryKey: [...BOOK_KEY, "store", "list", view, sort],
    queryFn: () => ask(searchStoreBooks, { body: { ...view, sort, whole: true, limit: CARDS_AT_ONCE } }),
    placeholderData: keepPreviousData,
  });
}

/** Some of its cards. */
export function storeCardsQuery(view: StoreView, sort: BookSort, listed: Listed): CardsOptions {
  return {
    ...keptPages,
    queryKey: [...BOOK_KEY, "store", "cards", view, sort, listed],
    queryFn: () => ask(searchStoreBooks, { body: { ...view, sort, listed } }),
  };
}

export function storeFacetsQuery(view: StoreView) {
  return queryOptions({
    queryKey: [...BOOK_KEY, "store", "facets", view],
    queryFn: () => ask(storeBookFacets, { body: view }),
    placeholderData: keepPreviousData,
  });
}

export function storeInsideQuery({ view, attribute, text }: { view: StoreView; attribute: AttributeCode; text: string }) {
  return queryOptions({
    queryKey: [...BOOK_KEY, "store", "inside", view, attribute, text],
    queryFn:
      text === ""
        ? skipToken
        : async () =>
            (await ask(storeBookFacets, { body: { ...view, inside: { attribute, text } } })).facets.find((facet) => facet.attribute === attribute) ?? null,
    placeholderData: keepPreviousData,
  });
}

/** Who can be given clients, those of the store first. Read anew each time, because books grow. */
export const targetsQuery = queryOptions({ queryKey: [...BOOK_KEY, "targets"], queryFn: () => ask(listReassignTargets, {}), gcTime: 0 });
