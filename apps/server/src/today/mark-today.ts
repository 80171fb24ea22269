import type { Body } from "@rapport/contract";
import type { markToday } from "@rapport/contract/clienteling";
import { dayAfter } from "@rapport/domain";
import { bookOfWorker } from "../clientbook/index.ts";
import { noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { publishedSetup, todayOf } from "../parameters/index.ts";
import { isInBook, removeMark, saveMark } from "./queries.ts";

/** Says what became of one reason for one of the associate's own clients (TD3). The last word of an associate counts. */
export async function markTodayOf(deps: Pick<Deps, "db" | "clock">, { actor, ...mark }: Body<typeof markToday> & { actor: PosActor }): Promise<void> {
  const { db } = deps;
  const { legalEntity, workerId } = actor;
  const { customerId } = mark;
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  if (clientBookId === undefined || !(await isInBook(db, { legalEntity, clientBookId, customerId }))) throw noSuchCustomer();
  const of = { legalEntity, workerId, customerId, reason: mark.reason, occurrence: mark.occurrence };
  if (mark.state === "open") await removeMark(db, of);
  else
    await saveMark(db, {
      ...of,
      state: mark.state,
      until: mark.state === "snoozed" ? await dayAhead(deps, { actor, days: mark.days }) : null,
      at: deps.clock.now(),
    });
}

/** A day of the legal entity, some days from now. */
async function dayAhead(deps: Pick<Deps, "db" | "clock">, { actor, days }: { actor: PosActor; days: number }): Promise<string> {
  return dayAfter(await todayOf(deps, await publishedSetup(deps.db, actor)), days);
}
