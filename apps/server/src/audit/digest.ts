import { createHash, randomBytes } from "node:crypto";

/** 32 bytes before the first link of the first day. */
export const GENESIS = Buffer.alloc(32);

/** Values that can be erased later: a digest of them and of a random salt stays (AU2). */
export interface Salted {
  readonly salt: Buffer;
  readonly digest: Buffer;
}

export function salted(values: readonly (string | null)[]): Salted {
  const salt = randomBytes(16);
  return { salt, digest: digestOf(salt, values) };
}

/** SHA-256 of a salt and values. Each value stands with its length in bytes, `-` for null, so that no two lists look the same. Migration 0024 does the same. */
export function digestOf(salt: Buffer, values: readonly (string | null)[]): Buffer {
  return createHash("sha256").update(salt).update(framed(values)).digest();
}

/** What an entry is made of in the chain. */
export interface LinkedEntry {
  readonly id: string;
  readonly at: Date;
  readonly legal_entity: string | null;
  readonly action: string;
  readonly request: string | null;
  readonly endpoint: string | null;
  readonly actor_kind: string;
  readonly digest: Buffer;
  readonly subjects: number;
  /** In their order. */
  readonly kinds: readonly string[];
  readonly digests: readonly Buffer[];
}

/** The hash of a link: of the link before it, and of the whole entry. */
export function linkHash(before: Buffer, entry: LinkedEntry): Buffer {
  const { id, at, legal_entity, action, request, endpoint, actor_kind, subjects, kinds } = entry;
  return createHash("sha256")
    .update(before)
    .update(framed([id, String(at.getTime()), legal_entity, action, request, endpoint, actor_kind, String(subjects), ...kinds]))
    .update(Buffer.concat([entry.digest, ...entry.digests]))
    .digest();
}

/** The seal of a day: of the seal before it, and of where the day's chain ended. `day` is `YYYY-MM-DD`. */
export function sealOf(before: Buffer, { day, entries, head }: { day: string; entries: string; head: Buffer }): Buffer {
  return createHash("sha256")
    .update(before)
    .update(framed([day, entries]))
    .update(head)
    .digest();
}

function framed(values: readonly (string | null)[]): string {
  return values.map((value) => (value === null ? "-" : `${Buffer.byteLength(value)}:${value}`)).join("");
}
