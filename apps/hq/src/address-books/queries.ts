import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getAddressBook, listAddressBooks } from "@rapport/contract/organisation";
import { recordQueries } from "../records/record-queries.ts";

export type StoredBook = Reply<typeof getAddressBook>;

export const bookQueries = recordQueries({
  key: "address-books",
  async list(legalEntity, query: CallInput<typeof listAddressBooks>["query"] = {}) {
    const { addressBooks: rows, total } = await ask(listAddressBooks, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; code: string }) => ask(getAddressBook, { params }),
});
