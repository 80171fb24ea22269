import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getActivityType, listActivityTypeFetches, listActivityTypes } from "@rapport/contract/clienteling";
import { queryOptions } from "@tanstack/react-query";
import { recordQueries } from "../records/record-queries.ts";

export type StoredType = Reply<typeof getActivityType>;

export const typeQueries = recordQueries({
  key: "activity-types",
  async list(legalEntity, query: CallInput<typeof listActivityTypes>["query"] = {}) {
    const { activityTypes: rows, total } = await ask(listActivityTypes, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; code: string }) => ask(getActivityType, { params }),
});

/** What stores fetched. Any change of a type reads it again. */
export function fetchesQuery(legalEntity: string) {
  return queryOptions({ queryKey: [typeQueries.key, "fetches", legalEntity], queryFn: () => ask(listActivityTypeFetches, { params: { legalEntity } }) });
}
