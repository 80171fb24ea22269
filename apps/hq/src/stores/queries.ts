import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getStore, listStores } from "@rapport/contract/organisation";
import { recordQueries } from "../records/record-queries.ts";

export type StoredStore = Reply<typeof getStore>;

export const storeQueries = recordQueries({
  key: "stores",
  async list(legalEntity, query: CallInput<typeof listStores>["query"] = {}) {
    const { stores: rows, total } = await ask(listStores, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; store: string }) => ask(getStore, { params }),
});
