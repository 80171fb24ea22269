import type { LegalEntityCode, RegisterNumber } from "@rapport/contract";
import { prepared, type Database } from "@rapport/operational";
import { sql, type ExpressionBuilder, type Kysely, type Transaction } from "kysely";
import { sectionsShown } from "../publishing/index.ts";
import { operationsHeld } from "./operations-held-queries.ts";
import { isOnItsDevice } from "./registers/queries.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export async function hqSessionByHash(db: Db, { hash, now }: { hash: Buffer; now: Date }) {
  return await db
    .selectFrom("session")
    .modifyFront(prepared)
    .innerJoin("hq_user", "hq_user.id", "session.hq_user_id")
    .select(["hq_user.id", "hq_user.name", "hq_user.email"])
    .select((eb) =>
      eb
        .and([
          eb("hq_user.totp_secret", "is", null),
          eb("session.by_sign_on", "=", false),
          eb.exists(eb.selectFrom("access_settings").select("one").where("require_second_factor", "=", true)),
        ])
        .as("lacks_second_factor"),
    )
    .where("session.token_hash", "=", hash)
    .where("session.kind", "=", "headquarters")
    .where("session.expires_at", ">", now)
    .where("hq_user.deactivated_at", "is", null)
    .executeTakeFirst();
}

/** The session's worker and register as they are now, with what the register's store shows. So moving a register, or taking away an operation, counts at once. */
export async function posSessionByHash(db: Db, { hash, now }: { hash: Buffer; now: Date }) {
  return await db
    .selectFrom("session")
    .modifyFront(prepared)
    .innerJoin("worker", "worker.id", "session.worker_id")
    .innerJoin("register", (join) => join.onRef("register.legal_entity", "=", "session.legal_entity").onRef("register.number", "=", "session.register"))
    .select(["worker.id", "worker.operator_id", "worker.must_change_password"])
    .select(["register.legal_entity", "register.number as register", "register.store"])
    .select([operationsHeld("worker").as("operations"), booksOfWorker.as("address_books"), sectionsShown.as("sections")])
    .select(["session.created_at", "session.last_used_at", "session.locked_at"])
    .where("session.token_hash", "=", hash)
    .where("session.kind", "=", "pos")
    .where("session.expires_at", ">", now)
    .whereRef("worker.legal_entity", "=", "session.legal_entity")
    .where(isOnItsDevice)
    .where(isOpenTo({ now }))
    .executeTakeFirst();
}

/** The person who can sign in with that address. */
export async function hqUserByEmail(db: Db, email: string) {
  return await db
    .selectFrom("hq_user")
    .select(["id", "name", "email", "password_hash", "totp_secret"])
    .where(sql`lower(email)`, "=", email.toLowerCase())
    .where("deactivated_at", "is", null)
    .executeTakeFirst();
}

/** The worker with what headquarters allows them now, and what the register's store shows. No row when the register is out of use, or they are not employed. */
export async function workerAtRegister(
  db: Db,
  { legalEntity, register, operatorId, now }: { legalEntity: string; register: string; operatorId: string; now: Date },
) {
  return await db
    .selectFrom("worker")
    .innerJoin("register", (join) => join.onRef("register.legal_entity", "=", "worker.legal_entity").on("register.number", "=", register))
    .select(["worker.id", "worker.operator_id", "worker.password_hash", "worker.must_change_password"])
    .select(["register.legal_entity", "register.number as register", "register.store"])
    .select([operationsHeld("worker").as("operations"), booksOfWorker.as("address_books"), sectionsShown.as("sections")])
    .where("worker.legal_entity", "=", legalEntity)
    .where("worker.operator_id", "=", operatorId)
    .where(isOpenTo({ now }))
    .executeTakeFirst();
}

/** A worker who could sign in now at the register of somebody else's session, if its store allows it. */
export async function workerOfSession(db: Db, { workerId, session, now }: { workerId: string; session: Buffer; now: Date }) {
  return await db
    .selectFrom("session")
    .innerJoin("register", (join) => join.onRef("register.legal_entity", "=", "session.legal_entity").onRef("register.number", "=", "session.register"))
    .innerJoin("worker", "worker.legal_entity", "register.legal_entity")
    .select(["worker.id", "worker.operator_id", "worker.must_change_password"])
    .select(["register.legal_entity", "register.number as register", "register.store"])
    .select([operationsHeld("worker").as("operations"), booksOfWorker.as("address_books"), sectionsShown.as("sections")])
    .where("session.token_hash", "=", session)
    .where("worker.id", "=", workerId)
    .where(isOnItsDevice)
    .where(isOpenTo({ now }))
    .executeTakeFirst();
}

/** The register, its store and its legal entity are in use, and so is the worker, who is employed on this day of the store (OG4, OG5). */
function isOpenTo({ now }: { now: Date }) {
  return ({ exists, selectFrom }: ExpressionBuilder<Database, "worker" | "register">) =>
    exists(
      selectFrom("store as place")
        .innerJoin("legal_entity as entity", "entity.code", "place.legal_entity")
        .select(sql.lit(1).as("one"))
        .whereRef("place.legal_entity", "=", "register.legal_entity")
        .whereRef("place.number", "=", "register.store")
        .where(sql<boolean>`entity.active and place.active and register.active and worker.active`)
        .where(
          sql<boolean>`(${now}::timestamptz at time zone coalesce(place.time_zone, 'UTC'))::date
            between coalesce(worker.employed_from, '-infinity') and coalesce(worker.employed_to, 'infinity')`,
        ),
    );
}

