import type { Database } from "@rapport/operational";
import type { NamedQuery, Warehouse } from "@rapport/warehouse";
import { sql, type Kysely } from "kysely";
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

/** The account numbers of customers who do not want to be followed on the site, with the report suites of their legal entities. */
export async function optedOut(db: Kysely<Database>): Promise<{ rsid: string; accountNumber: string }[]> {
  const { rows } = await sql<{ rsid: string; accountNumber: string }>`
    select distinct e.rsid, c.account_number as "accountNumber"
    from customer c join legal_entity e on e.code = c.legal_entity
    where c.opt_out_web_tracking and e.rsid is not null
    order by 1, 2`.execute(db);
  return rows;
}
