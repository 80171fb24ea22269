import type { CallInput } from "@rapport/contract";
import { AttributeType, type listAttributes } from "@rapport/contract/clienteling";
import { z } from "zod";
import { askedFor, ListSearch } from "../records/list-search.ts";

/** What the list calls a type: a fixed list is one of its own, whatever its values are. */
export const Kind = z.enum([...AttributeType.options, "list"]);

/** The state of the list in its address. */
export const AttributeListSearch = ListSearch.omit({ active: true }).extend({
  type: Kind.optional().catch(undefined),
  refinable: z.enum(["yes", "no"]).optional().catch(undefined),
});
export type AttributeListSearch = z.infer<typeof AttributeListSearch>;

export const UNFILTERED = { type: undefined, refinable: undefined } as const;

const SORTS = ["code", "name", "type"] as const;
export type AttributesAsked = NonNullable<CallInput<typeof listAttributes>["query"]>;

/** The request to the server for the page on screen, or for all pages. */
export function attributesAskedFor({ type, refinable, ...search }: AttributeListSearch, { whole = false } = {}): AttributesAsked {
  return {
    ...askedFor(search, { sorts: SORTS, whole }),
    ...(type === "list" && { fixedList: "true" as const }),
    ...(type !== undefined && type !== "list" && { type, fixedList: "false" as const }),
    ...(refinable !== undefined && { refinable: refinable === "yes" ? "true" : "false" }),
  };
}
