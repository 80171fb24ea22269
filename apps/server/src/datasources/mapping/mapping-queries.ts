import type { Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";

export interface MappingRow {
  readonly mapping: unknown;
  readonly version: number;
  readonly changed_at: Date;
}

export async function mappingOf(db: Kysely<Database>, dataSource: number): Promise<MappingRow | undefined> {
  return await db.selectFrom("data_source_mapping").select(["mapping", "version", "changed_at"]).where("data_source_id", "=", dataSource).executeTakeFirst();
}

export async function setMapping(
  trx: Transaction<Database>,
  { dataSource, mapping, version, at }: { dataSource: number; mapping: object | null; version: number; at: Date },
): Promise<void> {
  const row = { mapping: JSON.stringify(mapping), version, changed_at: at };
  await trx
    .insertInto("data_source_mapping")
    .values({ data_source_id: dataSource, ...row })
    .onConflict((conflict) => conflict.column("data_source_id").doUpdateSet(row))
    .execute();
}

/** Nobody else changes the source's mapping until the transaction ends. */
export async function lockSource(trx: Transaction<Database>, dataSource: number): Promise<void> {
  await trx.selectFrom("data_source").select("id").where("id", "=", dataSource).forUpdate().execute();
}
