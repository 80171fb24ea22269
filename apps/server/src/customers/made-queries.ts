import type { CustomerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

type Db = Kysely<Database>;

/** Who has an id, in any legal entity, and which associate made them. */
export async function customerWithId(db: Db, id: CustomerId) {
  return await db.selectFrom("customer").select(["legal_entity", "account_number", "made_by"]).where("id", "=", id).executeTakeFirst();
}

/** Those of these ids who are customers of the legal entity. */
export async function customersAmong(db: Db, { legalEntity, ids }: { legalEntity: string; ids: readonly CustomerId[] }): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await db.selectFrom("customer").select("id").where("legal_entity", "=", legalEntity).where("id", "in", ids).orderBy("id").execute();
  return found.map(({ id }) => id);
}
