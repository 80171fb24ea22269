import type { LegalEntityCode } from "@rapport/contract";
import type { PartyId } from "@rapport/contract/customers";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

/** The other legal entities that share their customers, while this one does too (CS5). As headquarters has it now: what is taken back holds at once. */
export async function sharingEntities(db: Db, legalEntity: LegalEntityCode) {
  return await db
    .selectFrom("legal_entity as own")
    .innerJoin("legal_entity as other", (join) => join.on("other.shares_customers", "=", true).onRef("other.code", "<>", "own.code"))
    .select(["other.code", "other.name", "other.country"])
    .where("own.code", "=", legalEntity)
    .where("own.shares_customers", "=", true)
    .where("other.active", "=", true)
    .orderBy("other.code")
    .execute();
}

/** The parties of these customers, and which of them have an account in the legal entity. */
export async function partiesAmong(db: Db, { legalEntity, ids }: { legalEntity: LegalEntityCode; ids: readonly string[] }) {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; party_id: string; is_here: boolean }>`
    select c.id, coalesce(c.party_id, c.id) as party_id,
      exists (select from customer h where h.legal_entity = ${legalEntity} and (h.party_id = coalesce(c.party_id, c.id) or h.id = coalesce(c.party_id, c.id))) as is_here
    from customer c where c.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** The account of a party in a legal entity. */
export async function accountOfParty(db: Db, { legalEntity, partyId }: { legalEntity: string; partyId: PartyId }) {
  const account = db.selectFrom("customer").select(["id", "account_number"]).where("legal_entity", "=", legalEntity);
  return await account.where((eb) => eb.or([eb("party_id", "=", partyId), eb("id", "=", partyId)])).executeTakeFirst();
}

/** Where a party has an account in one of these legal entities: the one that was changed last. */
export async function accountElsewhere(db: Db, { legalEntities, partyId }: { legalEntities: readonly string[]; partyId: PartyId }) {
  if (legalEntities.length === 0) return undefined;
  const account = db.selectFrom("customer").select(["legal_entity", "account_number"]).where("legal_entity", "in", legalEntities);
  return await account
    .where((eb) => eb.or([eb("party_id", "=", partyId), eb("id", "=", partyId)]))
    .orderBy("changed_at", "desc")
    .orderBy("id")
    .executeTakeFirst();
}
