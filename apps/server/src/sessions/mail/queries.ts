import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

type Db = Kysely<Database>;

/** The person whose link is still valid. */
export async function personToMail(db: Db, { userId, now }: { userId: string; now: Date }) {
  const row = await db
    .selectFrom("hq_user")
    .select(["name", "email", "link_expires_at"])
    .select((eb) => eb("password_hash", "is not", null).as("has_password"))
    .where("id", "=", userId)
    .where("link_expires_at", ">", now)
    .where("deactivated_at", "is", null)
    .executeTakeFirst();
  return row?.link_expires_at == null ? undefined : { name: row.name, email: row.email, hasPassword: row.has_password === true, until: row.link_expires_at };
}

/** The mailed link lasts as long as the one that was shown. */
export async function setMailLink(db: Db, { userId, hash }: { userId: string; hash: Buffer }) {
  await db.updateTable("hq_user").set({ mail_link_hash: hash }).where("id", "=", userId).where("link_hash", "is not", null).execute();
}

/** No mail waits any more: none is to be sent. What became of an earlier one stays told. */
export async function endWaitingMail(db: Db, userId: string) {
  await db.updateTable("hq_user").set({ mail_state: null, mail_at: null }).where("id", "=", userId).where("mail_state", "=", "waiting").execute();
}

export async function noteMail(db: Db, { userId, state, at }: { userId: string; state: "waiting" | "sent" | "failed"; at: Date }) {
  await db.updateTable("hq_user").set({ mail_state: state, mail_at: at }).where("id", "=", userId).execute();
}
