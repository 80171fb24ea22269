import { Refusal, type Body } from "@rapport/contract";
import type { signInHq, signInPos } from "@rapport/contract/sessions";
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
    if (!(await isPassword(user?.password_hash, password)) || user === undefined) throw new Refusal("sign_in.wrong", { where: "headquarters" });
    const token = newToken();
    await addHqSession(db, { hash: hashOf(token), hqUserId: user.id, expiresAt: sessionEnd(clock) });
    return token;
  });
}

/** The token of a new register session. One refusal for whatever does not fit: register, operator, password or address book. */
export async function signInAtRegister(
  { db, clock }: SignInDeps,
  { legalEntity, register, operatorId, password, throttles, ip }: Body<typeof signInPos> & { throttles: Throttles; ip: string },
): Promise<string> {
  return await throttled({ throttles, ip, account: `pos ${legalEntity} ${operatorId}` }, async () => {
    const worker = await workerAtRegister(db, { legalEntity, register, operatorId });
    const right = await isPassword(worker?.password_hash, password);
    if (!right || worker === undefined) throw new Refusal("sign_in.wrong", { where: "register" });
    const token = newToken();
    await addPosSession(db, { hash: hashOf(token), workerId: worker.id, legalEntity, register, expiresAt: sessionEnd(clock) });
    return token;
  });
}

/** The hash to store for a password. */
export async function passwordHash(password: string): Promise<string> {
  return await hash(password, ARGON2);
}

/** OWASP's first recommendation for argon2id: 19 MiB, 2 passes. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** The hash of a random text, so that an unknown name takes as long to refuse as a wrong password. */
const NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$xfqNDdEQwgQRYr/gkRCQOQ$yYTfdfcUqoeBVE/yfdy2SQgHdgRFwMznU+MmA9ylVA4";

async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(stored ?? NOBODYS_HASH, password);
  return right && stored !== null && stored !== undefined;
}

async function throttled({ throttles, ip, account }: { throttles: Throttles; ip: string; account: string }, work: () => Promise<string>): Promise<string> {
  const keys = [
    { limiter: throttles.account, key: `${ip} ${account}` },
    { limiter: throttles.caller, key: ip },
  ];
  for (const { limiter, key } of keys) limiter.assertOpen(key);
  // Counted before the password is checked. Otherwise a burst of tries would all pass before the first one fails.
  for (const { limiter, key } of keys) limiter.count(key);
  const token = await work();
  for (const { limiter, key } of keys) limiter.forgive(key);
  return token;
}

function sessionEnd(clock: Deps["clock"]): Date {
  return new Date(clock.now().getTime() + SESSION_SECONDS * 1000);
}
