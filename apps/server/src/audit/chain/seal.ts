import { DAY_MS } from "@rapport/domain";
import { holdLock, inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { sealOf } from "../digest.ts";
import { addEntry } from "../queries.ts";
import { writeHead } from "./head.ts";
import { dayOf, linkPending } from "./link.ts";
import { DAY_DROPPED, daysToDrop, daysToSeal, dropDay, newestSeal, openHeads, sealDay } from "./queries.ts";

/** So many days are dropped in one run, so that a clock that is ahead for a moment does not empty the log. */
const DROPPED_AT_ONCE = 4;

/**
 * Seals the days that are over, and drops the sealed ones that are older than `keptDays`; 0 keeps all (AU4). Each seal covers the one before it. Seals, and
 * where the chains of open days end, are logged: kept elsewhere, they show later that nobody cut the chain or made it anew.
 */
export async function sealAndDrop(deps: Pick<Deps, "db" | "clock" | "log">, keptDays: number): Promise<void> {
  const { db, clock, log } = deps;
  const at = clock.now();
  await linkPending(deps);
  await inTransaction(db, async (trx) => {
    await holdLock(trx, "audit");
    let { number, seal } = await newestSeal(trx);
    for (const { day, entries, head } of await daysToSeal(trx, dayOf(at))) {
      [number, seal] = [number + 1, sealOf(seal, { day, entries: String(entries), head })];
      await sealDay(trx, { day, number, seal, at });
      log.info({ day, entries, seal: seal.toString("hex") }, "a day of the audit log was sealed");
    }
  });
  for (const { day, entries, head } of await openHeads(db))
    log.info({ head: writeHead({ day, position: entries, hash: head }) }, "the audit log ends here; `npm run audit:verify -- --head` takes this");
  if (keptDays === 0) return;
  for (const day of await daysToDrop(db, { from: dayOf(new Date(at.getTime() - keptDays * DAY_MS)), most: DROPPED_AT_ONCE })) {
    await inTransaction(db, async (trx) => {
      const changes = JSON.stringify({ keptDays: { from: null, to: keptDays } });
      const subjects = [{ kind: "auditLog" as const, id: day, changes }];
      await addEntry(trx, { at, legalEntity: null, actorKind: "server", actorId: "server", action: DAY_DROPPED, asked: undefined, subjects });
      await dropDay(trx, { day, at });
    });
    log.info({ day, keptDays }, "a day of the audit log was dropped");
  }
}
