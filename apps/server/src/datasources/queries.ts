import type { FileFailure } from "@rapport/contract/refusals";
import type { CameBy, DateFormat, EarlyRows, HashLines, IdRule, JobStatus, Receipt, ReturnPrices } from "@rapport/contract/data-sources";
import type { ReadBy } from "./load/read-by.ts";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;

export interface UploadRow {
  readonly id: number;
  readonly rsid: string;
  readonly data_source_id: number;
  readonly filename: string;
  readonly content_hash: Buffer;
  readonly forced: boolean;
  readonly status: JobStatus;
  readonly error_code: string | null;
  /** The code's parameters, in the shape of its table. Null for jobs of an early version, which have `error_message`. */
  readonly error_params: unknown;
  readonly error_message: string | null;
  readonly duplicate_of: number | null;
  readonly rows_read: number;
  readonly rejected: number;
  /** Rows that were taken out of reports since (FU15). */
  readonly taken_back: number;
  readonly header: string | null;
  readonly uploaded_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly undone_at: Date | null;
  readonly undone_fates: unknown;
  readonly window_days: number;
  readonly late_linking: boolean;
  /** Its source's rule at the time of the upload. */
  readonly early_rows: EarlyRows;
  /** How its source's transaction ids were read then; null of a file from before this was kept. */
  readonly id_rule: unknown;
  readonly faults: number;
  readonly reading: unknown;
  readonly came_by: CameBy;
  /** The upload whose rows its rows take the place of, and the one that took its own place (FU22). */
  readonly replaces: number | null;
  readonly replaced_by: number | null;
  /** The upload whose rejected rows its file has, mended (FU23). */
  readonly mends: number | null;
  /** The settings by which its file was read; null before it is loaded, and of one from before these were kept. */
  readonly date_format: DateFormat | null;
  readonly hash_lines: HashLines | null;
  readonly return_prices: ReturnPrices | null;
  /** Since when its rows take the place of others. */
  readonly switching_at: Date | null;
}
export const UPLOAD = [
  "id",
  "rsid",
  "data_source_id",
  "filename",
  "content_hash",
  "forced",
  "status",
  "error_code",
  "error_params",
  "error_message",
  "duplicate_of",
  "rows_read",
  "rejected",
  "taken_back",
  "header",
  "uploaded_at",
  "started_at",
  "finished_at",
  "undone_at",
  "undone_fates",
  "window_days",
  "late_linking",
  "early_rows",
  "id_rule",
  "faults",
  "reading",
  "came_by",
  "replaces",
  "replaced_by",
  "mends",
  "date_format",
  "hash_lines",
  "return_prices",
  "switching_at",
] as const;

export interface NewUpload {
  readonly rsid: string;
  readonly data_source_id: number;
  readonly filename: string;
  readonly content_hash: Buffer;
  readonly bytes: number;
  readonly forced: boolean;
  readonly uploaded_at: Date;
  readonly window_days: number;
  readonly late_linking: boolean;
  readonly early_rows: EarlyRows;
  readonly id_rule: IdRule;
  readonly came_by: UploadRow["came_by"];
  /** For a file of a source's folder, until it is removed there. */
  readonly taken: TakenFile | null;
  readonly replaces?: number;
  readonly mends?: number;
}

/** A file as it was at one look: its inode, bytes and time of writing, in nanoseconds. */
export interface ExactFile {
  readonly inode: string;
  readonly size: string;
  readonly mtimeNs: string;
}

/** A file of a source's folder that is an upload now, and the `.fin` that goes with it. */
export interface TakenFile extends ExactFile {
  readonly name: string;
  readonly fin: (ExactFile & { readonly name: string }) | null;
}

export async function addUpload(trx: Transaction<Database>, { taken, id_rule, ...upload }: NewUpload): Promise<UploadRow> {
  return await trx
    .insertInto("upload")
    .values({ ...upload, id_rule: JSON.stringify(id_rule), taken: taken && JSON.stringify(taken) })
    .returning(UPLOAD)
    .executeTakeFirstOrThrow();
}

export async function uploadById(db: Db, id: number): Promise<UploadRow | undefined> {
  return await db.selectFrom("upload").select(UPLOAD).where("id", "=", stored(id)).executeTakeFirst();
}

/** Which of the ids belong to an upload. */
export async function knownUploads(db: Db, ids: readonly number[]): Promise<number[]> {
  const rows = await db.selectFrom("upload").select("id").where("id", "in", ids).execute();
  return rows.map(({ id }) => id);
}

export async function uploadOfAccount(db: Db, of: { rsid: string; account: number; id: number }): Promise<UploadRow | undefined> {
  return await db
    .selectFrom("upload")
    .select(UPLOAD)
    .where("rsid", "=", of.rsid)
    .where("data_source_id", "=", of.account)
    .where("id", "=", stored(of.id))
    .executeTakeFirst();
}

/** Whether a file is compared with earlier ones. One that is to be loaded again is not, and neither are mended rows, each of which comes once (FU8, FU23). */
export function mayBeKnown({ forced, mends }: Pick<UploadRow, "forced" | "mends">): boolean {
  return !forced && mends === null;
}

/** The first loaded upload of the same data source with the same bytes, or with the same rows. */
export async function loadedBefore(
  db: Db,
  upload: Pick<UploadRow, "id" | "data_source_id" | "content_hash"> & { readonly rows_hash?: string },
): Promise<number | undefined> {
  const found = await db
    .selectFrom("upload")
    .select("id")
    .where("data_source_id", "=", upload.data_source_id)
    .$if(upload.rows_hash === undefined, (query) => query.where("content_hash", "=", upload.content_hash))
    .$if(upload.rows_hash !== undefined, (query) => query.where("rows_hash", "=", upload.rows_hash ?? ""))
    .where("status", "=", "success")
    .where("undone_at", "is", null)
    .where("duplicate_of", "is", null)
    // Of one whose rows were all taken back, nothing counts.
    .where(sql<boolean>`not (taken_back > 0 and taken_back = rows_read - rejected)`)
    .where("id", "!=", upload.id)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}

