import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

/** Every legal entity with the rules and countries for which its customers' keys were last made; null for none. */
export async function derivations(db: Db) {
  return await db.selectFrom("legal_entity as l").leftJoin("customer_derivation as d", "d.legal_entity", "l.code").select(["l.code", "d.made_for"]).execute();
}

/** Whether the values of an attribute are among the keys of every customer. */
export async function isPrepared(db: Db, { legalEntity, attribute }: { legalEntity: string; attribute: string }): Promise<boolean> {
  const { rows } = await sql`
    select from customer_derivation where legal_entity = ${legalEntity} and made_for::jsonb -> 3 @> to_jsonb(${attribute}::text)`.execute(db);
  return rows.length > 0;
}

/** Those of the attributes whose values are among the keys of every customer. */
export async function preparedAmong(db: Db, { legalEntity, attributes }: { legalEntity: string; attributes: readonly string[] }): Promise<Set<string>> {
  if (attributes.length === 0) return new Set();
  const { rows } = await sql<{ attribute: string }>`
    select a.attribute from customer_derivation d cross join unnest(${[...attributes]}::text[]) as a(attribute)
    where d.legal_entity = ${legalEntity} and d.made_for::jsonb -> 3 ? a.attribute`.execute(db);
  return new Set(rows.map(({ attribute }) => attribute));
}

/** What the keys of customers are made for, or are being made for; undefined before they are made for the first time. */
export async function keptFor(db: Db, legalEntity: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("customer_derivation")
    .select(sql<string>`coalesce(making_for, made_for)`.as("kept"))
    .where("legal_entity", "=", legalEntity)
    .executeTakeFirst();
  return row?.kept;
}

export async function beginDerivation(db: Db, { legalEntity, madeFor }: { legalEntity: string; madeFor: string }): Promise<void> {
  await db
    .insertInto("customer_derivation")
    // Made for nothing yet.
    .values({ legal_entity: legalEntity, made_for: "[]", making_for: madeFor })
    .onConflict((conflict) => conflict.column("legal_entity").doUpdateSet({ making_for: madeFor }))
    .execute();
}

export async function saveDerivation(db: Db, { legalEntity, madeFor }: { legalEntity: string; madeFor: string }): Promise<void> {
  await db
    .insertInto("customer_derivation")
    .values({ legal_entity: legalEntity, made_for: madeFor })
    .onConflict((conflict) => conflict.column("legal_entity").doUpdateSet({ made_for: madeFor }))
    .execute();
}

/** Customer address books with the countries of the stores that have them. */
export async function keysOfEntity(db: Db, legalEntity: string): Promise<{ country: string | null; searched_attributes: string[] }> {
  const row = await db.selectFrom("legal_entity").select(["country", "searched_attributes"]).where("code", "=", legalEntity).executeTakeFirst();
  return row ?? { country: null, searched_attributes: [] };
}
