import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getAddressBook, listAddressBooks } from "@rapport/contract/organisation";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type StoredBook = Reply<typeof getAddressBook>;
type Asked = NonNullable<CallInput<typeof listAddressBooks>["query"]>;

export const BOOKS_KEY = "address-books";

export async function bookList(legalEntity: string, asked: Asked = {}): Promise<{ rows: StoredBook[]; total: number }> {
  const { addressBooks: rows, total } = await ask(listAddressBooks, { params: { legalEntity }, query: asked });
  return { rows, total };
}

export function booksQuery(legalEntity: string, asked: Asked = {}) {
  return queryOptions({ queryKey: [BOOKS_KEY, legalEntity, asked], queryFn: () => bookList(legalEntity, asked), placeholderData: keepPreviousData });
}

/** A form that is opened reads it anew: an older copy would be taken for what somebody else changed. */
export function bookQuery(params: { legalEntity: string; code: string }) {
  return queryOptions({ queryKey: [BOOKS_KEY, "one", params], queryFn: () => ask(getAddressBook, { params }), gcTime: 0 });
}
