import type { StoreConfig } from "@rapport/contract/publishing";
import { allowedAtStore, type AllowedAtStore } from "@rapport/domain/publishing";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { configOf } from "../publishing/index.ts";
import type { posSessionByHash } from "./queries.ts";

type Row = Pick<
  NonNullable<Awaited<ReturnType<typeof posSessionByHash>>>,
  "id" | "legal_entity" | "operator_id" | "register" | "store" | "operations" | "address_books" | "sections"
>;

/** What the worker of the row may do at its register, and the configuration of the one snapshot by which this was decided (PB6, PB3). */
export async function allowedHere(db: Kysely<Database>, row: Row, { at }: { at: Date }): Promise<{ published: StoreConfig; allowed: AllowedAtStore }> {
  const { id, legal_entity: legalEntity, operator_id: operatorId, register, store, operations, address_books: addressBooks } = row;
  const published = await configOf(db, { legalEntity, sections: row.sections ?? {} });
  return { published, allowed: allowedAtStore(published, { id, operatorId, register, store, operations, addressBooks }, { at }) };
}
