import { OperatorId, Refusal, type CustomerId } from "@rapport/contract";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import type { NextNumber } from "../organisation/index.ts";
import { keepAction } from "./action-queries.ts";
import { addAll } from "./add-clients.ts";
import { lockBooks, ownersOf, removeEntries } from "./entry-queries.ts";
import { auditMoves } from "./leave.ts";
import { dayOfLeaving, lockedCustomers, lockedWorkers } from "./queries.ts";

interface Give {
  readonly actor: PosActor;
  readonly customerId: CustomerId;
  readonly to: OperatorId;
  /** Which asks for it, and is answered already. */
  readonly requestId: string;
  readonly next: NextNumber;
}

/** Gives a client of one's own to a colleague, who takes their place (R48, BK1). Null when the client is not in the giver's book any more. */
export async function giveClient(
  { db: trx, clock }: { readonly db: Transaction<Database>; readonly clock: Deps["clock"] },
  { actor, customerId, to, requestId, next }: Give,
): Promise<string | null> {
  const { legalEntity, workerId } = actor;
  const customers = await lockedCustomers(trx, { legalEntity, ids: [customerId] });
  const workers = await lockedWorkers(trx, { legalEntity, operatorIds: [actor.operatorId, to], today: dayOfLeaving(clock.now()) });
  const target = workers.find(({ operator_id }) => operator_id === to);
  if (target === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId: to });
  if (!target.may_receive) throw new Refusal("leave.out_of_use", { workers: [target.name] });
  const own = (await ownersOf(trx, { legalEntity, customerIds: [customerId] })).find(({ worker_id }) => worker_id === workerId);
  if (own === undefined) return null;
  await lockBooks(trx, { legalEntity, customerIds: [customerId], workerIds: [target.id] });
  const taken = await removeEntries(trx, { legalEntity, clientBookId: own.book_id, customerIds: [customerId] });
  if (taken.length === 0) throw new Overtaken("somebody removed the client in the meantime");
  const places = new Map(taken.map(({ customer_id, place }) => [customer_id, place]));
  const at = clock.now();
  const { clientBookId, there } = await addAll(trx, { legalEntity, worker: target, customers, places, next, at });
  const subjects = [{ id: customerId, changes: { clientBook: { from: own.book_id, to: clientBookId } } }];
  await auditMoves({ db: trx, clock }, { legalEntity, actor, subjects });
  const client = { id: customerId, from: { book: own.book_id, place: own.place }, to: clientBookId, kept: there.has(customerId) };
  return await keepAction(trx, { legalEntity, workerId, kind: "reassigned", at, clients: [client], requestIds: [requestId] });
}
