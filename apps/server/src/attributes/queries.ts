import type { AttributeCode } from "@rapport/contract";
import type { Attribute, AttributeGroup } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** The attribute's definition, locked until the transaction ends. */
export async function lockedAttribute(trx: Trx, { legalEntity, code }: { legalEntity: string; code: string }): Promise<unknown> {
  const row = await trx
    .selectFrom("attribute")
    .select("definition")
    .where("legal_entity", "=", legalEntity)
    .where("code", "=", code)
    .forUpdate()
    .executeTakeFirst();
  return row?.definition;
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

export async function saveAttribute(trx: Trx, { legalEntity, code, attribute }: { legalEntity: string; code: string; attribute: Attribute }) {
  const definition = JSON.stringify(attribute);
  await trx
    .insertInto("attribute")
    .values({ legal_entity: legalEntity, code, definition })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ definition }))
    .execute();
}

export async function attributesAmong(db: Db, { legalEntity, codes }: { legalEntity: string; codes: readonly AttributeCode[] }): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const rows = await db.selectFrom("attribute").select("code").where("legal_entity", "=", legalEntity).where("code", "in", codes).execute();
  return new Set(rows.map(({ code }) => code));
}

export async function definitionsOf(db: Db, legalEntity: string) {
  return await db.selectFrom("attribute").select(["code", "definition"]).where("legal_entity", "=", legalEntity).orderBy("code").execute();
}

export async function saveAttributeGroup(trx: Trx, { legalEntity, code, group }: { legalEntity: string; code: string; group: AttributeGroup }) {
  const name = JSON.stringify(group.name);
  await trx
    .insertInto("attribute_group")
    .values({ legal_entity: legalEntity, code, name })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ name }))
    .execute();
  await trx.deleteFrom("attribute_group_member").where("legal_entity", "=", legalEntity).where("group_code", "=", code).execute();
  const members = group.members.map(({ attribute, displayOrder }) => ({ legal_entity: legalEntity, group_code: code, attribute, display_order: displayOrder }));
  if (members.length > 0) await trx.insertInto("attribute_group_member").values(members).execute();
}

/** Groups by code, each with its members in display order; only one when `code` is given. */
export async function attributeGroupsOf(db: Db, { legalEntity, code }: { legalEntity: string; code?: string }) {
  const members = sql<unknown>`(
    select coalesce(jsonb_agg(jsonb_build_object('attribute', m.attribute, 'displayOrder', m.display_order) order by m.display_order, m.attribute), '[]')
    from attribute_group_member m where m.legal_entity = g.legal_entity and m.group_code = g.code)`;
  return await db
    .selectFrom("attribute_group as g")
    .select(["g.code", "g.name", members.as("members")])
    .where("g.legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("g.code", "=", code ?? ""))
    .orderBy("g.code")
    .execute();
}

export async function groupsAmong(db: Db, { legalEntity, codes }: { legalEntity: string; codes: readonly AttributeCode[] }): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const rows = await db.selectFrom("attribute_group").select("code").where("legal_entity", "=", legalEntity).where("code", "in", codes).execute();
  return new Set(rows.map(({ code }) => code));
}

/** The attributes of some groups, each with its group and place. */
export async function groupMembers(db: Db, { legalEntity, groups }: { legalEntity: string; groups: readonly string[] }) {
  if (groups.length === 0) return [];
  return await db
    .selectFrom("attribute_group_member as m")
    .innerJoin("attribute as a", (join) => join.onRef("a.legal_entity", "=", "m.legal_entity").onRef("a.code", "=", "m.attribute"))
    .select(["m.group_code", "m.display_order", "a.code", "a.definition"])
    .where("m.legal_entity", "=", legalEntity)
    .where("m.group_code", "in", groups)
    .execute();
}
