import { Refusal, type Saved } from "@rapport/contract";
import type { Actor } from "./actor.ts";

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
