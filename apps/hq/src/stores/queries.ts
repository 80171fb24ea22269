import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getStore, listStores } from "@rapport/contract/organisation";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type StoredStore = Reply<typeof getStore>;
type Asked = NonNullable<CallInput<typeof listStores>["query"]>;

export const STORES_KEY = "stores";

export async function storeList(legalEntity: string, asked: Asked = {}): Promise<{ rows: StoredStore[]; total: number }> {
  const { stores: rows, total } = await ask(listStores, { params: { legalEntity }, query: asked });
  return { rows, total };
}

export function storesQuery(legalEntity: string, asked: Asked = {}) {
  return queryOptions({ queryKey: [STORES_KEY, legalEntity, asked], queryFn: () => storeList(legalEntity, asked), placeholderData: keepPreviousData });
}

/** A form that is opened reads it anew: an older copy would be taken for what somebody else changed. */
export function storeQuery(params: { legalEntity: string; store: string }) {
  return queryOptions({ queryKey: [STORES_KEY, "one", params], queryFn: () => ask(getStore, { params }), gcTime: 0 });
}
