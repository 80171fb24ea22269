import { compareTexts } from "../values/compare-texts.ts";

/** A time in somebody's client book; times are ISO 8601, UTC. */
export interface Stay<Owner> {
  readonly owner: Owner;
  readonly from: string;
  readonly to: string | null;
}

/** A change of whose client somebody is. `from` null: they came into a book. `to` null: they left one. */
export interface OwnerChange<Owner> {
  readonly at: string;
  readonly from: Owner | null;
  readonly to: Owner | null;
}

/** The changes that stays in client books tell, the newest first (R57c). Who leaves one book and comes into another at the same moment was reassigned: one change. */
export function ownerChanges<Owner>(stays: readonly Stay<Owner>[]): OwnerChange<Owner>[] {
  const moments = new Map<string, { left: Owner[]; came: Owner[] }>();
  const at = (moment: string) => {
    const known = moments.get(moment) ?? { left: [], came: [] };
    moments.set(moment, known);
    return known;
  };
  for (const { owner, from, to } of stays) {
    at(from).came.push(owner);
    if (to !== null) at(to).left.push(owner);
  }
  return [...moments]
    .toSorted(([a], [b]) => compareTexts(b, a))
    .flatMap(([moment, { left, came }]) =>
      Array.from({ length: Math.max(left.length, came.length) }, (_, n) => ({ at: moment, from: left[n] ?? null, to: came[n] ?? null })),
    );
}
