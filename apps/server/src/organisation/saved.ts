import { Refusal } from "@rapport/contract";
import { holdForChange, holdInList, type Database } from "@rapport/operational";
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

/** Locks every thing of a kind until the transaction ends, also those that do not exist yet. */
export async function holdList(trx: Transaction<Database>, list: Named): Promise<void> {
  await holdForChange(trx, list);
}
