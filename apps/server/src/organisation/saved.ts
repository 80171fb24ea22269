import { Refusal, type Saved } from "@rapport/contract";
import { holdForChange, holdInList, holdSomeInList, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Writing } from "../http/index.ts";

export { refuseStale, savedOf, stamp, type SavedRow, type Writing } from "../http/index.ts";

const UNDER_WAY_RETRY_SECONDS = 30;

/** A kind of thing, its legal entity if it has one, and its code. */
type Named = readonly [kind: string, ...key: string[]];

/** Locks a thing, which need not exist yet, until the transaction ends. Refuses while an import holds the whole list. */
export async function holdThing(trx: Transaction<Database>, name: Named, { listIsHeld = false }: Pick<Writing, "listIsHeld"> = {}): Promise<void> {
  if (listIsHeld || (await holdInList(trx, { name, list: name.slice(0, -1) }))) return;
  throw new Refusal("import.under_way", {}, { retryAfterSeconds: UNDER_WAY_RETRY_SECONDS });
}

/** Locks several things of one kind, and refuses, in the same way. */
export async function holdThings(
  trx: Transaction<Database>,
  { list, codes }: { list: Named; codes: readonly string[] },
  { listIsHeld = false }: Pick<Writing, "listIsHeld"> = {},
): Promise<void> {
  if (listIsHeld || (await holdSomeInList(trx, { names: codes.map((code) => [...list, code]), list }))) return;
  throw new Refusal("import.under_way", {}, { retryAfterSeconds: UNDER_WAY_RETRY_SECONDS });
}

/** What became of one of several writes: what was stored, or why it was refused. */
export type Outcome = { readonly kind: "stored"; readonly saved: Saved } | { readonly kind: "refused"; readonly refusal: Refusal };

/** What work gives, or the refusal that it throws. */
export function outcomeOr<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Locks every thing of a kind until the transaction ends, also those that do not exist yet. */
export async function holdList(trx: Transaction<Database>, list: Named): Promise<void> {
  await holdForChange(trx, list);
}
