import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import {
  getClientBook,
  listBookOwners,
  listClientBooks,
  moveClientBookEntries,
  putClientBookEntries,
  removeClientBookEntries,
  type ClientBookRow,
} from "@rapport/contract/clienteling";
import { findCustomers, type CustomerRow } from "@rapport/contract/customers";
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { CUSTOMERS_KEY } from "../customers/queries.ts";
import { recordQueries } from "../records/record-queries.ts";

export interface OneBook {
  readonly legalEntity: string;
  readonly operatorId: string;
}
export type BookOwners = Reply<typeof listBookOwners>["owners"];

export const bookQueries = recordQueries<ClientBookRow, CallInput<typeof listClientBooks>["query"], OneBook>({
  key: "client-books",
  async list(legalEntity, query = {}) {
    const { clientBooks: rows, total } = await ask(listClientBooks, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params) => ask(getClientBook, { params }),
});

export function ownersQuery(legalEntity: string) {
  return queryOptions({
    queryKey: [bookQueries.key, "owners", legalEntity],
    queryFn: async () => (await ask(listBookOwners, { params: { legalEntity } })).owners,
    staleTime: 60_000,
  });
}

/** Customers to add: those who are in nobody's book. Not kept, because it holds what was typed about a person. */
export function freeQuery(legalEntity: string, query: string) {
  return queryOptions({
    queryKey: [CUSTOMERS_KEY, "free", legalEntity, query],
    queryFn: async (): Promise<CustomerRow[]> => (await ask(findCustomers, { params: { legalEntity }, body: { query, inBook: false, limit: 20 } })).customers,
    gcTime: 0,
  });
}

export async function moveClients(params: OneBook, { to, accountNumbers }: { to: string; accountNumbers: readonly string[] }) {
  return await ask(moveClientBookEntries, { params, body: { to, accountNumbers: [...accountNumbers] } });
}

export async function removeClients(params: OneBook, accountNumbers: readonly string[]) {
  return await ask(removeClientBookEntries, { params, body: { accountNumbers: [...accountNumbers] } });
}

export async function addClients(params: OneBook, accountNumbers: readonly string[]) {
  return await ask(putClientBookEntries, { params, body: { accountNumbers: [...accountNumbers] } });
}

/** Reads books and customers again after a change. */
export function useBooksChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([bookQueries.key, CUSTOMERS_KEY].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  };
}
