import { Refusal, unreachable, type Body } from "@rapport/contract";
import type { signInHq, signInPos } from "@rapport/contract/sessions";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { auditSignIn } from "../audit/index.ts";
import type { Asked } from "../http/index.ts";
import { checkedHash, signInTurns } from "./hashing.ts";
import { addSession, hqUserByEmail, type SessionOwner } from "./queries.ts";
import { ownRegister } from "./registers/own-register.ts";
import { spendCode } from "./second-factor/second-factor.ts";
import type { RegisterKey } from "./registers/queries.ts";
import { hashOf, newToken } from "./token.ts";
import { hqAccount, tryAt, workerAccount, type Caller } from "./try-password.ts";
import { workerHere } from "./worker-here.ts";

type SignInDeps = Pick<Deps, "db" | "clock" | "log">;

/** A working day, so that nobody is still signed in on the shop's tablet the next morning. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** A device is known for as long as browsers keep a cookie. */
export const DEVICE_SECONDS = 400 * 24 * 60 * 60;

interface SigningIn extends Caller {
  readonly asked: Asked | undefined;
}

export interface SignedIn {
  readonly token: string;
  /** To which the device is known from now on. */
  readonly account: string;
}

/** Signs in at headquarters; returns the token of the new session. A wrong address and a wrong password get the same refusal. */
export async function signInAtHq(deps: SignInDeps, { email, password, code, ...caller }: Body<typeof signInHq> & SigningIn): Promise<SignedIn> {
  const holderOf = async (): Promise<Holder | undefined> => {
    const user = await hqUserByEmail(deps.db, email);
    return (
      user && { owner: { kind: "headquarters", id: user.id }, passwordHash: user.password_hash, belongs: true, hasSecondFactor: user.totp_secret !== null }
    );
  };
  return await signIn(deps, { ...caller, where: "headquarters", account: hqAccount(email), password, code, holderOf, begun: deps.clock.now() });
}

/**
 * Signs in at the register that the device is; returns the token of the new session. On another device nobody's password is looked at (SI10). A wrong
 * operator and a wrong password get the same refusal. Only a person with the right password is told that this store is not one of theirs (SI5).
 */
export async function signInAtRegister(deps: SignInDeps, { operatorId, password, ...caller }: Body<typeof signInPos> & SigningIn): Promise<SignedIn> {
  // A device that is replaced after this moment has a session from before that, which does not hold (SI11).
  const begun = deps.clock.now();
  const register = await ownRegister(deps.db, caller.activated);
  const holderOf = async (): Promise<Holder | undefined> => {
    const worker = await workerHere(deps.db, { ...register, operatorId, now: deps.clock.now() });
    return (
      worker && {
        owner: { kind: "pos", id: worker.id, ...register },
        passwordHash: worker.passwordHash,
        belongs: worker.belongs,
        hasSecondFactor: false,
      }
    );
  };
  const account = workerAccount({ ...register, operatorId });
  return await signIn(deps, { ...caller, where: "register", register, account, password, holderOf, begun });
}

/** The person whose account it is. */
interface Holder {
  readonly owner: SessionOwner;
  readonly passwordHash: string | null;
  /** True when they may sign in at this place. */
  readonly belongs: boolean;
  readonly hasSecondFactor: boolean;
}

interface Attempted extends SigningIn {
  readonly where: "headquarters" | "register";
  readonly register?: RegisterKey;
  readonly account: string;
  readonly password: string;
  readonly code?: string | undefined;
  readonly holderOf: () => Promise<Holder | undefined>;
  /** When the person asked. */
  readonly begun: Date;
}

/** One try, which waits its turn. A wrong one is logged. For a person who exists, right and wrong tries are in the audit log (S8). */
async function signIn(deps: SignInDeps, attempted: Attempted): Promise<SignedIn> {
  return await signInTurns(() => trySignIn(deps, attempted));
}

async function trySignIn(deps: SignInDeps, { where, account, password, code, holderOf, browser, asked, begun, ...caller }: Attempted): Promise<SignedIn> {
  const { address } = caller;
  const attempt = await tryAt(deps, { ...caller, account });
  const holder = await holderOf();
  const started = await startSession(deps, holder, { password, code, browser, begun, asked });
  // Somebody with the right password did not guess it; but a code can be guessed.
  if (started !== "wrong" && started !== "code_wrong") attempt.takeBack();
  if (started === "code_needed") throw new Refusal("sign_in.code_needed", {});
  if (typeof started === "string") {
    const refusal = refusalOf(started, where);
    deps.log.warn({ event: "sign_in.failed", place: where === "register" ? "pos" : "hq", person: holder?.owner.id ?? "unknown", address }, refusal.code);
    await auditSignIn(deps, { person: holder?.owner, action: "sign_in.failed", asked });
    throw refusal;
  }
  return { token: started.token, account };
}

function refusalOf(started: "wrong" | "elsewhere" | "code_wrong", where: Attempted["where"]): Refusal {
  switch (started) {
    case "wrong":
      return new Refusal("sign_in.wrong", { where });
    case "elsewhere":
      return new Refusal("sign_in.other_store", {});
    case "code_wrong":
      return new Refusal("sign_in.code_wrong", {});
    default:
      return unreachable(started);
  }
}

async function startSession(
  deps: SignInDeps,
  holder: Holder | undefined,
  { password, code, browser, begun, asked }: Pick<Attempted, "password" | "code" | "browser" | "begun" | "asked">,
): Promise<{ readonly token: string } | "wrong" | "elsewhere" | "code_needed" | "code_wrong"> {
  const { db, clock } = deps;
  // Also for an unknown account, so that the answer takes as long.
  const passwordHash = await checkedHash(holder?.passwordHash, password);
  if (passwordHash === null || holder === undefined) return "wrong";
  if (!holder.belongs) return "elsewhere";
  const { owner } = holder;
  if (holder.hasSecondFactor) {
    if (code === undefined) return "code_needed";
    if (!(await spendCode(deps, { userId: owner.id, code }))) return "code_wrong";
  }
  const token = newToken();
  const session = { owner, hash: hashOf(token), passwordHash, browser, now: begun, expiresAt: sessionEnd(clock) };
  return await inTransaction(db, async (trx) => {
    if (!(await addSession(trx, session))) return "wrong" as const;
    await auditSignIn({ db: trx, clock }, { person: owner, action: "sign_in.succeeded", asked });
    return { token };
  });
}

function sessionEnd(clock: Deps["clock"]): Date {
  return new Date(clock.now().getTime() + SESSION_SECONDS * 1000);
}
