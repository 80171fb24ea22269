import { createHash, randomBytes } from "node:crypto";

/** A session's token: 256 random bits. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The stored hash of a token or an API key. Both are long and random, so a fast hash is enough. */
export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
