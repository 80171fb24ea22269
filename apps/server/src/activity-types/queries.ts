import type { Translated } from "@rapport/contract";
import type { ActivityType } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "../organisation/index.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** Types of a legal entity; one of them when it is named. */
export function activityTypesOf(db: Db, { legalEntity, code }: { legalEntity: string; code?: string }) {
  return db
    .selectFrom("activity_type as t")
    .select(["t.code", "t.name", "t.position", "t.active", "t.version", "t.changed_at", "t.changed_by"])
    .select([
      sql<string>`t.name ->> 'en'`.as("english"),
      sql<string>`coalesce(t.name ->> 'nl', '')`.as("dutch"),
      // Sorted as text.
      sql<string>`lpad(t.position::text, 5, '0')`.as("place"),
    ])
    .where("t.legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("t.code", "=", code ?? ""));
}

/** How many types are in use. */
export async function countActivityTypes(db: Db, legalEntity: string): Promise<number> {
  const { types } = await db
    .selectFrom("activity_type")
    .select(sql<number>`count(*)::integer`.as("types"))
    .where("legal_entity", "=", legalEntity)
    .where("active", "=", true)
    .executeTakeFirstOrThrow();
  return types;
}

export async function saveActivityType(
  trx: Trx,
  { legalEntity, code, type, ...by }: { legalEntity: string; code: string; type: ActivityType } & Omit<SavedRow, "version">,
): Promise<SavedRow> {
  const details = { name: JSON.stringify(type.name), position: type.order, active: type.active, ...by };
  return await trx
    .insertInto("activity_type")
    .values({ legal_entity: legalEntity, code, ...details })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ ...details, version: sql<number>`activity_type.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
}

export async function removeActivityType(trx: Trx, { legalEntity, code }: { legalEntity: string; code: string }): Promise<void> {
  await trx.deleteFrom("activity_type").where("legal_entity", "=", legalEntity).where("code", "=", code).execute();
}

export interface FetchRow {
  readonly store: string;
  readonly name: string;
  readonly types: unknown;
  readonly fetched_at: Date | null;
  readonly is_current: boolean;
}

/** What a store would fetch now: the types in use, in their order. */
const NOW = (legalEntity: string) => sql`(
    select coalesce(jsonb_agg(jsonb_build_object('code', t.code, 'name', t.name) order by t.position, t.name ->> 'en', t.code), '[]')
    from activity_type t where t.legal_entity = ${legalEntity} and t.active)`;

/** Stores by name, each with what it fetched last; one of them when it is named. */
export async function fetchesOf(db: Db, { legalEntity, store }: { legalEntity: string; store?: string }): Promise<FetchRow[]> {
  const { rows } = await sql<FetchRow>`
    select s.number as store, s.name, f.types, f.fetched_at, f.types is null or f.types = ${NOW(legalEntity)} as is_current
    from store s left join activity_type_fetch f on f.legal_entity = s.legal_entity and f.store = s.number
    where s.legal_entity = ${legalEntity} and (${store ?? null}::text is null or s.number = ${store ?? null})
    order by s.name, s.number`.execute(db);
  return rows;
}

/** What a store fetched last; undefined before its first time. */
export async function fetchAt(db: Db, { legalEntity, store }: { legalEntity: string; store: string }) {
  return await db
    .selectFrom("activity_type_fetch")
    .select(["types", "fetched_at"])
    .where("legal_entity", "=", legalEntity)
    .where("store", "=", store)
    .executeTakeFirst();
}

/** The store fetches the types now. */
export async function fetchTypes(db: Db, { legalEntity, store, at }: { legalEntity: string; store: string; at: Date }): Promise<void> {
  await sql`
    insert into activity_type_fetch (legal_entity, store, types, fetched_at) values (${legalEntity}, ${store}, ${NOW(legalEntity)}, ${at})
    on conflict (legal_entity, store) do update set types = excluded.types, fetched_at = excluded.fetched_at`.execute(db);
}

/** The name of a type as a store shows it, or as headquarters has it in use; undefined for a type that neither knows. */
export async function typeShownAt(db: Db, { legalEntity, store, code }: { legalEntity: string; store: string; code: string }): Promise<Translated | undefined> {
  const { rows } = await sql<{ name: Translated }>`
    select shown.type -> 'name' as name, 1 as place
    from activity_type_fetch f cross join jsonb_array_elements(f.types) as shown (type)
    where f.legal_entity = ${legalEntity} and f.store = ${store} and shown.type ->> 'code' = ${code}
    union all
    select t.name, 2 from activity_type t where t.legal_entity = ${legalEntity} and t.code = ${code} and t.active
    order by place limit 1`.execute(db);
  return rows[0]?.name;
}
