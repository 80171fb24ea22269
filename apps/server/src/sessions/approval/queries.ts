import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

type Db = Kysely<Database>;

export interface Approval {
  readonly token: Buffer;
  readonly session: Buffer;
  readonly permission: string;
  readonly path: string;
}

export async function addApproval(db: Db, { token, session, permission, path, workerId, expiresAt }: Approval & { workerId: string; expiresAt: Date }) {
  const of = { token_hash: token, session_hash: session, permission, path };
  await db
    .insertInto("approval")
    .values({ ...of, worker_id: workerId, expires_at: expiresAt })
    .execute();
}

/** Who lent the right. One statement, so that it is lent once; undefined for an approval that is unknown, used, too old, or for something else. */
export async function spendApproval(db: Db, { token, session, permission, path, now }: Approval & { now: Date }) {
  return await db
    .deleteFrom("approval")
    .where("token_hash", "=", token)
    .where("session_hash", "=", session)
    .where("permission", "=", permission)
    .where("path", "=", path)
    .where("expires_at", ">", now)
    .returning("worker_id")
    .executeTakeFirst();
}

export async function removeExpiredApprovals(db: Db, now: Date) {
  await db.deleteFrom("approval").where("expires_at", "<=", now).execute();
}
