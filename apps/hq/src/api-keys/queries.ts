import { ask } from "@rapport/app-shell";
import { type ApiKey, listApiKeys } from "@rapport/contract/access";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ListAsked } from "../records/list-search.ts";
import type { Rows } from "../records/record-queries.ts";

export const API_KEYS_KEY = "api-keys";
export const API_KEY_SORTS = ["createdAt", "name", "lastUsedAt", "expiresAt"] as const;

export async function readApiKeys(query: ListAsked<(typeof API_KEY_SORTS)[number]>): Promise<Rows<ApiKey>> {
  const { apiKeys: rows, total } = await ask(listApiKeys, { query });
  return { rows, total };
}

export const apiKeysQuery = (asked: Parameters<typeof readApiKeys>[0]) =>
  queryOptions({ queryKey: [API_KEYS_KEY, asked], queryFn: () => readApiKeys(asked), placeholderData: keepPreviousData });
