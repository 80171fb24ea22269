import type { Database } from "@rapport/operational";
import type { NamedQuery, Warehouse } from "@rapport/warehouse";
import type { Kysely } from "kysely";
import { z } from "zod";

export interface Processed {
  readonly writer: number;
  /** The last hit of the writer that is in reports. */
  readonly upTo: number;
}

/** How far each writer's hits are processed; ranges of a writer are done one after the other. */
export async function processedByWriter(db: Kysely<Database>): Promise<Processed[]> {
  const rows = await db
    .selectFrom("processing_range")
    .distinctOn("writer")
    .select(["writer", "to_seq"])
    .where("done_at", "is not", null)
    .orderBy("writer")
    .orderBy("from_seq", "desc")
    .execute();
  return rows.map(({ writer, to_seq }) => ({ writer, upTo: to_seq }));
}

export async function lastDoneAt(db: Kysely<Database>): Promise<Date | null> {
  const row = await db
    .selectFrom("processing_range")
    .select(({ fn }) => fn.max("done_at").as("at"))
    .executeTakeFirst();
  return row?.at ?? null;
}

const waitingHits = {
  name: "waitingHits",
  text: `
    SELECT count() AS hits
    FROM raw_hits_v1
    WHERE suite = {suite:String} AND seq > transform(writer, {writers:Array(UInt32)}, {upTo:Array(UInt64)}, toUInt64(0))`,
  params: z.object({ suite: z.string(), writers: z.array(z.number()), upTo: z.array(z.number()) }),
  row: z.object({ hits: z.coerce.number() }),
} satisfies NamedQuery;

export async function countWaiting(warehouse: Warehouse, { suite, processed }: { suite: string; processed: readonly Processed[] }): Promise<number> {
  const [row] = await warehouse.rows(waitingHits, {
    suite,
    writers: [0, ...processed.map(({ writer }) => writer)],
    upTo: [0, ...processed.map(({ upTo }) => upTo)],
  });
  return row?.hits ?? 0;
}
