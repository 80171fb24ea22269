import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import { UPLOAD, type Ending, type UploadRow } from "../queries.ts";

type Db = Kysely<Database>;

/** Holds the upload until the transaction ends, so that of two replacements one comes first. */
export async function lockedUpload(trx: Transaction<Database>, id: number): Promise<UploadRow> {
  return await trx.selectFrom("upload").select(UPLOAD).where("id", "=", id).forNoKeyUpdate().executeTakeFirstOrThrow();
}

/** The file that is on its way to take the upload's place. */
export async function replacementUnderWay(db: Db, id: number): Promise<number | undefined> {
  const found = await db.selectFrom("upload").select("id").where("replaces", "=", id).where("status", "in", ["uploaded", "processing"]).executeTakeFirst();
  return found?.id;
}

/** Every file that was sent for the same upload, first to last. */
export async function attemptsOf(db: Db, id: number): Promise<UploadRow[]> {
  const chain = sql<{ id: number }>`
    with recursive before as (select id, replaces from upload where id = ${id} union all select u.id, u.replaces from upload u join before b on u.id = b.replaces),
      after as (select id from before where replaces is null union all select u.id from upload u join after a on u.replaces = a.id)
    select id from after`;
  const { rows } = await chain.execute(db);
  return await db
    .selectFrom("upload")
    .select(UPLOAD)
    .where(
      "id",
      "in",
      rows.map((row) => row.id),
    )
    .orderBy("id")
    .execute();
}

/** Takings back of rows of the upload that were asked for and are not done. */
export async function openRemovals(db: Db, upload: number): Promise<number[]> {
  const rows = await db
    .selectFrom("row_removal")
    .select("id")
    .where("done_at", "is", null)
    .where(sql<boolean>`uploads @> array[${upload}::int]`)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

type Success = Extract<Ending, { rowsRead: number; status: "success" }>;

/** From now on the new rows take the place of the old ones, whatever happens. Both are one. */
export async function markSwitching(
  trx: Transaction<Database>,
  of: { upload: number; replaced: number; at: Date; fates: object; header: string; ending: Success },
): Promise<void> {
  await trx
    .updateTable("upload")
    .set({ status: "deleted", undone_at: of.at, waiting: 0, undone_fates: JSON.stringify(of.fates), replaced_by: of.upload })
    .where("id", "=", of.replaced)
    .execute();
  await trx
    .updateTable("upload")
    .set({
      switching_at: of.at,
      header: of.header,
      rows_read: of.ending.rowsRead,
      rejected: of.ending.rejected,
      ...(of.ending.reading !== null && { reading: JSON.stringify(of.ending.reading) }),
    })
    .where("id", "=", of.upload)
    .execute();
}

/** The rows have taken their place. */
export async function markSwitched(db: Db, { id, at }: { id: number; at: Date }): Promise<void> {
  await db.updateTable("upload").set({ status: "success", finished_at: at }).where("id", "=", id).execute();
}
