import type { CallInput } from "@rapport/contract";
import { AttributeFilter } from "@rapport/contract/clienteling";
import type { findCustomers } from "@rapport/contract/customers";
import { z } from "zod";
import { ListSearch, ROWS_A_PAGE } from "../records/list-search.ts";

/** The state of the list in its address. The router reads a name of digits as a number. */
export const CustomerListSearch = ListSearch.omit({ active: true }).extend({
  store: z.coerce.string().max(40).optional().catch(undefined),
  owner: z.coerce.string().max(40).optional().catch(undefined),
  book: z.enum(["any", "none"]).optional().catch(undefined),
  filters: z.array(AttributeFilter).max(20).optional().catch(undefined),
});
export type CustomerListSearch = z.infer<typeof CustomerListSearch>;

export const UNFILTERED = { store: undefined, owner: undefined, book: undefined, filters: undefined } as const;

export const TABS = ["general", "activities", "notes", "attributes", "online", "purchases", "book", "privacy"] as const;
export type CustomerTab = (typeof TABS)[number];
export const CustomerTabSearch = z.object({ tab: z.enum(TABS).optional().catch(undefined) });

const SORTS = ["name", "accountNumber", "email", "city"] as const;
export type CustomerListAsked = NonNullable<CallInput<typeof findCustomers>["body"]>;

/** The request to the server for the page on screen. */
export function customersAskedFor({ search = "", store, owner, book, filters, sort, descending, page = 1 }: CustomerListSearch): CustomerListAsked {
  const by = SORTS.find((known) => known === sort);
  return {
    query: search,
    page,
    limit: ROWS_A_PAGE,
    ...(store !== undefined && { store }),
    ...(owner !== undefined && { owner }),
    ...(book !== undefined && { inBook: book === "any" }),
    ...(filters !== undefined && { filters }),
    ...(by !== undefined && { sort: by, descending: descending === true }),
  };
}

export function isFiltered({ store, owner, book, filters = [] }: CustomerListSearch): boolean {
  return store !== undefined || owner !== undefined || book !== undefined || filters.length > 0;
}
