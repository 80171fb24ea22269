import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getAttributeGroup, getParameters, listAttributeGroups } from "@rapport/contract/clienteling";
import { queryOptions } from "@tanstack/react-query";
import { recordQueries } from "../records/record-queries.ts";

export type StoredGroup = Reply<typeof getAttributeGroup>;

export const groupQueries = recordQueries({
  key: "attribute-groups",
  async list(legalEntity, query: CallInput<typeof listAttributeGroups>["query"] = {}) {
    const { attributeGroups: rows, total } = await ask(listAttributeGroups, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; code: string }) => ask(getAttributeGroup, { params }),
});

/** The measures that the card shows before attributes. */
export function parametersQuery(legalEntity: string) {
  return queryOptions({ queryKey: [groupQueries.key, "parameters", legalEntity], queryFn: () => ask(getParameters, { params: { legalEntity } }) });
}