/** Uploads of the data source whose rows are in reports. */
export async function uploadsInReports(db: Db, { data_source_id }: Pick<UploadRow, "data_source_id">): Promise<number[]> {
  const rows = await db
    .selectFrom("upload")
    .select("id")
    .where("data_source_id", "=", data_source_id)
    .where("status", "=", "success")
    .where("undone_at", "is", null)
    .where("duplicate_of", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

export async function markStarted(db: Db, { id, at }: { id: number; at: Date }): Promise<void> {
  await db
    .updateTable("upload")
    .set({ status: "processing", started_at: sql<Date>`coalesce(started_at, ${at})` })
    .where("id", "=", id)
    .execute();
}

/** By which settings its file is read. */
export async function noteReading(db: Db, { id, reading }: { id: number; reading: ReadBy }): Promise<void> {
  await db.updateTable("upload").set(reading).where("id", "=", id).execute();
}

/** It was begun, and waits as if it had not been. */
export async function markWaiting(db: Db, id: number): Promise<void> {
  await db.updateTable("upload").set({ status: "uploaded", started_at: null }).where("id", "=", id).execute();
}

/** What a receipt says about the file itself, beside the fates of its rows. */
export interface FileReading {
  readonly comments?: { readonly lines: number; readonly likeRows: number; readonly examples: readonly { readonly line: number; readonly text: string }[] };
  readonly placeholderIds?: number;
  /** True when the same rows were loaded before, written in another way, so that nothing of this file was loaded. */
  readonly sameRows?: true;
  readonly repeatedRows?: NonNullable<Receipt["repeatedRows"]>;
}

export type Ending =
  | { readonly status: "success"; readonly rowsRead: number; readonly rejected: number; readonly reading: FileReading | null }
  | { readonly status: "success"; readonly duplicateOf: number; readonly reading?: FileReading }
  | { readonly status: "failure"; readonly failure: FileFailure; readonly rowsRead: number; readonly reading?: FileReading | null };

export async function markEnded(db: Db, { id, at, ending, header }: { id: number; at: Date; ending: Ending; header: string | null }): Promise<void> {
  const failed =
    ending.status === "failure"
      ? { error_code: ending.failure.code, error_params: JSON.stringify(ending.failure.params), rows_read: ending.rowsRead, rejected: ending.rowsRead }
      : undefined;
  const done =
    "duplicateOf" in ending
      ? { duplicate_of: ending.duplicateOf }
      : ending.status === "success"
        ? { rows_read: ending.rowsRead, rejected: ending.rejected }
        : failed;
  await db
    .updateTable("upload")
    .set({
      status: ending.status,
      finished_at: at,
      header,
      ...("reading" in ending && ending.reading != null && { reading: JSON.stringify(ending.reading) }),
      ...done,
    })
    .where("id", "=", id)
    .execute();
}

/** Counts one more of our own faults. Returns their number. */
export async function countFault(db: Db, id: number): Promise<number> {
  const { faults } = await db
    .updateTable("upload")
    .set((eb) => ({ faults: eb("faults", "+", 1) }))
    .where("id", "=", id)
    .returning("faults")
    .executeTakeFirstOrThrow();
  return faults;
}

export async function markUndone(trx: Transaction<Database>, { id, at, fates }: { id: number; at: Date; fates: object }): Promise<void> {
  await trx
    .updateTable("upload")
    .set({ status: "deleted", undone_at: at, waiting: 0, undone_fates: JSON.stringify(fates) })
    .where("id", "=", id)
    .execute();
}

export async function setRowsHash(db: Db, { id, hash }: { id: number; hash: string }): Promise<void> {
  await db.updateTable("upload").set({ rows_hash: hash }).where("id", "=", id).execute();
}

/** From now on new hits are linked to the upload's rows. */
export async function setRowsIn(db: Db, { id, header, waiting }: { id: number; header: string; waiting: number }): Promise<void> {
  await db.updateTable("upload").set({ header, waiting }).where("id", "=", id).execute();
}

/** New hits are not linked to the upload until its rows are in again. */
export async function setRowsOut(db: Db, id: number): Promise<void> {
  await db.updateTable("upload").set({ header: null, waiting: 0 }).where("id", "=", id).execute();
}

/** The first range that may still bring hits; every earlier one is in the warehouse. */
export async function firstOpenRange(db: Db): Promise<number> {
  const { rows } = await sql<{ range: number }>`
    select coalesce(min(id) filter (where written_at is null and done_at is null), max(id) + 1, 0)::int as range from processing_range`.execute(db);
  return rows[0]?.range ?? 0;
}

export async function setWaiting(db: Db, counts: readonly { upload: number; rows: number }[]): Promise<void> {
  if (counts.length === 0) return;
  const ids = counts.map(({ upload }) => upload);
  const rows = counts.map((count) => count.rows);
  await sql`update upload set waiting = counted.rows from unnest(${ids}::int[], ${rows}::int[]) as counted(id, rows) where upload.id = counted.id`.execute(db);
}

/** An id that a caller sent. If it is larger than the column can hold, nothing is found. */
export function stored(id: number) {
  return sql<number>`${id}::bigint`;
}
