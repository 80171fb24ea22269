import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

/** Who began it: nobody else sees it or goes on with it. */
export interface Owner {
  readonly owner_kind: "headquarters" | "apiKey";
  readonly owner_id: string;
}

/** A file that is sent in several goes. */
export interface BegunRow extends Owner {
  readonly id: string;
  readonly data_source_id: number;
  readonly filename: string;
  readonly bytes: number;
  readonly last_modified: Date | null;
  readonly forced: boolean;
  readonly touched_at: Date;
  /** The upload that it became. */
  readonly upload: number | null;
}

/** One caller's, in one data source. */
export type OwnPlace = Owner & { readonly data_source_id: number };

const COLUMNS = ["r.id", "r.data_source_id", "r.owner_kind", "r.owner_id", "r.filename", "r.last_modified", "r.forced", "r.touched_at", "r.upload"] as const;

function begun(db: Db) {
  return db
    .selectFrom("resumable_upload as r")
    .select(COLUMNS)
    .select(sql<number>`r.bytes::float8`.as("bytes"))
    .$narrowType<{ owner_kind: Owner["owner_kind"] }>();
}

/** Adds it, unless its caller has so many unfinished ones there already. */
export async function addBegun(
  db: Db,
  { most, at, ...row }: Omit<BegunRow, "upload" | "touched_at"> & { readonly most: number; readonly at: Date },
): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    // Of two that are begun at once, one waits for the other.
    await trx.selectFrom("data_source").select("id").where("id", "=", row.data_source_id).forUpdate().execute();
    if ((await ownUnfinished(trx, row)).length >= most) return false;
    await trx
      .insertInto("resumable_upload")
      .values({ ...row, began_at: at, touched_at: at })
      .execute();
    return true;
  });
}

/** The newest first. */
export async function ownUnfinished(db: Db, { data_source_id, owner_kind, owner_id }: OwnPlace): Promise<BegunRow[]> {
  return await begun(db)
    .where("r.data_source_id", "=", data_source_id)
    .where("r.owner_kind", "=", owner_kind)
    .where("r.owner_id", "=", owner_id)
    .where("r.upload", "is", null)
    .orderBy("r.touched_at", "desc")
    .orderBy("r.id")
    .execute();
}

export async function ownBegun(db: Db, { id, data_source_id, owner_kind, owner_id }: OwnPlace & { readonly id: string }): Promise<BegunRow | undefined> {
  return await begun(db)
    .where("r.id", "=", id)
    .where("r.data_source_id", "=", data_source_id)
    .where("r.owner_kind", "=", owner_kind)
    .where("r.owner_id", "=", owner_id)
    .executeTakeFirst();
}

/** Locked until the transaction ends. */
export async function lockedBegun(db: Db, id: string): Promise<BegunRow | undefined> {
  return await begun(db).where("r.id", "=", id).forUpdate().executeTakeFirst();
}

/**
 * Unfinished ones of which nothing came since one instant, and finished ones since another: 1,000 at most, in the order of their ids.
 * @param after the last one of the page before
 */
export async function endableBegun(
  db: Db,
  { untouched, expired, after }: { readonly untouched: Date; readonly expired: Date; readonly after: string | undefined },
): Promise<BegunRow[]> {
  return await begun(db)
    .where("r.touched_at", "<", untouched)
    .where((eb) => eb.or([eb("r.upload", "is", null), eb("r.touched_at", "<", expired)]))
    .$if(after !== undefined, (page) => page.where("r.id", ">", after ?? ""))
    .orderBy("r.id")
    .limit(1_000)
    .execute();
}

/** Every one of which more may come, whoever began it. */
export async function unfinished(db: Db): Promise<Pick<BegunRow, "id" | "bytes">[]> {
  return await db
    .selectFrom("resumable_upload as r")
    .select(["r.id", sql<number>`r.bytes::float8`.as("bytes")])
    .where("r.upload", "is", null)
    .execute();
}

/** Says that something of it comes now. False when it was removed. */
export async function touchBegun(db: Db, { id, at }: { readonly id: string; readonly at: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("resumable_upload").set({ touched_at: at }).where("id", "=", id).executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function markWhole(db: Db, { id, upload }: { readonly id: string; readonly upload: number }): Promise<void> {
  await db.updateTable("resumable_upload").set({ upload }).where("id", "=", id).execute();
}

/**
 * Not one that became an upload meanwhile, unless it did before. False when it was not removed.
 * @param untouchedSince not one of which something came since then
 */
export async function removeBegun(
  db: Db,
  { id, upload, untouchedSince }: Pick<BegunRow, "id" | "upload"> & { readonly untouchedSince?: Date | undefined },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("resumable_upload")
    .where("id", "=", id)
    .where("upload", upload === null ? "is" : "=", upload)
    .$if(untouchedSince !== undefined, (removal) => removal.where("touched_at", "<", untouchedSince ?? new Date(0)))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Which of these are known. */
export async function knownBegun(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.selectFrom("resumable_upload").select("id").where("id", "in", ids).execute();
  return rows.map(({ id }) => id);
}
