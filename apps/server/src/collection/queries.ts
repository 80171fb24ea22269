import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

/** A number for a collector that starts; no two ever get the same. */
export async function newWriter(db: Kysely<Database>): Promise<number> {
  const { id } = await db.insertInto("writer").defaultValues().returning("id").executeTakeFirstOrThrow();
  return id;
}
