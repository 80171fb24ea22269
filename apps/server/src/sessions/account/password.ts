import { Refusal, type Body } from "@rapport/contract";
import type { changeOwnPassword, choosePassword } from "@rapport/contract/access";
import { wrong } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import { auditAccess } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Asked, HqActor } from "../../http/index.ts";
import { weaknessOf } from "../password-rules.ts";
import { endOtherSessions, endSessionsOf, hqUserByEmail } from "../queries.ts";
import { isPasswordOf, passwordHash } from "../hashing.ts";
import { hqAccount, tryAt, type Caller } from "../try-password.ts";
import { hashOf } from "../token.ts";
import { changePassword, setPasswordByLink, userByLink } from "../users/queries.ts";

type PasswordDeps = Pick<Deps, "db" | "clock">;

/** Sets a password by the link of an invitation or a reset. A link that was invented, used or has ended gets the same answer (AC5). */
export async function choose(
  { db, clock }: PasswordDeps,
  { token, password, asked }: Body<typeof choosePassword> & { asked: Asked | undefined },
): Promise<undefined> {
  const hash = hashOf(token);
  const user = await userByLink(db, { hash, now: clock.now() });
  if (user === undefined) throw new Refusal("password_link.ended", {});
  await refuseWeak(password, user);
  const stored = await passwordHash(password);
  await inTransaction(db, async (trx) => {
    if (!(await setPasswordByLink(trx, { userId: user.id, hash, passwordHash: stored }))) throw new Refusal("password_link.ended", {});
    await endSessionsOf(trx, { hqUserId: user.id });
    await auditAccess({ db: trx, clock }, { actor: { id: user.id, asked }, action: "password.chosen", subject: { kind: "user", id: user.id } });
  });
  return undefined;
}

type Asking = Omit<Caller, "browser"> & { readonly actor: HqActor };

/** The stored hash of the person's password, if they gave the right one. Wrong tries wait like those at sign-in; `at` is the field with the password. */
export async function ownPassword(
  deps: PasswordDeps,
  { actor: { email }, given, at, ...caller }: Asking & { readonly given: string; readonly at: string },
): Promise<string> {
  const attempt = await tryAt(deps, { ...caller, account: hqAccount(email) });
  const stored = (await hqUserByEmail(deps.db, email))?.password_hash ?? null;
  if (stored === null || !(await isPasswordOf(stored, given)))
    throw new Refusal("password.wrong", {}, { faults: [{ path: [at], wrong: wrong("access.password_wrong", {}) }] });
  attempt.takeBack();
  return stored;
}

/** Setting the same password again changes nothing. */
export async function changeOwn(
  deps: PasswordDeps,
  { actor, token, current, password, ...caller }: Body<typeof changeOwnPassword> & Asking & { readonly token: string },
): Promise<undefined> {
  const { db, clock } = deps;
  const { userId, email, name } = actor;
  const before = await ownPassword(deps, { ...caller, actor, given: current, at: "current" });
  if (password === current) return undefined;
  await refuseWeak(password, { email, name });
  const stored = await passwordHash(password);
  await inTransaction(db, async (trx) => {
    if (!(await changePassword(trx, { userId, from: before, to: stored }))) throw new Refusal("password.wrong", {});
    await endOtherSessions(trx, { userId, but: hashOf(token) });
    await auditAccess({ db: trx, clock }, { actor, action: "password.changed", subject: { kind: "user", id: userId } });
  });
  return undefined;
}

async function refuseWeak(password: string, { email, name }: { email: string; name: string }): Promise<void> {
  const weakness = await weaknessOf(password, { own: [name, email, "rapport"] });
  if (weakness !== null) throw new Refusal("password.weak", {}, { faults: [{ path: ["password"], wrong: wrong(weakness, {}) }] });
}
