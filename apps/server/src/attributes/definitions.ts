import type { LegalEntityCode } from "@rapport/contract";
import { Attribute } from "@rapport/contract/clienteling";
import { holdAgainstChange, holdForChange, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { definitionsOf, shapesOf } from "./queries.ts";

/** Every attribute of the legal entity by code, in a group or not. */
export async function attributeDefinitions(db: Deps["db"], legalEntity: LegalEntityCode): Promise<Map<string, Attribute>> {
  const rows = await definitionsOf(db, legalEntity);
  return new Map(rows.map(({ code, definition }) => [code, Attribute.parse(definition)]));
}

/** The same, for writing values by them: no attribute changes or is deleted until the transaction ends. */
export async function heldDefinitions(trx: Transaction<Database>, legalEntity: LegalEntityCode): Promise<Map<string, Attribute>> {
  await holdAgainstChange(trx, definitionsOfEntity(legalEntity));
  return await attributeDefinitions(trx, legalEntity);
}

/**
 * What decides the meaning of a value, of these attributes as they are at headquarters now, for writing a value that a store's snapshot asked for (PB6): none
 * of them changes or is deleted until the transaction ends.
 */
export async function heldShapes(
  trx: Transaction<Database>,
  { legalEntity, codes }: { readonly legalEntity: LegalEntityCode; readonly codes: readonly string[] },
): Promise<Map<string, Pick<Attribute, "type" | "multiple">>> {
  await holdAgainstChange(trx, definitionsOfEntity(legalEntity));
  const rows = await shapesOf(trx, { legalEntity, codes });
  return new Map(rows.map(({ code, held_type: type, held_multiple: multiple }) => [code, Shape.parse({ type, multiple })]));
}

const Shape = Attribute.pick({ type: true, multiple: true });

/** Nobody writes a value of any attribute of the legal entity until the transaction ends. */
export async function holdValues(trx: Transaction<Database>, legalEntity: LegalEntityCode): Promise<void> {
  await holdForChange(trx, definitionsOfEntity(legalEntity));
}

function definitionsOfEntity(legalEntity: LegalEntityCode): readonly string[] {
  return ["definitions of attributes", legalEntity];
}
