import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { ACCOUNT, type AccountRow } from "../accounts/account-queries.ts";
import type { TakenFile } from "../queries.ts";

type Db = Kysely<Database>;

export interface TakenUpload {
  readonly id: number;
  readonly rsid: string;
  readonly data_source_id: number;
  readonly taken: TakenFile;
}

/** Uploads whose files are not yet removed from the folders of their sources. */
export async function takenUploads(db: Db): Promise<TakenUpload[]> {
  const rows = await db.selectFrom("upload").select(["id", "rsid", "data_source_id", "taken"]).where("taken", "is not", null).orderBy("id").execute();
  // The column holds what `addUpload` wrote.
  return rows.map((row) => ({ ...row, taken: row.taken as unknown as TakenFile }));
}

export async function clearTaken(db: Db, id: number): Promise<void> {
  await db.updateTable("upload").set({ taken: null }).where("id", "=", id).execute();
}

/** The accounts that are in use, of all report suites. */
export async function accountsInUse(db: Db): Promise<AccountRow[]> {
  return await db.selectFrom("data_source").select(ACCOUNT).where("deleted_at", "is", null).orderBy("id").execute();
}

/** Those of these accounts that are in use. */
export async function accountsOf(db: Db, ids: readonly number[]): Promise<AccountRow[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom("data_source")
    .select(ACCOUNT)
    .where("deleted_at", "is", null)
    .where(sql<boolean>`id = any(${[...ids]}::int[])`)
    .orderBy("id")
    .execute();
}

/** Those of these accounts that were deleted. */
export async function deletedOf(db: Db, ids: readonly number[]): Promise<{ readonly id: number; readonly rsid: string }[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom("data_source")
    .select(["id", "rsid"])
    .where("deleted_at", "is not", null)
    .where(sql<boolean>`id = any(${[...ids]}::int[])`)
    .execute();
}

interface SentFile {
  readonly dataSource: number;
  readonly inode: string;
}

/** Remembers that a sender put this file there by SFTP, until it is taken or removed. */
export async function rememberSent(db: Db, { dataSource, inode }: SentFile): Promise<void> {
  const row = { data_source_id: dataSource, inode };
  await db
    .insertInto("sftp_file")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function forgetSent(db: Db, { dataSource, inode }: SentFile): Promise<void> {
  await db.deleteFrom("sftp_file").where("data_source_id", "=", dataSource).where("inode", "=", inode).execute();
}

/** False when another program put it there. */
export async function isOfSender(db: Db, { dataSource, inode }: SentFile): Promise<boolean> {
  const row = await db.selectFrom("sftp_file").select("inode").where("data_source_id", "=", dataSource).where("inode", "=", inode).executeTakeFirst();
  return row !== undefined;
}
