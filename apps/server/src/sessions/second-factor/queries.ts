import type { Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export async function secondFactorOf(db: Db, userId: string) {
  return await db.selectFrom("hq_user").select(["email", "totp_secret", "totp_pending"]).where("id", "=", userId).executeTakeFirstOrThrow();
}

export async function recoveryCodesLeft(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom("recovery_code")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("hq_user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function keepPending(db: Db, { userId, secret }: { userId: string; secret: string }) {
  await db.updateTable("hq_user").set({ totp_pending: secret }).where("id", "=", userId).execute();
}

/** False when another secret waits by now to be confirmed. */
export async function turnOn(
  trx: Trx,
  { userId, secret, step, codes }: { userId: string; secret: string; step: number; codes: readonly Buffer[] },
): Promise<boolean> {
  const done = await trx
    .updateTable("hq_user")
    .set({ totp_secret: secret, totp_pending: null, totp_last_step: step })
    .where("id", "=", userId)
    .where("totp_pending", "=", secret)
    .returning("id")
    .executeTakeFirst();
  if (done === undefined) return false;
  await trx.deleteFrom("recovery_code").where("hq_user_id", "=", userId).execute();
  await trx
    .insertInto("recovery_code")
    .values(codes.map((hash) => ({ hash, hq_user_id: userId })))
    .execute();
  return true;
}

export async function turnOff(trx: Trx, userId: string) {
  await trx.updateTable("hq_user").set({ totp_secret: null, totp_pending: null, totp_last_step: null }).where("id", "=", userId).execute();
  await trx.deleteFrom("recovery_code").where("hq_user_id", "=", userId).execute();
}

/** Marks a step as used; false when it or a later one was used before. */
export async function spendStep(db: Db, { userId, step }: { userId: string; step: number }): Promise<boolean> {
  const done = await db
    .updateTable("hq_user")
    .set({ totp_last_step: step })
    .where("id", "=", userId)
    .where((eb) => eb.or([eb("totp_last_step", "is", null), eb("totp_last_step", "<", step)]))
    .returning("id")
    .executeTakeFirst();
  return done !== undefined;
}

export async function spendRecoveryCode(db: Db, { userId, hash }: { userId: string; hash: Buffer }): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("recovery_code").where("hq_user_id", "=", userId).where("hash", "=", hash).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function isSecondFactorRequired(db: Db): Promise<boolean> {
  const { require_second_factor } = await db.selectFrom("access_settings").select("require_second_factor").executeTakeFirstOrThrow();
  return require_second_factor;
}

export async function requireSecondFactor(db: Db, required: boolean) {
  await db.updateTable("access_settings").set({ require_second_factor: required }).execute();
}
