import type { LegalEntityCode } from "@rapport/contract";
import { Attribute } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { definitionsOf } from "./queries.ts";

/** Every attribute of the legal entity by code, in a group or not. */
export async function attributeDefinitions(db: Deps["db"], legalEntity: LegalEntityCode): Promise<Map<string, Attribute>> {
  const rows = await definitionsOf(db, legalEntity);
  return new Map(rows.map(({ code, definition }) => [code, Attribute.parse(definition)]));
}
