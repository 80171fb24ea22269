import { Refusal, type Body, type LegalEntityCode } from "@rapport/contract";
import type { signInHq, signInPos } from "@rapport/contract/sessions";
import { inTransaction } from "@rapport/operational";
import { hash, verify } from "@node-rs/argon2";
import type { Deps } from "../deps.ts";
import { auditSignIn } from "../audit/index.ts";
import { addHqSession, addPosSession, hqUserByEmail, isKnownDevice, workerAtRegister } from "./queries.ts";
import type { SignInWaits } from "./sign-in-waits.ts";
import { hashOf, newToken } from "./token.ts";

type SignInDeps = Pick<Deps, "db" | "clock" | "log">;

/** A working day: nobody is signed in on the shop's tablet the next morning. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** A device is known for as long as browsers keep a cookie. */
export const DEVICE_SECONDS = 400 * 24 * 60 * 60;

/** Who tries to sign in, and how the tries before it went. */
export interface Caller {
  readonly waits: SignInWaits;
  readonly address: string;
  /** The hash of the device's own token; `null` for a device that brings none. */
  readonly device: Buffer | null;
}

export interface SignedIn {
  readonly token: string;
  /** Where the device is known from now on. */
  readonly place: string;
}

/** The token of a new headquarters session. One refusal for a wrong address and for a wrong password. */
export async function signInAtHq(deps: SignInDeps, { email, password, ...caller }: Body<typeof signInHq> & Caller): Promise<SignedIn> {
  const { db, clock } = deps;
  const place = `hq ${email.toLowerCase()}`;
  return await tried(deps, { ...caller, place, account: place }, async (known) => {
    const user = await hqUserByEmail(db, email);
    known(user === undefined ? null : { kind: "headquarters", id: user.id });
    const passwordHash = await checkedHash(user?.password_hash, password);
    if (passwordHash === null || user === undefined) throw new Refusal("sign_in.wrong", { where: "headquarters" });
    const token = newToken();
    const started = await inTransaction(db, (trx) => addHqSession(trx, { hash: hashOf(token), hqUserId: user.id, passwordHash, expiresAt: sessionEnd(clock) }));
    if (!started) throw new Refusal("sign_in.wrong", { where: "headquarters" });
    return token;
  });
}

/**
 * The token of a new register session. One refusal for whatever does not fit: register, operator or password. Only who has the right
 * password is told that this store is not one of theirs.
 */
export async function signInAtRegister(
  deps: SignInDeps,
  { legalEntity, register, operatorId, password, ...caller }: Body<typeof signInPos> & Caller,
): Promise<SignedIn> {
  const { db, clock } = deps;
  const place = `pos ${legalEntity} ${register}`;
  return await tried(deps, { ...caller, place, account: `pos ${legalEntity} ${operatorId}` }, async (known) => {
    const worker = await workerAtRegister(db, { legalEntity, register, operatorId });
    known(worker === undefined ? null : { kind: "pos", id: worker.id, legalEntity });
    const passwordHash = await checkedHash(worker?.password_hash, password);
    if (passwordHash === null || worker === undefined) throw new Refusal("sign_in.wrong", { where: "register" });
    if (worker.belongs !== true) throw new Refusal("sign_in.other_store", {});
    const token = newToken();
    const started = await inTransaction(db, (trx) =>
      addPosSession(trx, { hash: hashOf(token), workerId: worker.id, passwordHash, legalEntity, register, expiresAt: sessionEnd(clock) }),
    );
    if (!started) throw new Refusal("sign_in.wrong", { where: "register" });
    return token;
  });
}

/** The hash to store for a password. */
export async function passwordHash(password: string): Promise<string> {
  return await hash(password, ARGON2);
}

/** True for a password that `stored` was made of. */
export async function isPasswordOf(stored: string | null | undefined, password: string): Promise<boolean> {
  return (await checkedHash(stored, password)) !== null;
}

/** OWASP's first recommendation for argon2id: 19 MiB, 2 passes. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** The hash of a random text, so that an unknown name takes as long to refuse as a wrong password. */
const NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$xfqNDdEQwgQRYr/gkRCQOQ$yYTfdfcUqoeBVE/yfdy2SQgHdgRFwMznU+MmA9ylVA4";

/** The stored hash, if the password is the one it was made of. */
async function checkedHash(stored: string | null | undefined, password: string): Promise<string | null> {
  return (await verify(stored ?? NOBODYS_HASH, password)) ? (stored ?? null) : null;
}

interface Person {
  readonly kind: "headquarters" | "pos";
  readonly id: string;
  readonly legalEntity?: LegalEntityCode;
}

/** One try, which waits its turn. A wrong one is logged, and both are in the audit log of a person who exists (S8). */
async function tried(
  deps: SignInDeps,
  { waits, address, device, place, account }: Caller & { place: string; account: string },
  work: (known: (person: Person | null) => void) => Promise<string>,
): Promise<SignedIn> {
  const isKnown = device !== null && (await isKnownDevice(deps.db, { device, place }));
  const attempt = waits.begin({ account, address, device: isKnown ? device.toString("base64url") : null });
  let person: Person | null = null;
  try {
    const token = await work((found) => void (person = found));
    attempt.takeBack();
    await auditSignIn(deps, { person, action: "sign_in.succeeded" });
    return { token, place };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // They had the right password, so it was no guess.
    if (error.reason === "sign_in.other_store") attempt.takeBack();
    deps.log.warn({ event: "sign_in.failed", place: place.split(" ", 1)[0], person: (person as Person | null)?.id ?? "unknown", address }, error.reason);
    await auditSignIn(deps, { person, action: "sign_in.failed" });
    throw error;
  }
}

function sessionEnd(clock: Deps["clock"]): Date {
  return new Date(clock.now().getTime() + SESSION_SECONDS * 1000);
}
