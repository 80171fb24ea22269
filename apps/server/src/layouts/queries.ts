import type { ScreenLayout } from "@rapport/contract/layouts";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "../organisation/index.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;
interface Key {
  readonly legalEntity: string;
  readonly code: string;
}

/** Layouts, each with how many name it; one of them when it is named. */
export function layoutsOf(db: Db, { legalEntity, code }: { legalEntity: string; code?: string }) {
  const naming = (table: "store" | "register" | "worker") =>
    sql<number>`(select count(*)::integer from ${sql.table(table)} u where u.legal_entity = l.legal_entity and u.screen_layout = l.code)`;
  return db
    .selectFrom("screen_layout as l")
    .select(["l.code", "l.name", "l.start_screen", "l.sizes", "l.version", "l.changed_at", "l.changed_by"])
    .select([naming("store").as("stores"), naming("register").as("registers"), naming("worker").as("workers")])
    .select([sql<string>`l.name ->> 'en'`.as("english"), sql<string>`coalesce(l.name ->> 'nl', '')`.as("dutch"), sql<boolean>`true`.as("active")])
    .where("l.legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("l.code", "=", code ?? ""));
}

/** Its row alone, locked until the transaction ends, so that nobody begins to name it meanwhile. */
export function lockedLayout(trx: Trx, { legalEntity, code }: Key) {
  return trx.selectFrom("screen_layout").select("code").where("legal_entity", "=", legalEntity).where("code", "=", code).forUpdate();
}

export async function saveLayout(
  trx: Trx,
  { legalEntity: legal_entity, code, layout, ...by }: Key & { readonly layout: ScreenLayout } & Omit<SavedRow, "version">,
): Promise<SavedRow> {
  const details = { name: JSON.stringify(layout.name), start_screen: layout.startScreen, sizes: JSON.stringify(layout.sizes), ...by };
  return await trx
    .insertInto("screen_layout")
    .values({ legal_entity, code, ...details })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ ...details, version: sql<number>`screen_layout.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
}

export async function removeLayout(trx: Trx, { legalEntity, code }: Key): Promise<void> {
  await trx.deleteFrom("screen_layout").where("legal_entity", "=", legalEntity).where("code", "=", code).execute();
}

/** Stores in use, and those of them whose layout has a button that opens client books (712, 713). The standard layout, of stores that name none, has it. */
export async function storesWithBooks(db: Db, legalEntity: string): Promise<{ inUse: number; withButton: number }> {
  const { rows } = await sql<{ inUse: number; withButton: number }>`
    select count(*)::integer as "inUse",
      count(*) filter (where l.code is null or jsonb_path_exists(l.sizes, '$[*].grids[*].buttons[*] ? (@.operation == 712 || @.operation == 713)'))::integer as "withButton"
    from store s left join screen_layout l on l.legal_entity = s.legal_entity and l.code = s.screen_layout
    where s.legal_entity = ${legalEntity} and s.active`.execute(db);
  return rows[0] ?? { inUse: 0, withButton: 0 };
}
