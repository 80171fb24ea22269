import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "../organisation/index.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** Groups of stores with their stores; one of them when it is named. */
export function groupsOf(db: Db, { legalEntity, code }: { legalEntity: string; code?: string }) {
  return db
    .selectFrom("store_group as g")
    .select(sql<boolean>`not g.paused`.as("active"))
    .select(["g.code", "g.name", "g.paused", "g.version", "g.changed_at", "g.changed_by"])
    .select(
      sql<string[]>`array(select m.store from store_group_member m where m.legal_entity = g.legal_entity and m.store_group = g.code order by m.store)`.as(
        "stores",
      ),
    )
    .where("g.legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("g.code", "=", code ?? ""));
}

interface GroupKey {
  readonly legalEntity: string;
  readonly code: string;
}

export async function saveGroup(
  trx: Trx,
  { legalEntity: legal_entity, code, stores, ...fields }: GroupKey & { name: string; paused: boolean; stores: readonly string[] } & Omit<SavedRow, "version">,
): Promise<SavedRow> {
  const saved = await trx
    .insertInto("store_group")
    .values({ legal_entity, code, ...fields })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ ...fields, version: sql<number>`store_group.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
  await sql`delete from store_group_member where legal_entity = ${legal_entity} and store_group = ${code} and store <> all(${[...stores]}::text[])`.execute(
    trx,
  );
  await sql`
    insert into store_group_member (legal_entity, store_group, store) select ${legal_entity}, ${code}, unnest(${[...stores]}::text[])
    on conflict do nothing`.execute(trx);
  return saved;
}

export async function removeGroup(trx: Trx, { legalEntity, code }: GroupKey): Promise<void> {
  await trx.deleteFrom("store_group").where("legal_entity", "=", legalEntity).where("code", "=", code).execute();
}

/** The names of the schedules that name a group. */
export async function schedulesNaming(db: Db, { legalEntity, code }: GroupKey): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from distribution_schedule where legal_entity = ${legalEntity} and ${code} = any(groups) order by name limit 20`.execute(db);
  return rows.map(({ name }) => name);
}
