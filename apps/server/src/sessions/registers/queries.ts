import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder } from "kysely";

type Db = Kysely<Database>;
export interface RegisterKey {
  readonly legalEntity: string;
  readonly register: string;
}

/** Undefined when there is no such register. */
export async function activationOf(db: Db, { legalEntity, register }: RegisterKey) {
  return await db
    .selectFrom("register")
    .leftJoin("register_activation as a", (join) => join.onRef("a.legal_entity", "=", "register.legal_entity").onRef("a.register", "=", "register.number"))
    .select(["a.activated_at", "a.last_seen_at", "a.code_expires_at"])
    .select(sql<boolean>`a.token_hash is not null`.as("is_active"))
    .where("register.legal_entity", "=", legalEntity)
    .where("register.number", "=", register)
    .executeTakeFirst();
}

export async function putCode(db: Db, { legalEntity, register, hash, expiresAt }: RegisterKey & { hash: Buffer; expiresAt: Date }): Promise<void> {
  const code = { code_hash: hash, code_expires_at: expiresAt };
  await db
    .insertInto("register_activation")
    .values({ legal_entity: legalEntity, register, ...code })
    .onConflict((conflict) => conflict.columns(["legal_entity", "register"]).doUpdateSet(code))
    .execute();
}

/** One statement, so that a code works once. Undefined for a code that is unknown, used or too old. */
export async function redeemCode(db: Db, { code, token, now }: { code: Buffer; token: Buffer; now: Date }) {
  return await db
    .updateTable("register_activation")
    .set({ code_hash: null, code_expires_at: null, token_hash: token, activated_at: now, last_seen_at: now })
    .where("code_hash", "=", code)
    .where("code_expires_at", ">", now)
    .returning(["legal_entity", "register"])
    .executeTakeFirst();
}

/** Ends what people began at the register, on any device. */
export async function endSessionsAt(db: Db, { legalEntity, register }: RegisterKey): Promise<void> {
  await db.deleteFrom("session").where("legal_entity", "=", legalEntity).where("register", "=", register).execute();
}

export async function endActivation(db: Db, { legalEntity, register }: RegisterKey): Promise<void> {
  await db
    .updateTable("register_activation")
    .set({ code_hash: null, code_expires_at: null, token_hash: null })
    .where("legal_entity", "=", legalEntity)
    .where("register", "=", register)
    .execute();
}

/** The register in use whose device has that token. */
export async function registerOfDevice(db: Db, token: Buffer) {
  return await db
    .selectFrom("register_activation as a")
    .innerJoin("register", (join) => join.onRef("register.legal_entity", "=", "a.legal_entity").onRef("register.number", "=", "a.register"))
    .innerJoin("store", (join) => join.onRef("store.legal_entity", "=", "register.legal_entity").onRef("store.number", "=", "register.store"))
    .innerJoin("legal_entity", "legal_entity.code", "register.legal_entity")
    .select(["register.legal_entity", "register.number", "register.store", "store.name as store_name"])
    .where("a.token_hash", "=", token)
    .where(sql<boolean>`legal_entity.active and store.active and register.active`)
    .executeTakeFirst();
}

export async function noteSeen(db: Db, { token, now }: { token: Buffer; now: Date }): Promise<void> {
  await db.updateTable("register_activation").set({ last_seen_at: now }).where("token_hash", "=", token).execute();
}

/** True when a person at a device with that token, or none, may sign in at the `register` of the query: it is this device, or was never a device. */
export function isDeviceOf(token: Buffer | null): RawBuilder<boolean> {
  return sql<boolean>`not exists (select from register_activation a where a.legal_entity = register.legal_entity and a.register = register.number
    and a.activated_at is not null and a.token_hash is distinct from ${token}::bytea)`;
}

/** True when the `session` of the query began on the device that the `register` is now. */
export const isOnItsDevice = sql<boolean>`not exists (select from register_activation a where a.legal_entity = register.legal_entity
  and a.register = register.number and a.activated_at is not null and (a.token_hash is null or session.created_at < a.activated_at))`;

/** True for the `register` of the query until it is activated for the first time. */
export const wasNeverActivated = sql<boolean>`not exists (select from register_activation a where a.legal_entity = register.legal_entity
  and a.register = register.number and a.activated_at is not null)`;
