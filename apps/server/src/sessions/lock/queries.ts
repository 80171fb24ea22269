import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

type Db = Kysely<Database>;

/** Locks it. With `lastUsed` only a session that nobody has used or unlocked since then. */
export async function lockSession(db: Db, { hash, now, lastUsed }: { hash: Buffer; now: Date; lastUsed?: Date | null }): Promise<void> {
  await db
    .updateTable("session")
    .set({ locked_at: now })
    .where("token_hash", "=", hash)
    .where("locked_at", "is", null)
    .$if(lastUsed !== undefined, (query) => query.where("last_used_at", "is not distinct from", lastUsed ?? null))
    .execute();
}

/** False when the session has ended meanwhile. */
export async function unlockSession(db: Db, { hash, now }: { hash: Buffer; now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("session")
    .set({ locked_at: null, last_used_at: now })
    .where("token_hash", "=", hash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function noteSessionUse(db: Db, { hash, now }: { hash: Buffer; now: Date }): Promise<void> {
  await db.updateTable("session").set({ last_used_at: now }).where("token_hash", "=", hash).execute();
}

export async function endIdleSession(db: Db, { hash, lastUsed }: { hash: Buffer; lastUsed: Date | null }): Promise<void> {
  await db.deleteFrom("session").where("token_hash", "=", hash).where("last_used_at", "is not distinct from", lastUsed).execute();
}

/** The password of the session's worker, whose session holds. */
export async function passwordOfWorker(db: Db, workerId: string): Promise<string | null> {
  const worker = await db.selectFrom("worker").select("password_hash").where("id", "=", workerId).executeTakeFirst();
  return worker?.password_hash ?? null;
}
