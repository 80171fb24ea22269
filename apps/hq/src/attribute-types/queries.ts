import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getAttributeType, listAttributeTypes } from "@rapport/contract/clienteling";
import { recordQueries } from "../records/record-queries.ts";

export type StoredType = Reply<typeof getAttributeType>;

export const typeQueries = recordQueries({
  // Under the first part of the key of attributes: a change of a type changes them.
  key: "attributes",
  part: "types",
  async list(legalEntity, query: CallInput<typeof listAttributeTypes>["query"] = {}) {
    const { attributeTypes: rows, total } = await ask(listAttributeTypes, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; code: string }) => ask(getAttributeType, { params }),
});
