import { DAY_MS } from "@rapport/domain";
import { holdLock, inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { sealOf } from "../digest.ts";
import { dayOf, linkPending } from "./link.ts";
import { daysToDrop, daysToSeal, dropDay, newestSeal, sealDay } from "./queries.ts";

/**
 * Seals the days that are over, and drops the sealed ones that are older than `keptDays`; 0 keeps all (AU4). Each seal covers the one before it, and is logged:
 * kept elsewhere, it shows later that nobody made the chain anew.
 */
export async function sealAndDrop(deps: Pick<Deps, "db" | "clock" | "log">, keptDays: number): Promise<void> {
  const { db, clock, log } = deps;
  const at = clock.now();
  await linkPending(deps);
  await inTransaction(db, async (trx) => {
    await holdLock(trx, "audit");
    let seal = await newestSeal(trx);
    for (const { day, entries, head } of await daysToSeal(trx, dayOf(at))) {
      seal = sealOf(seal, { day, entries: String(entries), head });
      await sealDay(trx, { day, seal, at });
      log.info({ day, entries, seal: seal.toString("hex") }, "a day of the audit log was sealed");
    }
  });
  if (keptDays === 0) return;
  for (const day of await daysToDrop(db, dayOf(new Date(at.getTime() - keptDays * DAY_MS)))) {
    await inTransaction(db, (trx) => dropDay(trx, { day, at }));
    log.info({ day }, "a day of the audit log was dropped");
  }
}
