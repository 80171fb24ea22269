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

interface Sending {
  readonly id: string;
  readonly address: string;
}

/**
 * Remembers that a sender put this file there by SFTP, until it is taken or removed.
 *
 * @param sending what is not told yet (SF9)
 */
export async function rememberSent(db: Db, { dataSource, inode, sending }: SentFile & { sending?: Sending }): Promise<void> {
  const row = { data_source_id: dataSource, inode, sending: sending?.id ?? null, address: sending?.address ?? null };
  // It also waits for whoever is about to forget an earlier file of that number.
  await db
    .insertInto("sftp_file")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["data_source_id", "inode"]).doUpdateSet({
        sending: sql`coalesce(excluded.sending, sftp_file.sending)`,
        address: sql`coalesce(excluded.address, sftp_file.address)`,
      }),
    )
    .execute();
}

/** The sending of a file is told now: this one, or whichever is not told yet. From where it came; undefined when there is none. */
export async function endSending(db: Db, { dataSource, inode, sending }: SentFile & { sending?: string }): Promise<string | undefined> {
  const told = db.updateTable("sftp_file").set({ sending: null }).where("data_source_id", "=", dataSource).where("inode", "=", inode);
  const row = await (sending === undefined ? told.where("sending", "is not", null) : told.where("sending", "=", sending))
    .returning("address")
    .executeTakeFirst();
  return row?.address ?? undefined;
}

export async function forgetSent(db: Db, { dataSource, inodes }: { dataSource: number; inodes: readonly string[] }): Promise<void> {
  if (inodes.length === 0) return;
  await db.deleteFrom("sftp_file").where("data_source_id", "=", dataSource).where("inode", "in", inodes).execute();
}

/** Nobody takes files of a source that was deleted. */
export async function forgetSentOfDeleted(db: Db): Promise<void> {
  await db
    .deleteFrom("sftp_file")
    .where("data_source_id", "in", (eb) => eb.selectFrom("data_source").select("id").where("deleted_at", "is not", null))
    .execute();
}

/** False when another program put it there. */
export async function isOfSender(db: Db, { dataSource, inode }: SentFile): Promise<boolean> {
  const row = await db.selectFrom("sftp_file").select("inode").where("data_source_id", "=", dataSource).where("inode", "=", inode).executeTakeFirst();
  return row !== undefined;
}

/** The inodes of the files that senders put there, by source. */
export async function sentFiles(db: Db): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await db.selectFrom("sftp_file").select(["data_source_id", "inode"]).execute();
  const all = new Map<number, string[]>();
  for (const { data_source_id: id, inode } of rows) all.set(id, [...(all.get(id) ?? []), inode]);
  return all;
}

/** Those of these files that are still remembered; until the transaction ends nobody remembers them anew. */
export async function lockSent(trx: Db, { dataSource, inodes }: { dataSource: number; inodes: readonly string[] }): Promise<string[]> {
  const rows = await trx
    .selectFrom("sftp_file")
    .select("inode")
    .where("data_source_id", "=", dataSource)
    .where("inode", "in", inodes)
    .orderBy("inode")
    .forUpdate()
    .execute();
  return rows.map(({ inode }) => inode);
}
