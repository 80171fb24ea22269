import { ask } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import {
  findAlikeCustomers,
  findCustomers,
  getCustomerFilters,
  getCustomerForm,
  getCustomerProfile,
  getNewCustomerForm,
  type CustomerRow,
} from "@rapport/contract/customers";
import { listAudit } from "@rapport/contract/system";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { CustomerListAsked } from "./search.ts";

export const CUSTOMERS_KEY = "customers";
export type FoundCustomers = { rows: CustomerRow[]; total: number; matching: number };
export type CustomerFilters = Reply<typeof getCustomerFilters>;
export interface OneCustomer {
  readonly legalEntity: string;
  readonly accountNumber: string;
}

async function found(legalEntity: string, body: CustomerListAsked): Promise<FoundCustomers> {
  const { customers: rows, total, matching } = await ask(findCustomers, { params: { legalEntity }, body });
  return { rows, total, matching };
}

export function customersQuery(legalEntity: string, asked: CustomerListAsked) {
  return queryOptions({
    queryKey: [CUSTOMERS_KEY, "list", legalEntity, asked],
    queryFn: () => found(legalEntity, asked),
    placeholderData: keepPreviousData,
  });
}

const ROWS_A_CALL = 1_000;

/** Every page of the list, for a file. Each goes on after the last customer of the one before, so nobody is left out or twice when others are added meanwhile. */
export async function* allCustomers(legalEntity: string, { page: _, ...asked }: CustomerListAsked): AsyncGenerator<readonly CustomerRow[]> {
  for (let cursor: string | null = null; ;) {
    const { customers, nextCursor }: Reply<typeof findCustomers> = await ask(findCustomers, {
      params: { legalEntity },
      body: { ...asked, limit: ROWS_A_CALL, cursor },
    });
    yield customers;
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}

export function filtersQuery(legalEntity: string) {
  return queryOptions({
    queryKey: [CUSTOMERS_KEY, "filters", legalEntity],
    queryFn: () => ask(getCustomerFilters, { params: { legalEntity } }),
    staleTime: 60_000,
  });
}

export function profileQuery(params: OneCustomer) {
  return queryOptions({ queryKey: [CUSTOMERS_KEY, "one", params, "profile"], queryFn: () => ask(getCustomerProfile, { params }) });
}

/** Opening the form reads it again, because an older copy would look like a change by somebody else. */
export function formQuery(params: OneCustomer) {
  return queryOptions({ queryKey: [CUSTOMERS_KEY, "form", params], queryFn: () => ask(getCustomerForm, { params }), gcTime: 0, refetchOnWindowFocus: false });
}

/** Read again each time, so that it knows the attributes and address books of now. */
export function newFormQuery(legalEntity: string) {
  return queryOptions({
    queryKey: [CUSTOMERS_KEY, "new", legalEntity],
    queryFn: () => ask(getNewCustomerForm, { params: { legalEntity } }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** What is typed of a new customer that somebody else may have. */
export interface Alike {
  readonly accountNumber: string;
  readonly emails: string[];
  readonly phones: string[];
  readonly country: string;
  readonly addressBooks: string[];
}

/** Not kept: what is typed about a person would stay in the cache. */
export function alikeQuery(legalEntity: string, alike: Alike) {
  return queryOptions({
    queryKey: [CUSTOMERS_KEY, "alike", legalEntity, alike],
    queryFn: () => ask(findAlikeCustomers, { params: { legalEntity }, body: alike }),
    gcTime: 0,
  });
}

const LATELY = 20;

/** The newest entries of the audit log that name the customer. Looking is itself written down, so it is not read again by itself. */
export function seenByQuery({ legalEntity, customerId }: { legalEntity: string; customerId: string }) {
  return queryOptions({
    queryKey: ["audit", "lately", legalEntity, customerId],
    queryFn: () => ask(listAudit, { query: { legalEntity, customer: customerId, limit: LATELY, names: 1 } }),
    staleTime: 60_000,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}
