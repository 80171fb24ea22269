import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { stored } from "../queries.ts";

type Db = Kysely<Database>;

export interface AccessRow {
  readonly data_source_id: number;
  readonly password_hash: Buffer | null;
  readonly password_made_at: Date | null;
  readonly used_at: Date;
  readonly version: number;
}
const ACCESS = ["data_source_id", "password_hash", "password_made_at", "used_at", "version"] as const;

export interface KeyRow {
  readonly id: number;
  readonly name: string;
  readonly algorithm: string;
  readonly fingerprint: string;
  readonly public_key: Buffer;
  readonly added_at: Date;
}
const KEY = ["id", "name", "algorithm", "fingerprint", "public_key", "added_at"] as const;

export async function accessOf(db: Db, dataSource: number): Promise<AccessRow | undefined> {
  return await db.selectFrom("sftp_access").select(ACCESS).where("data_source_id", "=", stored(dataSource)).executeTakeFirst();
}

export async function keysOf(db: Db, dataSource: number): Promise<KeyRow[]> {
  return await db.selectFrom("sftp_key").select(KEY).where("data_source_id", "=", stored(dataSource)).orderBy("id").execute();
}

export interface Way {
  readonly access: Pick<AccessRow, "password_hash" | "used_at" | "version">;
  readonly keys: readonly Pick<KeyRow, "algorithm" | "public_key">[];
}

/** How the source with this login lets senders in, in one query, whether or not there is such a source. */
export async function wayOf(db: Db, { rsid, id }: { rsid: string; id: number }): Promise<Way | undefined> {
  const rows = await db
    .selectFrom("data_source")
    .innerJoin("sftp_access", "sftp_access.data_source_id", "data_source.id")
    .leftJoin("sftp_key", "sftp_key.data_source_id", "data_source.id")
    .select(["sftp_access.password_hash", "sftp_access.used_at", "sftp_access.version", "sftp_key.algorithm", "sftp_key.public_key"])
    .where("data_source.rsid", "=", rsid)
    .where("data_source.id", "=", stored(id))
    .where("data_source.deleted_at", "is", null)
    .where("data_source.deactivated_at", "is", null)
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const keys = rows.flatMap(({ algorithm, public_key }) => (algorithm === null || public_key === null ? [] : [{ algorithm, public_key }]));
  return { access: first, keys };
}

/** Sets a new password, or none; either ends what an earlier one opened. It is awake from now on. */
export async function setPassword(db: Db, { dataSource, hash, at }: { dataSource: number; hash: Buffer | null; at: Date }): Promise<void> {
  const password = { password_hash: hash, password_made_at: hash === null ? null : at };
  await db
    .insertInto("sftp_access")
    .values({ data_source_id: dataSource, used_at: at, ...password })
    .onConflict((conflict) =>
      conflict.column("data_source_id").doUpdateSet({ ...password, version: sql<number>`sftp_access.version + 1`, ...(hash !== null && { used_at: at }) }),
    )
    .execute();
}

export async function addKey(db: Db, { dataSource, ...key }: Omit<KeyRow, "id"> & { dataSource: number }): Promise<void> {
  await db
    .insertInto("sftp_key")
    .values({ data_source_id: dataSource, ...key })
    .onConflict((conflict) => conflict.columns(["data_source_id", "fingerprint"]).doNothing())
    .execute();
}

/** False when there is no such key. */
export async function removeKey(db: Db, { dataSource, key }: { dataSource: number; key: number }): Promise<boolean> {
  const removed = await db.deleteFrom("sftp_key").where("data_source_id", "=", stored(dataSource)).where("id", "=", stored(key)).executeTakeFirst();
  return removed.numDeletedRows > 0n;
}

/** What was opened before may begin nothing more. */
export async function endOpen(db: Db, dataSource: number): Promise<void> {
  await db
    .updateTable("sftp_access")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("data_source_id", "=", stored(dataSource))
    .execute();
}

/** It was used, or woken. */
export async function markUsed(db: Db, { dataSource, at }: { dataSource: number; at: Date }): Promise<void> {
  await db
    .insertInto("sftp_access")
    .values({ data_source_id: dataSource, used_at: at })
    .onConflict((conflict) => conflict.column("data_source_id").doUpdateSet({ used_at: at }))
    .execute();
}