/** The employee address books of the `worker` of the query. */
const booksOfWorker = sql<string[]>`array(select a.address_book from worker_address_book a where a.worker_id = worker.id)`;

/** The key that encrypts what a worker keeps on a device. Only their own sessions get it (OF7). */
export async function draftKeyOf(db: Db, workerId: string): Promise<Buffer> {
  const { draft_key } = await db.selectFrom("worker").select("draft_key").where("id", "=", workerId).executeTakeFirstOrThrow();
  return draft_key;
}

/** In which money and by which report suite a legal entity's data are read. */
export async function dataOf(db: Db, legalEntity: string) {
  return await db.selectFrom("legal_entity").select(["currency", "rsid"]).where("code", "=", legalEntity).executeTakeFirst();
}

export type SessionOwner =
  | { readonly kind: "headquarters"; readonly id: string }
  | { readonly kind: "pos"; readonly id: string; readonly legalEntity: LegalEntityCode; readonly register: RegisterNumber };

/** Starts a session. False when the password that was checked has changed meanwhile. */
export async function addSession(
  trx: Trx,
  {
    owner,
    hash,
    passwordHash,
    browser,
    now,
    expiresAt,
  }: { owner: SessionOwner; hash: Buffer; passwordHash: string; browser: string; now: Date; expiresAt: Date },
): Promise<boolean> {
  const { kind, id } = owner;
  const people = kind === "headquarters" ? "hq_user" : "worker";
  const isIn = kind === "headquarters" ? sql`deactivated_at is null` : sql`true`;
  const { rows } = await sql`select from ${sql.table(people)} where id = ${id} and password_hash = ${passwordHash} and ${isIn} for no key update`.execute(trx);
  if (rows.length === 0) return false;
  const whose =
    owner.kind === "headquarters" ? { hq_user_id: id } : { worker_id: id, legal_entity: owner.legalEntity, register: owner.register, last_used_at: now };
  await trx
    .insertInto("session")
    .values({ token_hash: hash, kind, browser, created_at: now, expires_at: expiresAt, ...whose })
    .execute();
  if (kind === "headquarters") await trx.updateTable("hq_user").set({ last_sign_in_at: now }).where("id", "=", id).execute();
  return true;
}

/** Ends all sessions of a person whose password changes, in the same transaction. */
export async function endSessionsOf(trx: Trx, who: { readonly workerId: string } | { readonly hqUserId: string }) {
  const [column, id] = "workerId" in who ? (["worker_id", who.workerId] as const) : (["hq_user_id", who.hqUserId] as const);
  await trx.deleteFrom("session").where(column, "=", id).execute();
}

/** Ends a worker's sessions except the one with that token. */
export async function endOtherSessionsOfWorker(trx: Trx, { workerId, but }: { workerId: string; but: Buffer }) {
  await trx.deleteFrom("session").where("worker_id", "=", workerId).where("token_hash", "!=", but).execute();
}

/** The sessions of a person of headquarters, newest first. */
export async function sessionsOf(db: Db, { userId, now }: { userId: string; now: Date }) {
  return await db
    .selectFrom("session")
    .select(["id", "token_hash", "browser", "created_at", "expires_at"])
    .where("hq_user_id", "=", userId)
    .where("expires_at", ">", now)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
}

/** False when the person has no such session. */
export async function removeOwnSession(db: Db, { userId, id }: { userId: string; id: string }): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("session").where("hq_user_id", "=", userId).where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function endOtherSessions(trx: Trx, { userId, but }: { userId: string; but: Buffer }) {
  await trx.deleteFrom("session").where("hq_user_id", "=", userId).where("token_hash", "!=", but).execute();
}

export async function removeSession(db: Db, hash: Buffer) {
  await db.deleteFrom("session").where("token_hash", "=", hash).execute();
}

export async function removeExpiredSessions(db: Db, now: Date) {
  await db.deleteFrom("session").where("expires_at", "<=", now).execute();
}

/** True when this account has signed in on the device before. */
export async function isKnownDevice(db: Db, { device, account }: { device: Buffer; account: string }): Promise<boolean> {
  const row = await db.selectFrom("known_device").select("account").where("token_hash", "=", device).where("account", "=", account).executeTakeFirst();
  return row !== undefined;
}

export async function rememberDevice(db: Db, { device, account, now }: { device: Buffer; account: string; now: Date }) {
  await db
    .insertInto("known_device")
    .values({ token_hash: device, account, last_used: now })
    .onConflict((conflict) => conflict.columns(["token_hash", "account"]).doUpdateSet({ last_used: now }))
    .execute();
}

export async function removeUnusedDevices(db: Db, before: Date) {
  await db.deleteFrom("known_device").where("last_used", "<", before).execute();
}
