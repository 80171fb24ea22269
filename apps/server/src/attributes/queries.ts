import type { Attribute } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "../organisation/index.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** Attributes with the codes of their groups; one of them when it is named. */
export function attributesOf(db: Db, { legalEntity, code, type, fixedList, refinable }: AttributesAsked) {
  const groups = sql<string[]>`array(select m.group_code from attribute_group_member m
    where m.legal_entity = a.legal_entity and m.attribute = a.code order by m.group_code)`;
  return db
    .selectFrom("attribute as a")
    .select(["a.code", "a.definition", "a.version", "a.changed_at", "a.changed_by", groups.as("groups")])
    .select([
      sql<string>`a.definition #>> '{name,en}'`.as("name"),
      sql<string>`coalesce(a.definition #>> '{name,nl}', '')`.as("dutch"),
      sql<string>`a.definition ->> 'type'`.as("type"),
      sql<boolean>`true`.as("active"),
    ])
    .where("a.legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("a.code", "=", code ?? ""))
    .$if(fixedList !== undefined, (query) => query.where(sql<boolean>`(a.definition ->> 'values' is not null)`, "=", fixedList ?? false))
    .$if(type !== undefined, (query) => query.where(sql`a.definition ->> 'type'`, "=", type ?? ""))
    .$if(refinable !== undefined, (query) => query.where(sql<boolean>`a.definition -> 'refinable' = to_jsonb(${refinable ?? false}::boolean)`));
}

interface AttributesAsked {
  readonly legalEntity: string;
  readonly code?: string;
  readonly type?: string | undefined;
  readonly fixedList?: boolean | undefined;
  readonly refinable?: boolean | undefined;
}

/** How many customers have a value of an attribute. */
export async function customersWithValue(db: Db, { legalEntity, code }: { legalEntity: string; code: string }): Promise<number> {
  const { count } = await db
    .selectFrom("customer")
    .select(sql<number>`count(*)::integer`.as("count"))
    .where("legal_entity", "=", legalEntity)
    .where((eb) => eb(eb.ref("attributes"), "?", code))
    .executeTakeFirstOrThrow();
  return count;
}

/** How many customers have several values of an attribute. */
export async function customersWithSeveral(db: Db, { legalEntity, code }: { legalEntity: string; code: string }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from customer
    where legal_entity = ${legalEntity} and jsonb_typeof(attributes -> ${code}) = 'array' and jsonb_array_length(attributes -> ${code}) > 1`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function isAttributeInUse(db: Db, { legalEntity, code }: { legalEntity: string; code: string }): Promise<boolean> {
  const row = await db
    .selectFrom("customer")
    .select("id")
    .where("legal_entity", "=", legalEntity)
    .where((eb) => eb(eb.ref("attributes"), "?", code))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function saveAttribute(
  trx: Trx,
  { legalEntity, code, attribute, ...by }: { legalEntity: string; code: string; attribute: Attribute } & Omit<SavedRow, "version">,
): Promise<SavedRow> {
  const definition = JSON.stringify(attribute);
  return await trx
    .insertInto("attribute")
    .values({ legal_entity: legalEntity, code, definition, ...by })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ definition, ...by, version: sql<number>`attribute.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
}

export async function removeAttribute(trx: Trx, { legalEntity, code }: { legalEntity: string; code: string }): Promise<void> {
  await trx.deleteFrom("attribute").where("legal_entity", "=", legalEntity).where("code", "=", code).execute();
}

/** How many attributes there are, and how many of them can be a filter. */
export async function countAttributes(db: Db, legalEntity: string): Promise<{ defined: number; refinable: number }> {
  return await db
    .selectFrom("attribute")
    .select([sql<number>`count(*)::integer`.as("defined"), sql<number>`count(*) filter (where (definition ->> 'refinable')::boolean)::integer`.as("refinable")])
    .where("legal_entity", "=", legalEntity)
    .executeTakeFirstOrThrow();
}

export async function definitionsOf(db: Db, legalEntity: string) {
  return await db.selectFrom("attribute").select(["code", "definition"]).where("legal_entity", "=", legalEntity).orderBy("code").execute();
}

/** What kind of values these attributes hold. */
export async function shapesOf(db: Db, { legalEntity, codes }: { legalEntity: string; codes: readonly string[] }) {
  if (codes.length === 0) return [];
  return await db
    .selectFrom("attribute")
    .select([
      "code",
      sql<string>`definition ->> 'type'`.as("held_type"),
      sql<boolean>`coalesce((definition ->> 'multiple')::boolean, false)`.as("held_multiple"),
    ])
    .where("legal_entity", "=", legalEntity)
    .where("code", "in", codes)
    .execute();
}

/** The attributes of some groups, each with its group and place. */
export async function groupMembers(db: Db, { legalEntity, groups }: { legalEntity: string; groups: readonly string[] }) {
  if (groups.length === 0) return [];
  return await db
    .selectFrom("attribute_group_member as m")
    .innerJoin("attribute as a", (join) => join.onRef("a.legal_entity", "=", "m.legal_entity").onRef("a.code", "=", "m.attribute"))
    .select(["m.group_code", "m.display_order", "m.default_value", "a.code", "a.definition"])
    .where("m.legal_entity", "=", legalEntity)
    .where("m.group_code", "in", groups)
    .execute();
}

/** What the groups that an attribute is in have as its default. */
export async function defaultsInGroups(db: Db, { legalEntity, code }: { legalEntity: string; code: string }) {
  return await db
    .selectFrom("attribute_group_member")
    .select(["group_code", "default_value"])
    .where("legal_entity", "=", legalEntity)
    .where("attribute", "=", code)
    .where("default_value", "is not", null)
    .orderBy("group_code")
    .execute();
}
