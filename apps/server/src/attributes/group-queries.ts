import type { AttributeCode } from "@rapport/contract";
import type { AttributeGroup } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "../organisation/index.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** Groups, each with its members in display order; one of them when it is named. */
export function attributeGroupsOf(db: Db, { legalEntity, code }: { legalEntity: string; code?: string }) {
  const members = sql<unknown>`(
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('attribute', m.attribute, 'displayOrder', m.display_order, 'default', m.default_value)) order by m.display_order, m.attribute), '[]')
    from attribute_group_member m where m.legal_entity = g.legal_entity and m.group_code = g.code)`;
  return db
    .selectFrom("attribute_group as g")
    .select(["g.code", "g.name", "g.version", "g.changed_at", "g.changed_by", members.as("members")])
    .select([sql<string>`g.name ->> 'en'`.as("english"), sql<string>`coalesce(g.name ->> 'nl', '')`.as("dutch"), sql<boolean>`true`.as("active")])
    .where("g.legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("g.code", "=", code ?? ""));
}

export async function saveAttributeGroup(
  trx: Trx,
  { legalEntity, code, group, ...by }: { legalEntity: string; code: string; group: AttributeGroup } & Omit<SavedRow, "version">,
): Promise<SavedRow> {
  const name = JSON.stringify(group.name);
  const saved = await trx
    .insertInto("attribute_group")
    .values({ legal_entity: legalEntity, code, name, ...by })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ name, ...by, version: sql<number>`attribute_group.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
  await removeMembers(trx, { legalEntity, code });
  const members = group.members.map(({ attribute, displayOrder, default: standard }) => ({
    legal_entity: legalEntity,
    group_code: code,
    attribute,
    display_order: displayOrder,
    default_value: standard === undefined ? null : JSON.stringify(standard),
  }));
  if (members.length > 0) await trx.insertInto("attribute_group_member").values(members).execute();
  return saved;
}

async function removeMembers(trx: Trx, { legalEntity, code }: { legalEntity: string; code: string }): Promise<void> {
  await trx.deleteFrom("attribute_group_member").where("legal_entity", "=", legalEntity).where("group_code", "=", code).execute();
}

/** The attributes themselves stay. */
export async function removeAttributeGroup(trx: Trx, { legalEntity, code }: { legalEntity: string; code: string }): Promise<void> {
  await removeMembers(trx, { legalEntity, code });
  await trx.deleteFrom("attribute_group").where("legal_entity", "=", legalEntity).where("code", "=", code).execute();
}

export async function groupsAmong(db: Db, { legalEntity, codes }: { legalEntity: string; codes: readonly AttributeCode[] }): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const rows = await db.selectFrom("attribute_group").select("code").where("legal_entity", "=", legalEntity).where("code", "in", codes).execute();
  return new Set(rows.map(({ code }) => code));
}
