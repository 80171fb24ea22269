import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import { z } from "zod";
import { UPLOAD, type Ending, type FileReading, type UploadRow } from "../queries.ts";

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

/** Every file that was sent for the same upload, first to last: corrected ones in its place, and mended rows of it. */
export async function attemptsOf(db: Db, id: number): Promise<UploadRow[]> {
  const chain = sql<{ id: number }>`
    with recursive before as (
        select id, coalesce(replaces, mends) as parent from upload where id = ${id}
        union all select u.id, coalesce(u.replaces, u.mends) from upload u join before b on u.id = b.parent),
      after as (select id from before where parent is null union all select u.id from upload u join after a on coalesce(u.replaces, u.mends) = a.id)
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

export type Success = Extract<Ending, { rowsRead: number; status: "success" }>;

/** A month of rows' times in UTC, as 202601: how many rows of the new upload it brings, and how many of the old one it takes out. */
const SwitchMonth = z.object({ month: z.int(), rows: z.int(), old: z.int() });
export type SwitchMonth = z.infer<typeof SwitchMonth>;

/** What is left to do, and how the file will have ended. */
export interface SwitchPlan {
  readonly months: readonly SwitchMonth[];
  readonly header: string;
  readonly ending: Success;
}

/** Only `markSwitching` writes it. */
const StoredPlan = z.object({
  months: z.array(SwitchMonth),
  header: z.string(),
  ending: z.object({ status: z.literal("success"), rowsRead: z.int(), rejected: z.int(), reading: z.custom<FileReading>().nullable() }),
});

/**
 * From now on the new rows take the place of the old ones, whatever happens, as is written down here. Both are one. Rejects when another process came
 * first.
 */
export async function markSwitching(
  trx: Transaction<Database>,
  of: { upload: number; replaced: number; at: Date; fates: object; plan: SwitchPlan },
): Promise<void> {
  const old = await trx
    .updateTable("upload")
    .set({ status: "deleted", undone_at: of.at, waiting: 0, undone_fates: JSON.stringify(of.fates), replaced_by: of.upload })
    .where("id", "=", of.replaced)
    .where("status", "=", "success")
    .where("replaced_by", "is", null)
    .executeTakeFirstOrThrow();
  const by = await trx
    .updateTable("upload")
    .set({ switching_at: of.at, switch_plan: JSON.stringify(of.plan) })
    .where("id", "=", of.upload)
    .where("status", "=", "processing")
    .where("switching_at", "is", null)
    .executeTakeFirstOrThrow();
  if (old.numUpdatedRows !== 1n || by.numUpdatedRows !== 1n) throw new Error(`upload ${of.upload} cannot take the place of upload ${of.replaced} any more`);
}

export async function switchPlan(db: Db, upload: number): Promise<SwitchPlan | null> {
  const found = await db.selectFrom("upload").select("switch_plan").where("id", "=", upload).executeTakeFirst();
  return found?.switch_plan == null ? null : StoredPlan.parse(found.switch_plan);
}

/** Uploads whose rows take the place of others at this moment, or will go on when their process runs again. */
export async function openSwitches(db: Db): Promise<number[]> {
  const rows = await db.selectFrom("upload").select("id").where("status", "=", "processing").where("switching_at", "is not", null).execute();
  return rows.map(({ id }) => id);
}
