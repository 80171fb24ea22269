import { Refusal, type Saved } from "@rapport/contract";
import { holdForChange, holdInList, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Actor } from "../http/index.ts";

/** The columns that say who wrote a row last, and when. */
export interface SavedRow {
  readonly version: number;
  readonly changed_at: Date;
  readonly changed_by: string | null;
}

/** Who writes, when, and the version they saw. Without a version the write is for any version. */
export interface Writing {
  readonly actor: Actor;
  readonly version?: number | undefined;
  /** True for an import, which holds its whole list with one lock (`holdList`). */
  readonly listIsHeld?: boolean | undefined;
}

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

export function savedOf({ version, changed_at, changed_by }: SavedRow): Saved {
  return { version, at: changed_at.toISOString(), by: changed_by };
}

/** The columns that a write sets. The database counts the version. */
export function stamp({ actor }: Writing, now: Date): { readonly changed_at: Date; readonly changed_by: string | null } {
  return { changed_at: now, changed_by: actor.kind === "headquarters" ? actor.name : null };
}

/** Refuses a write whose sender saw another version than the stored one (OG2). */
export function refuseStale(stored: SavedRow | undefined, { version, code }: { version: number | undefined; code: string }): void {
  if (version === undefined || version === (stored?.version ?? 0)) return;
  if (stored === undefined) throw new Refusal("saved.gone", {});
  if (version === 0) throw new Refusal("code.taken", { code });
  throw new Refusal("saved.meanwhile", { by: stored.changed_by ?? "", at: stored.changed_at.toISOString() });
}
