import type { Database } from "@rapport/operational";
import { sql, type ExpressionBuilder, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface RoleRow {
  readonly role: string;
  readonly legal_entity: string | null;
}

/** A person's roles, each with its legal entity's report suite as it is now. */
export async function rolesOf(db: Db, userId: string) {
  return await db
    .selectFrom("user_role")
    .leftJoin("legal_entity", "legal_entity.code", "user_role.legal_entity")
    .select(["user_role.role", "user_role.legal_entity", "legal_entity.rsid"])
    .where("user_role.hq_user_id", "=", userId)
    .execute();
}

/** False for a person who is deactivated or not there. */
export async function isActive(db: Db, userId: string): Promise<boolean> {
  return (await db.selectFrom("hq_user").select("id").where("id", "=", userId).where("deactivated_at", "is", null).executeTakeFirst()) !== undefined;
}

export async function allRoles(db: Db) {
  return await db.selectFrom("user_role").select(["hq_user_id", "role", "legal_entity"]).orderBy("role").orderBy("legal_entity").execute();
}

export async function allUsers(db: Db) {
  return await users(db)
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .execute();
}

export async function userById(db: Db, id: string) {
  return await users(db).where("id", "=", id).executeTakeFirst();
}

function users(db: Db) {
  return db
    .selectFrom("hq_user")
    .select(["id", "email", "name", "deactivated_at", "last_sign_in_at", "mail_state", "mail_at", "version", "changed_at", "changed_by"])
    .select((eb) => eb("password_hash", "is not", null).as("has_password"))
    .select((eb) => eb("sign_on_subject", "is not", null).as("has_sign_on"))
    .select((eb) => eb("totp_secret", "is not", null).as("has_second_factor"));
}

/** The new person's id, or undefined when somebody has the e-mail address already. */
export async function addUser(trx: Trx, user: { email: string; name: string; at: Date; by: string | null }): Promise<string | undefined> {
  const { email, name, at: changed_at, by: changed_by } = user;
  const row = await trx
    .insertInto("hq_user")
    .values({ email, name, password_hash: null, changed_at, changed_by })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

export async function saveRoles(trx: Trx, { userId, roles }: { userId: string; roles: readonly RoleRow[] }) {
  await trx.deleteFrom("user_role").where("hq_user_id", "=", userId).execute();
  await trx
    .insertInto("user_role")
    .values(roles.map(({ role, legal_entity }) => ({ hq_user_id: userId, role, legal_entity })))
    .execute();
}

export async function renameUser(trx: Trx, { userId, name }: { userId: string; name: string }) {
  await trx.updateTable("hq_user").set({ name }).where("id", "=", userId).execute();
}

/** Their name, roles or state were changed. */
export async function noteSaved(trx: Trx, { userId, at, by }: { userId: string; at: Date; by: string | null }) {
  await trx
    .updateTable("hq_user")
    .set((eb) => ({ version: eb("version", "+", 1), changed_at: at, changed_by: by }))
    .where("id", "=", userId)
    .execute();
}

/** Deactivating a person also ends their link. */
export async function setDeactivated(trx: Trx, { userId, at }: { userId: string; at: Date | null }) {
  await trx
    .updateTable("hq_user")
    .set({ deactivated_at: at, ...(at !== null && { link_hash: null, link_expires_at: null, mail_link_hash: null }) })
    .where("id", "=", userId)
    .execute();
}

export async function setLink(trx: Trx, { userId, hash, expiresAt }: { userId: string; hash: Buffer; expiresAt: Date }) {
  await trx.updateTable("hq_user").set({ link_hash: hash, link_expires_at: expiresAt, mail_link_hash: null }).where("id", "=", userId).execute();
}

/** How many administrators of all legal entities can sign in. */
export async function countAdministrators(trx: Trx): Promise<number> {
  const { count } = await trx
    .selectFrom("hq_user")
    .innerJoin("user_role", "user_role.hq_user_id", "hq_user.id")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("user_role.role", "=", "administrator")
    .where("user_role.legal_entity", "is", null)
    .where("hq_user.deactivated_at", "is", null)
    .where("hq_user.password_hash", "is not", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The link that was shown, or the one that was mailed; using one ends both. */
function isLink(hash: Buffer) {
  return ({ eb, or }: ExpressionBuilder<Database, "hq_user">) => or([eb("link_hash", "=", hash), eb("mail_link_hash", "=", hash)]);
}

/** The person whose link it is, while it is valid. */
export async function userByLink(db: Db, { hash, now }: { hash: Buffer; now: Date }) {
  return await db
    .selectFrom("hq_user")
    .select(["id", "email", "name"])
    .where(isLink(hash))
    .where("link_expires_at", ">", now)
    .where("deactivated_at", "is", null)
    .executeTakeFirst();
}

/** Stores a password and uses the link up. False when the link was used meanwhile. */
export async function setPasswordByLink(trx: Trx, { userId, hash, passwordHash }: { userId: string; hash: Buffer; passwordHash: string }): Promise<boolean> {
  const done = await trx
    .updateTable("hq_user")
    .set({ password_hash: passwordHash, link_hash: null, link_expires_at: null, mail_link_hash: null })
    .where("id", "=", userId)
    .where(isLink(hash))
    .where("deactivated_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return done !== undefined;
}

/** Replaces the password that was checked; false when it has changed meanwhile. Also ends a link for a reset. */
export async function changePassword(trx: Trx, { userId, from, to }: { userId: string; from: string; to: string }): Promise<boolean> {
  const done = await trx
    .updateTable("hq_user")
    .set({ password_hash: to, link_hash: null, link_expires_at: null, mail_link_hash: null })
    .where("id", "=", userId)
    .where("password_hash", "=", from)
    .returning("id")
    .executeTakeFirst();
  return done !== undefined;
}
