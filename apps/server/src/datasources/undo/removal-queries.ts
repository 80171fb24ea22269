import type { Database } from "@rapport/operational";
import type { NamedQuery } from "@rapport/warehouse";
import { sql, type Kysely, type Transaction } from "kysely";
import { z } from "zod";

const FITS = `suite = {suite:String} AND upload IN {uploads:Array(UInt32)} AND ({line:UInt32} = 0 OR line = {line:UInt32})
      AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`;

const Some = z.object({
  suite: z.string(),
  uploads: z.array(z.number()),
  /** 0 for every line. */
  line: z.number(),
  /** Epoch milliseconds. */
  from: z.number(),
  to: z.number(),
});
export type SomeRows = z.infer<typeof Some>;

export const countSome = {
  name: "countSomeRows",
  text: `SELECT upload, toInt64(sum(occurrences)) AS rows FROM hits_v1 WHERE ${FITS} GROUP BY upload HAVING rows > 0 ORDER BY upload DESC`,
  params: Some,
  row: z.object({ upload: z.number(), rows: z.coerce.number() }),
} satisfies NamedQuery;

/** Rows with the pairs that late linking made. All states of a row have its time. */
export const removeSome = { name: "removeSomeRows", text: `DELETE FROM hits_v1 WHERE ${FITS}`, params: Some, row: z.never() } satisfies NamedQuery;

export const askedOfSome = {
  name: "asksOfSomeRows",
  text: `SELECT exists(SELECT 1 FROM waiting_amounts_v1 WHERE ${FITS}) AS any`,
  params: Some,
  row: z.object({ any: z.coerce.boolean() }),
} satisfies NamedQuery;

export const removeAsksOfSome = {
  name: "removeAsksOfSomeRows",
  text: `DELETE FROM waiting_amounts_v1 WHERE ${FITS}`,
  params: Some,
  row: z.never(),
} satisfies NamedQuery;

const OfUploads = z.object({ suite: z.string(), uploads: z.array(z.number()) });

/** A row that is in no report is not compared with later ones (U7). */
export const removeHashesOfGone = {
  name: "removeHashesOfGoneRows",
  text: `DELETE FROM file_rows_v1 WHERE upload IN {uploads:Array(UInt32)} AND (upload, line) NOT IN (SELECT upload, line FROM hits_v1 WHERE suite = {suite:String} AND upload IN {uploads:Array(UInt32)})`,
  params: OfUploads,
  row: z.never(),
} satisfies NamedQuery;

export const rowsInReports = {
  name: "rowsInReportsByUpload",
  text: "SELECT upload, toInt64(sum(occurrences)) AS rows FROM hits_v1 WHERE suite = {suite:String} AND upload IN {uploads:Array(UInt32)} GROUP BY upload",
  params: OfUploads,
  row: z.object({ upload: z.number(), rows: z.coerce.number() }),
} satisfies NamedQuery;

export interface Removal {
  readonly id: number;
  readonly data_source_id: number;
  readonly uploads: number[];
  readonly line: number | null;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly done_at: Date | null;
}

export async function addRemoval(
  trx: Transaction<Database>,
  removal: { dataSource: number; uploads: readonly number[]; line?: number; days?: { from: string; to: string }; from: Date; to: Date; at: Date },
): Promise<number> {
  const { id } = await trx
    .insertInto("row_removal")
    .values({
      data_source_id: removal.dataSource,
      uploads: [...removal.uploads],
      line: removal.line ?? null,
      from_day: removal.days?.from ?? null,
      to_day: removal.days?.to ?? null,
      from_at: removal.from,
      to_at: removal.to,
      asked_at: removal.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function removalById(db: Kysely<Database>, id: number): Promise<Removal | undefined> {
  const found = await db
    .selectFrom("row_removal")
    .select(["id", "data_source_id", "uploads", "from_at", "to_at", "done_at"])
    .select(sql<number | null>`line::float8`.as("line"))
    .where("id", "=", id)
    .executeTakeFirst();
  return found;
}

/** Those of the uploads whose rows no other upload's replace. */
export async function notReplaced(db: Kysely<Database>, uploads: readonly number[]): Promise<number[]> {
  if (uploads.length === 0) return [];
  const rows = await db.selectFrom("upload").select("id").where("id", "in", uploads).where("replaced_by", "is", null).orderBy("id").execute();
  return rows.map(({ id }) => id);
}

export async function filenamesOf(db: Kysely<Database>, uploads: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (uploads.length === 0) return new Map();
  const rows = await db.selectFrom("upload").select(["id", "filename"]).where("id", "in", uploads).execute();
  return new Map(rows.map(({ id, filename }) => [id, filename]));
}

/** Says how many rows of each upload were taken back in all, and that the removal is done. */
export async function markRemoved(
  trx: Transaction<Database>,
  { id, at, left }: { id: number; at: Date; left: readonly { upload: number; rows: number; waiting: number }[] },
): Promise<void> {
  await sql`update upload set taken_back = greatest(0, rows_read - rejected - counted.rows), waiting = counted.waiting
    from unnest(${left.map(({ upload }) => upload)}::int[], ${left.map(({ rows }) => rows)}::int[], ${left.map(({ waiting }) => waiting)}::int[]) as counted (id, rows, waiting)
    where upload.id = counted.id and upload.undone_at is null`.execute(trx);
  await trx.updateTable("row_removal").set({ done_at: at }).where("id", "=", id).execute();
}
