import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { RoleRow } from "../users/queries.ts";
import type { Attempt, Told } from "./provider.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface NewAttempt extends Omit<Attempt, "state"> {
  readonly stateHash: Buffer;
  readonly browserHash: Buffer;
  readonly next: string | null;
  readonly expiresAt: Date;
  /** From which it began. */
  readonly address: string;
}

export async function addAttempt(db: Db, { stateHash, browserHash, nonce, verifier, next, expiresAt, address }: NewAttempt) {
  await db
    .insertInto("sign_on_attempt")
    .values({ state_hash: stateHash, browser_hash: browserHash, nonce, verifier, next, expires_at: expiresAt, address })
    .execute();
}

/** Ends the oldest attempts of an address and of all, beyond so many of each. */
export async function removeOldest(db: Db, { address, mostOfAddress, most }: { address: string; mostOfAddress: number; most: number }): Promise<void> {
  await sql`
    delete from sign_on_attempt where state_hash in (
      (select state_hash from sign_on_attempt where address = ${address} order by expires_at desc, state_hash offset ${mostOfAddress})
      union all (select state_hash from sign_on_attempt order by expires_at desc, state_hash offset ${most}))`.execute(db);
}

/** The attempt, which is used up by that. Undefined when it is unknown, over, or began in another browser. */
export async function takeAttempt(db: Db, { stateHash, browserHash, now }: { stateHash: Buffer; browserHash: Buffer; now: Date }) {
  return await db
    .deleteFrom("sign_on_attempt")
    .where("state_hash", "=", stateHash)
    .where("browser_hash", "=", browserHash)
    .where("expires_at", ">", now)
    .returning(["nonce", "verifier", "next"])
    .executeTakeFirst();
}

export async function removeOldAttempts(db: Db, now: Date) {
  await db.deleteFrom("sign_on_attempt").where("expires_at", "<=", now).execute();
}

export async function roleRules(db: Db): Promise<(RoleRow & { readonly value: string })[]> {
  return await db.selectFrom("sign_on_role").select(["value", "role", "legal_entity"]).orderBy("value").orderBy("role").orderBy("legal_entity").execute();
}

export async function saveRoleRules(trx: Trx, rules: readonly (RoleRow & { readonly value: string })[]) {
  await trx.deleteFrom("sign_on_role").execute();
  if (rules.length > 0) await trx.insertInto("sign_on_role").values(rules).execute();
}

export async function personOfProvider(trx: Trx, { issuer, subject }: Pick<Told, "issuer" | "subject">) {
  return await trx
    .selectFrom("hq_user")
    .select(["id", "deactivated_at"])
    .where("sign_on_issuer", "=", issuer)
    .where("sign_on_subject", "=", subject)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Ties an invited person, who has no password yet, to the provider's. False when there is none with that address. */
export async function tieInvited(trx: Trx, { email, issuer, subject }: { email: string } & Pick<Told, "issuer" | "subject">): Promise<string | undefined> {
  const row = await trx
    .updateTable("hq_user")
    .set({ sign_on_issuer: issuer, sign_on_subject: subject, link_hash: null, link_expires_at: null, mail_link_hash: null })
    .where((eb) => eb(eb.fn("lower", ["email"]), "=", email.toLowerCase()))
    .where("password_hash", "is", null)
    .where("sign_on_subject", "is", null)
    .where("deactivated_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

/** The new person's id, or undefined when somebody has the e-mail address already. */
export async function addPerson(trx: Trx, { email, name, issuer, subject }: { email: string; name: string } & Pick<Told, "issuer" | "subject">) {
  const row = await trx
    .insertInto("hq_user")
    .values({ email, name, password_hash: null, sign_on_issuer: issuer, sign_on_subject: subject })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

export async function addSignOnSession(
  trx: Trx,
  { userId, hash, browser, now, expiresAt }: { userId: string; hash: Buffer; browser: string; now: Date; expiresAt: Date },
) {
  await trx
    .insertInto("session")
    .values({ token_hash: hash, kind: "headquarters", browser, created_at: now, expires_at: expiresAt, hq_user_id: userId, by_sign_on: true })
    .execute();
  await trx.updateTable("hq_user").set({ last_sign_in_at: now }).where("id", "=", userId).execute();
}
