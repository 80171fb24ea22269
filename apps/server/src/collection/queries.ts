import type { Database } from "@rapport/operational";
import type { NamedQuery, Warehouse } from "@rapport/warehouse";
import type { Kysely } from "kysely";
import { z } from "zod";

/** A new number for a collector that starts. No number is given twice. */
export async function newWriter(db: Kysely<Database>): Promise<number> {
  const { id } = await db.insertInto("writer").defaultValues().returning("id").executeTakeFirstOrThrow();
  return id;
}

const lastSeqOfWriter = {
  name: "lastSeqOfWriter",
  text: "SELECT max(seq) AS last FROM raw_hits_v2 WHERE writer = {writer:UInt32}",
  params: z.object({ writer: z.number() }),
  row: z.object({ last: z.coerce.number() }),
} satisfies NamedQuery;

/** Number of the newest hit of a writer in the warehouse; 0 for none. */
export async function lastLoaded(warehouse: Warehouse, writer: number): Promise<number> {
  const [found] = await warehouse.rows(lastSeqOfWriter, { writer });
  return found?.last ?? 0;
}
