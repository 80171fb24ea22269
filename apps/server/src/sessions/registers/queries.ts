import type { Database } from "@rapport/operational";
import { snapshotShown } from "../../publishing/index.ts";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

const NO_CODE = { code_hash: null, code_expires_at: null, code_by_kind: null, code_by_id: null };

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

/** Who made a code: a person of headquarters or a key, as the audit log names them. */
export interface Maker {
  readonly actorKind: string;
  readonly actorId: string;
}

export async function putCode(
  db: Db,
  { legalEntity, register, hash, expiresAt, by }: RegisterKey & { hash: Buffer; expiresAt: Date; by: Maker },
): Promise<void> {
  const code = { code_hash: hash, code_expires_at: expiresAt, code_by_kind: by.actorKind, code_by_id: by.actorId };
  await db
    .insertInto("register_activation")
    .values({ legal_entity: legalEntity, register, ...code })
    .onConflict((conflict) => conflict.columns(["legal_entity", "register"]).doUpdateSet(code))
    .execute();
}

/** Locks the code until the transaction ends, so that it works once. Undefined for a code that is unknown, used or too old. */
export async function holdCode(trx: Trx, { code, now }: { code: Buffer; now: Date }) {
  return await trx
    .selectFrom("register_activation")
    .select(["legal_entity", "register", "code_by_kind", "code_by_id"])
    .where("code_hash", "=", code)
    .where("code_expires_at", ">", now)
    .forUpdate()
    .executeTakeFirst();
}

/** The device with that token is the register from now on; a code that waits is used up. */
export async function putDevice(trx: Trx, { legalEntity, register, token, now }: RegisterKey & { token: Buffer; now: Date }): Promise<void> {
  const device = { ...NO_CODE, token_hash: token, activated_at: now, last_seen_at: now };
  await trx
    .insertInto("register_activation")
    .values({ legal_entity: legalEntity, register, ...device })
    .onConflict((conflict) => conflict.columns(["legal_entity", "register"]).doUpdateSet(device))
    .execute();
}

/** Ends what people began at the register, on any device. */
export async function endSessionsAt(db: Db, { legalEntity, register }: RegisterKey): Promise<void> {
  await db.deleteFrom("session").where("legal_entity", "=", legalEntity).where("register", "=", register).execute();
}

/** Locked until the transaction ends. Undefined for a register that never had a code or a device. */
export async function holdActivation(trx: Trx, { legalEntity, register }: RegisterKey) {
  return await trx
    .selectFrom("register_activation")
    .select(["token_hash", "code_expires_at"])
    .where("legal_entity", "=", legalEntity)
    .where("register", "=", register)
    .forUpdate()
    .executeTakeFirst();
}

export async function endActivation(db: Db, { legalEntity, register }: RegisterKey): Promise<void> {
  await db
    .updateTable("register_activation")
    .set({ ...NO_CODE, token_hash: null })
    .where("legal_entity", "=", legalEntity)
    .where("register", "=", register)
    .execute();
}

/** The register in use whose device has that token. */
export async function registerOfDevice(db: Db, token: Buffer) {
  return await ofDevice(db, token).executeTakeFirst();
}

/** The number of the snapshot that the store of that device shows; undefined for a device that is no register in use. */
export async function snapshotOfDevice(db: Db, token: Buffer): Promise<number | null | undefined> {
  const row = await ofDevice(db, token).select(snapshotShown.as("snapshot")).executeTakeFirst();
  return row?.snapshot;
}

/** The same for many devices at once, by their tokens in hex. A device that is no register in use is left out; 0 stands for a store without a snapshot. */
export async function snapshotsOfDevices(db: Db, tokens: readonly Buffer[]): Promise<ReadonlyMap<string, number>> {
  if (tokens.length === 0) return new Map();
  const rows = await inUse(db)
    .innerJoin("register_activation as a", (join) => join.onRef("a.legal_entity", "=", "register.legal_entity").onRef("a.register", "=", "register.number"))
    .select([snapshotShown.as("snapshot"), "a.token_hash"])
    .where("a.token_hash", "=", sql<Buffer>`any(${[...tokens]}::bytea[])`)
    .execute();
  return new Map(rows.flatMap(({ token_hash, snapshot }) => (token_hash === null ? [] : [[token_hash.toString("hex"), snapshot ?? 0]])));
}

/** The registers of a legal entity that are in use. */
export async function registersInUse(db: Db, legalEntity: string) {
  return await inUse(db).where("register.legal_entity", "=", legalEntity).orderBy("store.name").orderBy("register.number").execute();
}

function ofDevice(db: Db, token: Buffer) {
  return inUse(db)
    .innerJoin("register_activation as a", (join) => join.onRef("a.legal_entity", "=", "register.legal_entity").onRef("a.register", "=", "register.number"))
    .where("a.token_hash", "=", token);
}

/** Registers in use, of stores and legal entities in use. */
function inUse(db: Db) {
  return db
    .selectFrom("register")
    .innerJoin("store", (join) => join.onRef("store.legal_entity", "=", "register.legal_entity").onRef("store.number", "=", "register.store"))
    .innerJoin("legal_entity", "legal_entity.code", "register.legal_entity")
    .select(["register.legal_entity", "register.number", "register.store", "store.name as store_name", "store.language"])
    .where(sql<boolean>`legal_entity.active and store.active and register.active`);
}

export async function noteSeen(db: Db, { token, now }: { token: Buffer; now: Date }): Promise<void> {
  await db.updateTable("register_activation").set({ last_seen_at: now }).where("token_hash", "=", token).execute();
}

/** True for a person of headquarters who is not deactivated. */
export async function isUserIn(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom("hq_user").select("id").where("id", "=", id).where("deactivated_at", "is", null).executeTakeFirst()) !== undefined;
}

/** True when the register is the device with that token. */
export async function isDeviceAt(db: Db, { legalEntity, register, token }: RegisterKey & { token: Buffer }): Promise<boolean> {
  const row = await db
    .selectFrom("register_activation")
    .select("register")
    .where("token_hash", "=", token)
    .where("legal_entity", "=", legalEntity)
    .where("register", "=", register)
    .executeTakeFirst();
  return row !== undefined;
}

/** True when the `session` of the query began on the device that the `register` is now. */
export const isOnItsDevice = sql<boolean>`exists (select from register_activation a where a.legal_entity = register.legal_entity
  and a.register = register.number and a.token_hash is not null and session.created_at >= a.activated_at)`;

/** True for the `register` of the query until it is activated for the first time. */
export const wasNeverActivated = sql<boolean>`not exists (select from register_activation a where a.legal_entity = register.legal_entity
  and a.register = register.number and a.activated_at is not null)`;
