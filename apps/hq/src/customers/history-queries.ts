import { ask } from "@rapport/app-shell";
import { getCustomerBooks } from "@rapport/contract/customers";
import { explainCustomerSale, getCustomerSaleLines, getCustomerTimeline, type TimelineItem, type TimelineKind } from "@rapport/contract/timeline";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { CUSTOMERS_KEY, type OneCustomer } from "./queries.ts";

export type Kind = z.infer<typeof TimelineKind>;

/** A customer's history, newest first; `kind` null is all kinds. */
export function historyQuery(params: OneCustomer, kind: Kind | null) {
  return infiniteQueryOptions({
    queryKey: [CUSTOMERS_KEY, "one", params, "history", kind],
    queryFn: ({ pageParam }) => askHistory(params, { kind, before: pageParam, limit: 30 }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
}

/** Every item, page after page, for a file. */
export async function* wholeHistory(params: OneCustomer, kind: Kind | null): AsyncGenerator<readonly TimelineItem[]> {
  for (let before: string | null = null, isLast = false; !isLast;) {
    const page: Awaited<ReturnType<typeof askHistory>> = await askHistory(params, { kind, before, limit: 100 });
    yield page.items;
    before = page.nextBefore;
    isLast = before === null;
  }
}

async function askHistory(params: OneCustomer, { kind, before, limit }: { kind: Kind | null; before: string | null; limit: number }) {
  return await ask(getCustomerTimeline, { params, query: { ...(kind !== null && { kind }), ...(before !== null && { before }), limit } });
}

export function saleLinesQuery(params: OneCustomer & { sale: string }) {
  return queryOptions({ queryKey: [CUSTOMERS_KEY, "lines", params], queryFn: () => ask(getCustomerSaleLines, { params }) });
}

export function whyQuery(params: OneCustomer & { transactionId: string }) {
  return queryOptions({ queryKey: [CUSTOMERS_KEY, "why", params], queryFn: () => ask(explainCustomerSale, { params }) });
}

export function booksQuery(params: OneCustomer) {
  return queryOptions({ queryKey: [CUSTOMERS_KEY, "one", params, "books"], queryFn: () => ask(getCustomerBooks, { params }) });
}
