import { holdLock, inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { linkHash } from "../digest.ts";
import { addLinks, openDay, pendingEntries, setHead } from "./queries.ts";

/** So many entries are linked in one transaction. */
const AT_ONCE = 500;

type LinkDeps = Pick<Deps, "db" | "clock">;

/**
 * Links the entries that wait, in the order of their numbers, to the chain of the day (AU3); returns how many. Appending an entry never waits for this, and this
 * never waits for an entry: one that is committed later is linked later. It is all or nothing for each batch, so a kill at any moment loses no entry and no link.
 */
export async function linkPending({ db, clock }: LinkDeps): Promise<number> {
  for (let linked = 0; ;) {
    const batch = await inTransaction(db, async (trx) => {
      await holdLock(trx, "audit");
      const entries = await pendingEntries(trx, AT_ONCE);
      if (entries.length === 0) return 0;
      const { day, position, head } = await openDay(trx, dayOf(clock.now()));
      let before = head;
      const links = entries.map((entry, index) => {
        before = linkHash(before, entry);
        return { entry: entry.id, day, position: position + index + 1, hash: before };
      });
      await addLinks(trx, links);
      await setHead(trx, { day, entries: position + links.length, head: before });
      return links.length;
    });
    linked += batch;
    if (batch < AT_ONCE) return linked;
  }
}

/** The day of a moment, in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
