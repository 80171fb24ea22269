import { permissionsOf } from "@rapport/contract";
import { holdLock, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { randomBytes } from "node:crypto";
import {
  anyUser,
  closeAdministrators,
  insertAdministrator,
  insertKey,
  keyByHash,
  letIn,
  renewKey,
  revokeFormerKeys,
  setPassword,
  userByEmail,
} from "./bootstrap-queries.ts";
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
  const known = await keyByHash(trx, hash);
  // This version may have permissions that did not exist when the key was made.
  if (known !== undefined) {
    await renewKey(trx, { id: known.id, permissions: ADMINISTRATOR });
    return;
  }
  await revokeFormerKeys(trx);
  await insertKey(trx, { name: BOOTSTRAP_KEY, hash, permissions: ADMINISTRATOR });
}

async function keepAdministrator(trx: Transaction<Database>, { email, password }: Config["admin"]): Promise<string | undefined> {
  if (password === undefined) {
    if (await anyUser(trx)) return undefined;
    const generated = randomBytes(12).toString("base64url");
    await addAdministrator(trx, { email, password: generated });
    return generated;
  }
  const user = await userByEmail(trx, email);
  for (const { id } of await closeAdministrators(trx, { but: user?.id })) await endSessionsOf(trx, { hqUserId: id });
  if (user !== undefined) await letIn(trx, user.id);
  if (user === undefined) await addAdministrator(trx, { email, password });
  else if (!(await isPasswordOf(user.password_hash, password))) {
    await setPassword(trx, { id: user.id, hash: await passwordHash(password) });
    await endSessionsOf(trx, { hqUserId: user.id });
  }
  return undefined;
}

async function addAdministrator(trx: Transaction<Database>, { email, password }: { email: string; password: string }): Promise<void> {
  const { id } = await insertAdministrator(trx, { email, hash: await passwordHash(password) });
  await letIn(trx, id);
}
