import type { TypeOfAttributes } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "../organisation/index.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;
interface Key {
  readonly legalEntity: string;
  readonly code: string;
}

/** Types with the codes of the attributes that are of them; one of them when it is named. */
export function typesOf(db: Db, { legalEntity, code, type }: { legalEntity: string; code?: string; type?: string | undefined }) {
  const attributes = sql<string[]>`array(select a.code from attribute a
    where a.legal_entity = t.legal_entity and a.definition ? 'attributeType' and a.definition ->> 'attributeType' = t.code order by a.code)`;
  return db
    .selectFrom("attribute_type as t")
    .select(["t.code", "t.definition", "t.version", "t.changed_at", "t.changed_by", attributes.as("attributes")])
    .select([
      sql<string>`t.definition #>> '{name,en}'`.as("name"),
      sql<string>`coalesce(t.definition #>> '{name,nl}', '')`.as("dutch"),
      sql<string>`t.definition ->> 'type'`.as("type"),
      sql<boolean>`true`.as("active"),
    ])
    .where("t.legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("t.code", "=", code ?? ""))
    .$if(type !== undefined, (query) => query.where(sql`t.definition ->> 'type'`, "=", type ?? ""));
}

export async function saveType(
  trx: Trx,
  { legalEntity, code, type, ...by }: Key & { readonly type: TypeOfAttributes } & Omit<SavedRow, "version">,
): Promise<SavedRow> {
  const definition = JSON.stringify(type);
  return await trx
    .insertInto("attribute_type")
    .values({ legal_entity: legalEntity, code, definition, ...by })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ definition, ...by, version: sql<number>`attribute_type.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
}

export async function removeType(trx: Trx, { legalEntity, code }: Key): Promise<void> {
  await trx.deleteFrom("attribute_type").where("legal_entity", "=", legalEntity).where("code", "=", code).execute();
}
