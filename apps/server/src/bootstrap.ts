import { permissionsOf } from "@rapport/contract";
import { holdLock, type Database } from "@rapport/operational";
import { sql, type Transaction } from "kysely";
import { randomBytes } from "node:crypto";
import { ConfigError, type Config } from "./config.ts";
import type { Deps } from "./deps.ts";
import { endSessionsOf, hashOf, isPasswordOf, passwordHash, weaknessOf, type WeakPassword } from "./sessions/index.ts";

/** What the first start made, shown once to the person at the terminal. */
export interface Bootstrapped {
  /** The administrator's password, if this start generated it. */
  readonly generatedPassword: string | undefined;
}

const BOOTSTRAP_KEY = "bootstrap";

/** Every permission except those of a register. */
const ADMINISTRATOR = permissionsOf("headquarters");

/** Makes the administrator and the API key of the settings, and ends those of earlier settings. Repeating it changes nothing, even from two processes at once. */
export async function bootstrap({ db }: Pick<Deps, "db">, { admin, bootstrapKey }: Pick<Config, "admin" | "bootstrapKey">): Promise<Bootstrapped> {
  await assertGoodPassword(admin);
  return await db.transaction().execute(async (trx) => {
    await holdLock(trx, "bootstrap");
    if (bootstrapKey !== undefined) await keepKey(trx, bootstrapKey);
    return { generatedPassword: await keepAdministrator(trx, admin) };
  });
}

const WEAK = {
  "password.common": "is a very common password",
  "password.own_name": "is little more than the e-mail address",
} as const satisfies Record<WeakPassword, string>;

async function assertGoodPassword({ email, password }: Config["admin"]): Promise<void> {
  if (password === undefined) return;
  const weakness = await weaknessOf(password, { own: [email, "administrator", "admin", "rapport"] });
  if (weakness !== null) throw new ConfigError(`RAPPORT_ADMIN_PASSWORD is not right: it ${WEAK[weakness]}. Example: a sentence that only you know`);
}

/** A new key in the settings replaces the earlier one. A revoked key stays revoked. */
async function keepKey(trx: Transaction<Database>, key: string): Promise<void> {
  const hash = hashOf(key);
  const known = await trx.selectFrom("api_key").select("id").where("hash", "=", hash).executeTakeFirst();
  // This version may have permissions that did not exist when the key was made.
  if (known !== undefined) {
    await trx.updateTable("api_key").set({ permissions: ADMINISTRATOR, from_settings: true }).where("id", "=", known.id).execute();
    return;
  }
  await trx
    .updateTable("api_key")
    .set({ revoked_at: sql`now()` })
    .where("from_settings", "=", true)
    .where("revoked_at", "is", null)
    .execute();
  await trx.insertInto("api_key").values({ name: BOOTSTRAP_KEY, hash, permissions: ADMINISTRATOR, from_settings: true }).execute();
}

async function keepAdministrator(trx: Transaction<Database>, { email, password }: Config["admin"]): Promise<string | undefined> {
  if (password === undefined) {
    const anybody = await trx.selectFrom("hq_user").select("id").limit(1).executeTakeFirst();
    if (anybody !== undefined) return undefined;
    const generated = randomBytes(12).toString("base64url");
    await addAdministrator(trx, { email, password: generated });
    return generated;
  }
  const user = await trx
    .selectFrom("hq_user")
    .select(["id", "password_hash"])
    .where(sql`lower(email)`, "=", email.toLowerCase())
    .executeTakeFirst();
  await closeFormerAdministrators(trx, { but: user?.id });
  if (user !== undefined) await letIn(trx, user.id);
  if (user === undefined) await addAdministrator(trx, { email, password });
  else if (!(await isPasswordOf(user.password_hash, password))) {
    await trx
      .updateTable("hq_user")
      .set({ password_hash: await passwordHash(password), from_settings: true })
      .where("id", "=", user.id)
      .execute();
    await endSessionsOf(trx, { hqUserId: user.id });
  }
  return undefined;
}

/** The administrator of earlier settings can no longer sign in, and their sessions end. */
async function closeFormerAdministrators(trx: Transaction<Database>, { but }: { but: string | undefined }): Promise<void> {
  const closed = await trx
    .updateTable("hq_user")
    .set({ password_hash: null })
    .where("from_settings", "=", true)
    .where("password_hash", "is not", null)
    .$if(but !== undefined, (query) => query.where("id", "!=", but ?? ""))
    .returning("id")
    .execute();
  for (const { id } of closed) await endSessionsOf(trx, { hqUserId: id });
}

async function addAdministrator(trx: Transaction<Database>, { email, password }: { email: string; password: string }): Promise<void> {
  const { id } = await trx
    .insertInto("hq_user")
    .values({ email, name: "Administrator", password_hash: await passwordHash(password), from_settings: true })
    .returning("id")
    .executeTakeFirstOrThrow();
  await letIn(trx, id);
}

/** The person whom the settings name is an administrator of everything, even if somebody changed that at headquarters. */
async function letIn(trx: Transaction<Database>, id: string): Promise<void> {
  await trx.updateTable("hq_user").set({ deactivated_at: null }).where("id", "=", id).execute();
  await trx
    .insertInto("user_role")
    .values({ hq_user_id: id, role: "administrator", legal_entity: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
