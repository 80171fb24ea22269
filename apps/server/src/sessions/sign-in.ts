import { Refusal, type Body } from "@rapport/contract";
import type { signInHq, signInPos } from "@rapport/contract/sessions";
import { inTransaction } from "@rapport/operational";
import { hash, verify } from "@node-rs/argon2";
import type { Deps } from "../deps.ts";
import type { RateLimiter } from "../http/index.ts";
import { addHqSession, addPosSession, hqUserByEmail, workerAtRegister } from "./queries.ts";
import { hashOf, newToken } from "./token.ts";

type SignInDeps = Pick<Deps, "db" | "clock">;

/** A working day: nobody is signed in on the shop's tablet the next morning. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** Each failed try costs one; after ten in five minutes the account is closed to that caller, after fifty every account is. */
export interface Throttles {
  readonly account: RateLimiter;
  readonly caller: RateLimiter;
}

/** The token of a new headquarters session. One refusal for a wrong address and for a wrong password. */
export async function signInAtHq(
  { db, clock }: SignInDeps,
  { email, password, throttles, ip }: Body<typeof signInHq> & { throttles: Throttles; ip: string },
): Promise<string> {
  return await throttled({ throttles, ip, account: `hq ${email.toLowerCase()}` }, async () => {
    const user = await hqUserByEmail(db, email);
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
  { db, clock }: SignInDeps,
  { legalEntity, register, operatorId, password, throttles, ip }: Body<typeof signInPos> & { throttles: Throttles; ip: string },
): Promise<string> {
  return await throttled({ throttles, ip, account: `pos ${legalEntity} ${operatorId}` }, async () => {
    const worker = await workerAtRegister(db, { legalEntity, register, operatorId });
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

async function throttled({ throttles, ip, account }: { throttles: Throttles; ip: string; account: string }, work: () => Promise<string>): Promise<string> {
  const keys = [
    { limiter: throttles.account, key: `${ip} ${account}` },
    { limiter: throttles.caller, key: ip },
  ];
  for (const { limiter, key } of keys) limiter.assertOpen(key);
  // Counted before the password is checked. Otherwise a burst of tries would all pass before the first one fails.
  for (const { limiter, key } of keys) limiter.count(key);
  let token: string;
  try {
    token = await work();
  } catch (error) {
    // They had the right password, so it was no guess.
    if (error instanceof Refusal && error.reason === "sign_in.other_store") for (const { limiter, key } of keys) limiter.forgive(key);
    throw error;
  }
  for (const { limiter, key } of keys) limiter.forgive(key);
  return token;
}

function sessionEnd(clock: Deps["clock"]): Date {
  return new Date(clock.now().getTime() + SESSION_SECONDS * 1000);
}
