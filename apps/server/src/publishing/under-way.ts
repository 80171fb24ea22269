import { StoreNumber } from "@rapport/contract";
import { jobsNeeded, type SectionHashes } from "@rapport/domain/publishing";
import type { StoreNow } from "./queries.ts";
import type { SessionRow } from "./run-queries.ts";

const MOST_HELD = 50;

/** What sessions bring already, and what a suspended one holds up. Each session and store is looked at once: there can be ten thousand of either. */
export function underWay({
  known,
  open,
  hashesOf,
}: {
  readonly known: readonly StoreNow[];
  readonly open: readonly Pick<SessionRow, "number" | "run" | "store" | "state" | "sections">[];
  readonly hashesOf: (store: string) => SectionHashes;
}) {
  const names = new Map(known.map(({ store, name }) => [store, name]));
  const inOrder = open.toSorted((a, b) => a.number - b.number);
  const coming = new Map<string, SectionHashes>();
  for (const { store, sections } of inOrder) coming.set(store, { ...coming.get(store), ...sections });
  const later = new Map<string, number>();
  const heldUp = new Set<string>();
  const held = [];
  for (const { number: session, run, store, state } of inOrder.toReversed()) {
    const behind = later.get(store) ?? 0;
    later.set(store, behind + 1);
    if (state !== "suspended") continue;
    heldUp.add(store);
    held.push({ session, run, store: StoreNumber.parse(store), name: names.get(store) ?? store, behind });
  }
  // Those in a paused group wait for nothing (R85).
  const publishable = known.filter(
    ({ store, sections, paused }) => !paused && !heldUp.has(store) && jobsNeeded({ ...sections, ...coming.get(store) }, hashesOf(store)).length > 0,
  ).length;
  return { publishable, held: held.toReversed().slice(0, MOST_HELD) };
}
