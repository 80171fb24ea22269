import { Refusal, type LegalEntityCode, type OperatorId, type Reply } from "@rapport/contract";
import type { undoLeave } from "@rapport/contract/clienteling";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { entityOrRefusal, putWorkerOf, readWorker, withNumbers } from "../organisation/index.ts";
import { addAll } from "./add-clients.ts";
import { endLeave, leavesOf, lockLeave, stillMoved, type LeaveRow } from "./leave-queries.ts";
import { auditMoves, refuseWithoutRight, UNDO_DAYS, undoUntil } from "./leave.ts";
import { lockBooks, removeEntries } from "./entry-queries.ts";
import { grouped } from "./grouped.ts";
import { dayOfLeaving, lockedWorkers } from "./queries.ts";
import { openAgainAfterLeaving } from "./request-queries.ts";

interface Undo {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
  readonly leaveId: string;
  readonly actor: Actor;
}

/** Gives back what still stands as leaving left it, and says what does not. */
export async function undoLeaveOf(deps: Pick<Deps, "db" | "clock">, { legalEntity, operatorId, leaveId, actor }: Undo): Promise<Reply<typeof undoLeave>> {
  const { db, clock } = deps;
  const { books_per_customer: most } = await entityOrRefusal(db, legalEntity);
  return await withNumbers(db, { legalEntity, reference: "clientBook" }, async (trx, next) => {
    await lockLeave(trx, leaveId);
    const [left] = await leavesOf(trx, { legalEntity, operatorId, leaveId, limit: 1 });
    if (left === undefined) throw new Refusal("leave.unknown", {});
    if (left.undone_at !== null) throw new Refusal("leave.undone", {});
    if (clock.now() > undoUntil(left.at)) throw new Refusal("leave.too_late", { days: UNDO_DAYS });
    const employment = await restoreEmployment({ db: trx, clock }, { left, legalEntity, operatorId, actor });
    const clients = await stillMoved(trx, { leaveId, most });
    const [worker] = await lockedWorkers(trx, { legalEntity, operatorIds: [operatorId], today: dayOfLeaving(clock.now()) });
    if (worker === undefined) throw new Error("whoever left is a worker still");
    const places = new Map(clients.flatMap(({ id, place }) => (place === null ? [] : [[id, place] as const])));
    const received = grouped(
      clients.filter(({ kept }) => !kept),
      ({ to_book }) => to_book,
    );
    await lockBooks(trx, { legalEntity, customerIds: clients.map(({ id }) => id), workerIds: [worker.id] });
    for (const [book, of] of received) {
      const ids = of.map(({ id }) => id);
      const removed = await removeEntries(trx, { legalEntity, clientBookId: book, customerIds: ids });
      if (removed.length < ids.length) throw new Overtaken("somebody removed one of the clients in the meantime");
    }
    if (clients.length > 0) {
      const { clientBookId: to } = await addAll(trx, { legalEntity, worker, customers: clients, places, next, at: clock.now() });
      const subjects = clients.map(({ id, kept, to_book }) => ({ id, changes: { clientBook: { from: kept ? null : to_book, to } } }));
      await auditMoves({ db: trx, clock }, { legalEntity, actor, subjects });
      await openAgainAfterLeaving(trx, { leaveId, customerIds: clients.map(({ id }) => id) });
    }
    await endLeave(trx, { leaveId, at: clock.now() });
    const moved = left.receivers.reduce((sum, receiver) => sum + receiver.clients, 0);
    return { givenBack: clients.length, elsewhere: moved - clients.length, employment };
  });
}

/** Puts the last day of employment back as it was, unless somebody set another one since. */
async function restoreEmployment(
  deps: { readonly db: Transaction<Database>; readonly clock: Deps["clock"] },
  { left, actor, ...of }: Pick<Undo, "legalEntity" | "operatorId" | "actor"> & { readonly left: LeaveRow },
): Promise<"none" | "restored" | "changed"> {
  if (!left.ends_employment) return "none";
  refuseWithoutRight(actor, of.legalEntity);
  const { employedTo } = await readWorker(deps, of);
  if (employedTo !== left.employed_to) return "changed";
  await putWorkerOf(deps, { ...of, actor, change: { employedTo: left.employed_to_before }, password: undefined, mustChangePassword: undefined });
  return "restored";
}
