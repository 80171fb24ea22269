import type { Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";

type Db = Kysely<Database>;

export async function apiKeyByHash(db: Db, { hash, now }: { hash: Buffer; now: Date }) {
  return await keysInUse(db, now).select(["id", "name", "permissions", "legal_entities", "last_used_at"]).where("hash", "=", hash).executeTakeFirst();
}

export async function keyInUse(db: Db, { id, now }: { id: string; now: Date }) {
  return await keysInUse(db, now).select(["permissions", "legal_entities"]).where("id", "=", id).executeTakeFirst();
}

/** Keys that are neither revoked nor expired. */
function keysInUse(db: Db, now: Date) {
  return db
    .selectFrom("api_key")
    .where("revoked_at", "is", null)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", now)]));
}

export async function noteUse(db: Db, { id, now }: { id: string; now: Date }) {
  await db.updateTable("api_key").set({ last_used_at: now }).where("id", "=", id).execute();
}

export async function allApiKeys(db: Db) {
  return await keys(db).orderBy("created_at", "desc").orderBy("id").execute();
}

export async function apiKeyById(db: Db, id: string) {
  return await keys(db).where("id", "=", id).executeTakeFirst();
}

function keys(db: Db) {
  return db
    .selectFrom("api_key")
    .select(["id", "name", "start", "permissions", "legal_entities", "made_by", "created_at", "expires_at", "last_used_at", "revoked_at"]);
}

/** Locks legal entities, so that none of them is deleted until the transaction ends. Returns how many there are. */
export async function holdEntities(trx: Transaction<Database>, codes: readonly string[]): Promise<number> {
  if (codes.length === 0) return 0;
  const rows = await trx.selectFrom("legal_entity").select("code").where("code", "in", codes).orderBy("code").forKeyShare().execute();
  return rows.length;
}

export interface NewKeyRow {
  readonly name: string;
  readonly hash: Buffer;
  readonly start: string;
  readonly permissions: readonly string[];
  readonly legal_entities: readonly string[] | null;
  readonly expires_at: Date | null;
  readonly made_by: string;
  readonly created_at: Date;
}

export async function addApiKey(db: Db, row: NewKeyRow): Promise<string> {
  const values = { ...row, permissions: [...row.permissions], legal_entities: row.legal_entities && [...row.legal_entities] };
  const { id } = await db.insertInto("api_key").values(values).returning("id").executeTakeFirstOrThrow();
  return id;
}

/** A key that was revoked already keeps the time of that. */
export async function endApiKey(db: Db, { id, now }: { id: string; now: Date }) {
  await db.updateTable("api_key").set({ revoked_at: now }).where("id", "=", id).where("revoked_at", "is", null).execute();
}
