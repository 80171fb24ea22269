import { Refusal } from "@rapport/contract";
import type { SecondFactor } from "@rapport/contract/access";
import { wrong } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import { auditAccess } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { HqActor } from "../../http/index.ts";
import { endOtherSessions } from "../queries.ts";
import { hashOf } from "../token.ts";
import { hashOfRecovery, newRecoveryCodes, newSecret, stepOf, uriOf } from "./codes.ts";
import { isSecondFactorRequired, keepPending, recoveryCodesLeft, secondFactorOf, turnOff, turnOn, spendRecoveryCode, spendStep } from "./queries.ts";

type FactorDeps = Pick<Deps, "db" | "clock">;

export async function readSecondFactor({ db }: FactorDeps, { userId }: HqActor): Promise<SecondFactor> {
  const { totp_secret } = await secondFactorOf(db, userId);
  return { on: totp_secret !== null, required: await isSecondFactorRequired(db), recoveryCodesLeft: await recoveryCodesLeft(db, userId) };
}

/**
 * Starts the setup, after the password was checked. A person whose second factor is on must turn it off first, so somebody who finds an open session
 * cannot change it.
 */
export async function startFactor({ db }: FactorDeps, { userId }: HqActor): Promise<{ secret: string; uri: string }> {
  const { email, totp_secret } = await secondFactorOf(db, userId);
  if (totp_secret !== null) throw new Refusal("second_factor.on", {});
  const secret = newSecret();
  await keepPending(db, { userId, secret });
  return { secret, uri: uriOf({ secret, email }) };
}

export async function confirmFactor(
  { db, clock }: FactorDeps,
  { actor, token, code }: { actor: HqActor; token: string; code: string },
): Promise<{ recoveryCodes: string[] }> {
  const { userId } = actor;
  const { totp_pending: secret } = await secondFactorOf(db, userId);
  if (secret === null) throw new Refusal("second_factor.not_started", {});
  const step = stepOf(code, { secret, now: clock.now() });
  if (step === null) throw new Refusal("second_factor.wrong", {}, { faults: [{ path: ["code"], wrong: wrong("access.code_wrong", {}) }] });
  const recoveryCodes = newRecoveryCodes();
  await inTransaction(db, async (trx) => {
    if (!(await turnOn(trx, { userId, secret, step, codes: recoveryCodes.map(hashOfRecovery) }))) throw new Refusal("second_factor.not_started", {});
    await endOtherSessions(trx, { userId, but: hashOf(token) });
    await auditAccess({ db: trx, clock }, { actor, action: "second_factor.on", subject: { kind: "user", id: userId } });
  });
  return { recoveryCodes };
}

/** Turns the second factor off, after the password was checked. */
export async function removeFactor({ db, clock }: FactorDeps, actor: HqActor): Promise<undefined> {
  if (await isSecondFactorRequired(db)) throw new Refusal("second_factor.required", {});
  await inTransaction(db, async (trx) => {
    await turnOff(trx, actor.userId);
    await auditAccess({ db: trx, clock }, { actor, action: "second_factor.off", subject: { kind: "user", id: actor.userId } });
  });
  return undefined;
}

/** True for a code of the app or a recovery code. A code is used up, even when two requests bring it at once. */
export async function spendCode({ db, clock }: FactorDeps, { userId, code }: { userId: string; code: string }): Promise<boolean> {
  const { totp_secret: secret } = await secondFactorOf(db, userId);
  if (secret === null) return false;
  const step = stepOf(code, { secret, now: clock.now() });
  if (step !== null) return await spendStep(db, { userId, step });
  return await spendRecoveryCode(db, { userId, hash: hashOfRecovery(code) });
}
