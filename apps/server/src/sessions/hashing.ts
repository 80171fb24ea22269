import pLimit from "p-limit";
import { availableParallelism } from "node:os";
import { argon2 } from "./argon2.ts";

/** OWASP's first recommendation for argon2id: 19 MiB, 2 passes. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** The hash of a random text, so that refusing an unknown name takes as long as refusing a wrong password. */
const NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$xfqNDdEQwgQRYr/gkRCQOQ$yYTfdfcUqoeBVE/yfdy2SQgHdgRFwMznU+MmA9ylVA4";

/**
 * A hash takes a whole core for tens of milliseconds, which hits need too. So a quarter of the cores hash, one at least, and the others
 * who sign in wait their turn (AC13).
 */
const AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 4));
const turns = pLimit(AT_ONCE);

/** Who signs in waits for their turn before the database is asked anything, so that many at once are no burst of work. One is looked up while others hash. */
export const signInTurns = pLimit(AT_ONCE + 1);

/** The hash to store for a password. */
export async function passwordHash(password: string): Promise<string> {
  return await turns(() => argon2.hash(password, ARGON2));
}

/** True when `stored` is a hash of the password. */
export async function isPasswordOf(stored: string | null | undefined, password: string): Promise<boolean> {
  return (await checkedHash(stored, password)) !== null;
}

/** The stored hash, if it is one of the password. */
export async function checkedHash(stored: string | null | undefined, password: string): Promise<string | null> {
  return (await turns(() => argon2.verify(stored ?? NOBODYS_HASH, password))) ? (stored ?? null) : null;
}
