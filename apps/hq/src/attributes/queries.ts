import { ask } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import { getAttribute, listAttributes } from "@rapport/contract/clienteling";
import { recordQueries } from "../records/record-queries.ts";
import type { AttributesAsked } from "./search.ts";

export type StoredAttribute = Reply<typeof getAttribute>;

export const attributeQueries = recordQueries({
  key: "attributes",
  async list(legalEntity, query: AttributesAsked = {}) {
    const { attributes: rows, total } = await ask(listAttributes, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; code: string }) => ask(getAttribute, { params }),
});
