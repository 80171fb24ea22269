import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getStoreGroup, listStoreGroups } from "@rapport/contract/publishing";
import { recordQueries } from "../records/record-queries.ts";

export type StoredGroup = Reply<typeof getStoreGroup>;

export const storeGroupQueries = recordQueries({
  // Under the first part of the key of all that is about distribution: pausing a group changes what waits.
  key: "distribution",
  async list(legalEntity, query: CallInput<typeof listStoreGroups>["query"] = {}) {
    const { storeGroups: rows, total } = await ask(listStoreGroups, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; code: string }) => ask(getStoreGroup, { params }),
});
