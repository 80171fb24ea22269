import type { LegalEntityCode } from "@rapport/contract";
import type { Parameters } from "@rapport/contract/clienteling";
import type { LegalEntity } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "./saved.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export function legalEntities(db: Db) {
  return db
    .selectFrom("legal_entity")
    .select([
      "code",
      "name",
      "currency",
      "rsid",
      "country",
      "common_account_numbers",
      "publishes_at_once",
      "client_book_attribute_group",
      "customer_attribute_group",
      "measures",
      "activity_type_hours",
      "books_per_customer",
      "search_criteria",
      "search_attributes",
      "shares_customers",
      "parameters_version",
      "parameters_changed_at",
      "parameters_changed_by",
    ])
    .select(["active", "version", "changed_at", "changed_by"]);
}

export async function legalEntity(db: Db, code: string) {
  return await legalEntities(db).where("code", "=", code).executeTakeFirst();
}

/** How the data of a legal entity are read. It is no configuration: no store has another one. */
export async function dataOfEntity(db: Db, code: string): Promise<{ currency: string; rsid: string | null }> {
  return await db.selectFrom("legal_entity").select(["currency", "rsid"]).where("code", "=", code).executeTakeFirstOrThrow();
}

export async function saveLegalEntity(
  db: Db,
  { code, name, currency, rsid, country, commonAccountNumbers, publishAtOnce, active }: LegalEntity & { code: LegalEntityCode },
  stamp: Omit<SavedRow, "version">,
): Promise<SavedRow> {
  const flags = { common_account_numbers: commonAccountNumbers ?? false, publishes_at_once: publishAtOnce ?? false, active };
  const details = { name, currency, rsid, country: country ?? null, ...flags, ...stamp };
  return await db
    .insertInto("legal_entity")
    .values({ code, ...details })
    .onConflict((conflict) => conflict.column("code").doUpdateSet({ ...details, version: sql<number>`legal_entity.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
}

/** Deletes a legal entity with its settings and counters, which go with its row. */
export async function removeLegalEntity(trx: Trx, code: string): Promise<void> {
  await trx.deleteFrom("legal_entity").where("code", "=", code).execute();
}

/** Another legal entity that names this report suite. */
export async function otherEntityOfSuite(db: Db, { code, rsid }: { code: string; rsid: string }): Promise<string | undefined> {
  return (await db.selectFrom("legal_entity").select("code").where("rsid", "=", rsid).where("code", "!=", code).orderBy("code").limit(1).executeTakeFirst())
    ?.code;
}

/** The codes of all legal entities that name this report suite. */
export async function entitiesOfSuite(db: Db, rsid: string): Promise<string[]> {
  return (await db.selectFrom("legal_entity").select("code").where("rsid", "=", rsid).execute()).map(({ code }) => code);
}

/** A legal entity's currency, locked until the transaction ends; undefined when there is no such entity. */
export async function lockedCurrency(trx: Trx, { code, strength }: { code: string; strength: "share" | "update" }): Promise<string | undefined> {
  const query = trx.selectFrom("legal_entity").select("currency").where("code", "=", code);
  return (await (strength === "share" ? query.forShare() : query.forUpdate()).executeTakeFirst())?.currency;
}

export async function customersHaveMoney(trx: Trx, legalEntity: string): Promise<boolean> {
  const { rows } = await sql`
    select from customer c where c.legal_entity = ${legalEntity}
      and exists (select from jsonb_each(c.attributes) as a(code, stored) where jsonb_typeof(a.stored) = 'object') limit 1`.execute(trx);
  return rows.length > 0;
}

export async function saveParameters(
  db: Db,
  { legalEntity, parameters, changed_at, changed_by }: { legalEntity: string; parameters: Parameters } & Omit<SavedRow, "version">,
) {
  await db
    .updateTable("legal_entity")
    .set({
      client_book_attribute_group: parameters.clientBookAttributeGroup,
      customer_attribute_group: parameters.customerAttributeGroup,
      measures: parameters.measures,
      activity_type_hours: parameters.activityTypeHours,
      books_per_customer: parameters.booksPerCustomer,
      search_criteria: JSON.stringify(parameters.searchCriteria),
      search_attributes: parameters.searchAttributes,
      shares_customers: parameters.sharesCustomers,
      searched_attributes: sql<string[]>`(
        select coalesce(array_agg(distinct code order by code), '{}') from unnest(searched_attributes || ${parameters.searchAttributes}::text[]) as code)`,
      parameters_version: sql<number>`parameters_version + 1`,
      parameters_changed_at: changed_at,
      parameters_changed_by: changed_by,
    })
    .where("code", "=", legalEntity)
    .execute();
}

/** The screen layouts among these codes that are there, locked until the transaction ends. */
export async function lockedLayouts(trx: Trx, { legalEntity: entity, codes }: { legalEntity: string; codes: readonly string[] }): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const wanted = [...new Set(codes)];
  const rows = await trx
    .selectFrom("screen_layout")
    .select("code")
    .where("legal_entity", "=", entity)
    .where("code", "in", wanted)
    .orderBy("code")
    .forShare()
    .execute();
  return new Set(rows.map(({ code }) => code));
}
