import type { Database } from "@rapport/operational";
import type { Permission } from "@rapport/contract";
import { sql, type Transaction } from "kysely";

type Trx = Transaction<Database>;

/** Of `bootstrap.ts`: the API key and the administrator of the settings. */

export async function keyByHash(trx: Trx, hash: Buffer): Promise<{ id: string } | undefined> {
  return await trx.selectFrom("api_key").select("id").where("hash", "=", hash).executeTakeFirst();
}

export async function renewKey(trx: Trx, { id, permissions }: { id: string; permissions: Permission[] }): Promise<void> {
  await trx.updateTable("api_key").set({ permissions, from_settings: true }).where("id", "=", id).execute();
}

/** The key of earlier settings ends. */
export async function revokeFormerKeys(trx: Trx): Promise<void> {
  await trx
    .updateTable("api_key")
    .set({ revoked_at: sql`now()` })
    .where("from_settings", "=", true)
    .where("revoked_at", "is", null)
    .execute();
}

export async function insertKey(trx: Trx, { name, hash, permissions }: { name: string; hash: Buffer; permissions: Permission[] }): Promise<void> {
  await trx.insertInto("api_key").values({ name, hash, permissions, from_settings: true }).execute();
}

export async function anyUser(trx: Trx): Promise<boolean> {
  return (await trx.selectFrom("hq_user").select("id").limit(1).executeTakeFirst()) !== undefined;
}

export async function userByEmail(trx: Trx, email: string) {
  return await trx
    .selectFrom("hq_user")
    .select(["id", "password_hash"])
    .where(sql`lower(email)`, "=", email.toLowerCase())
    .executeTakeFirst();
}

export async function setPassword(trx: Trx, { id, hash }: { id: string; hash: string }): Promise<void> {
  await trx.updateTable("hq_user").set({ password_hash: hash, from_settings: true }).where("id", "=", id).execute();
}

/** Administrators of earlier settings can no longer sign in. Returns who they are. */
export async function closeAdministrators(trx: Trx, { but }: { but: string | undefined }): Promise<readonly { id: string }[]> {
  return await trx
    .updateTable("hq_user")
    .set({ password_hash: null })
    .where("from_settings", "=", true)
    .where("password_hash", "is not", null)
    .$if(but !== undefined, (query) => query.where("id", "!=", but ?? ""))
    .returning("id")
    .execute();
}

export async function insertAdministrator(trx: Trx, { email, hash }: { email: string; hash: string }): Promise<{ id: string }> {
  return await trx
    .insertInto("hq_user")
    .values({ email, name: "Administrator", password_hash: hash, from_settings: true })
    .returning("id")
    .executeTakeFirstOrThrow();
}

/** The person whom the settings name is an administrator of everything, even if somebody changed that at headquarters. */
export async function letIn(trx: Trx, id: string): Promise<void> {
  await trx.updateTable("hq_user").set({ deactivated_at: null }).where("id", "=", id).execute();
  await trx
    .insertInto("user_role")
    .values({ hq_user_id: id, role: "administrator", legal_entity: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
