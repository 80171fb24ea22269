import { ask } from "@rapport/app-shell";
import { getClientRequest, listClientRequests } from "@rapport/contract/clienteling";
import type { CustomerId } from "@rapport/contract";
import { queryOptions } from "@tanstack/react-query";
import { BOOK_KEY } from "../client-book/book-queries.ts";

/** What colleagues ask, and the answers to what the associate asked (TD7). */
export const requestsQuery = queryOptions({ queryKey: [...BOOK_KEY, "requests"], queryFn: () => ask(listClientRequests) });

/** When the associate asked for this client, while nobody answered. */
export function ownRequestQuery(customerId: CustomerId) {
  return queryOptions({ queryKey: [...BOOK_KEY, "requests", customerId], queryFn: () => ask(getClientRequest, { params: { customerId } }) });
}
