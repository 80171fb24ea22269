import { OperatorId, Refusal, type Body, type Reply } from "@rapport/contract";
import type { ChosenClients, listReassignTargets, reassignClients } from "@rapport/contract/clienteling";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { withNumbers } from "../organisation/index.ts";
import { addAll, maySeeOwners } from "./add-clients.ts";
import { keepAction } from "./action-queries.ts";
import { lockedOf, lockedOfView } from "./chosen.ts";
import { lockBooks, ownersOf, removeEntries, type EntryOwner } from "./entry-queries.ts";
import { grouped } from "./grouped.ts";
import { auditMoves } from "./leave.ts";
import { dayOfLeaving, lockedWorkers, mayReceive, type LockedCustomer } from "./queries.ts";
import { storeViewOf, workersOfStore } from "./store-books.ts";
import { possibleTargets } from "./store-queries.ts";

type Trx = Transaction<Database>;

/** Gives clients of the store's books to another associate, all or none (R10, R47, R48, BK1). */
export async function reassign(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, chosen, from, to }: Body<typeof reassignClients> & { readonly actor: PosActor },
): Promise<Reply<typeof reassignClients>> {
  const { legalEntity } = actor;
  // It tells whose clients they were.
  if (!maySeeOwners(actor)) throw new Refusal("permission.missing", { permission: "clientBook.viewStore" });
  return await withNumbers(db, { legalEntity, reference: "clientBook" }, async (trx, next) => {
    const customers = await chosenCustomers({ db: trx, clock }, { actor, chosen });
    const owners = await ownersOf(trx, { legalEntity, customerIds: customers.map(({ id }) => id) });
    const entries = await entriesToMove(trx, { actor, customers, owners, from });
    const today = dayOfLeaving(clock.now());
    const named = [...new Set([to, actor.operatorId, ...entries.map(({ entry }) => OperatorId.parse(entry.operator_id))])];
    const target = (await lockedWorkers(trx, { legalEntity, operatorIds: named, today })).find(({ operator_id }) => operator_id === to);
    if (target === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId: to });
    if (!target.may_receive) throw new Refusal("leave.out_of_use", { workers: [target.name] });
    const moving = entries.filter(({ entry }) => entry.worker_id !== target.id);
    if (moving.length === 0) throw new Refusal("client_book.same", { worker: target.name });
    await lockBooks(trx, { legalEntity, customerIds: moving.map(({ customer }) => customer.id), workerIds: [target.id] });
    const places = new Map<string, string>();
    for (const [clientBookId, of] of grouped(moving, ({ entry }) => entry.book_id)) {
      const taken = await removeEntries(trx, { legalEntity, clientBookId, customerIds: of.map(({ customer }) => customer.id) });
      if (taken.length < of.length) throw new Overtaken("somebody removed one of the clients in the meantime");
      for (const { customer_id, place } of taken) places.set(customer_id, place);
    }
    const at = clock.now();
    const { clientBookId, there, met } = await addAll(trx, {
      legalEntity,
      worker: target,
      customers: moving.map(({ customer }) => customer),
      places,
      next,
      at,
    });
    const subjects = moving.map(({ customer, entry }) => ({ id: customer.id, changes: { clientBook: { from: entry.book_id, to: clientBookId } } }));
    await auditMoves({ db: trx, clock }, { legalEntity, actor, subjects });
    const acted = moving.map(({ customer, entry }) => ({
      id: customer.id,
      from: { book: entry.book_id, place: entry.place },
      to: clientBookId,
      kept: there.has(customer.id),
    }));
    return {
      undo: await keepAction(trx, { legalEntity, workerId: actor.workerId, kind: "reassigned", at, clients: acted, requestIds: met }),
      to: { operatorId: to, name: target.name },
      clientBookId,
      moved: moving.length,
      alreadyThere: there.size,
      from: [...grouped(moving, ({ entry }) => entry.operator_id)].map(([operatorId, of]) => ({
        operatorId: OperatorId.parse(operatorId),
        name: of[0]?.entry.worker_name ?? "",
        clients: of.length,
      })),
    };
  });
}

async function chosenCustomers(
  deps: { readonly db: Trx; readonly clock: Deps["clock"] },
  { actor, chosen }: { actor: PosActor; chosen: ChosenClients },
): Promise<readonly LockedCustomer[]> {
  const { legalEntity } = actor;
  if (chosen.kind === "clients") return await lockedOf(deps.db, { legalEntity, customerIds: chosen.customerIds });
  const { place, conditions } = await storeViewOf(deps, { actor, view: chosen.view, withKeys: false });
  return await lockedOfView(deps.db, { legalEntity, place, conditions, except: chosen.except, expected: chosen.expected });
}

/** From which book each goes: that of `from`, else the first one of the store's books that they are in. */
async function entriesToMove(
  trx: Trx,
  { actor, customers, owners, from }: { actor: PosActor; customers: readonly LockedCustomer[]; owners: readonly EntryOwner[]; from: OperatorId | null },
) {
  const ofStore = new Map((await workersOfStore(trx, actor)).map((worker) => [worker.worker_id, worker]));
  const ofCustomer = grouped(owners, ({ customer_id }) => customer_id);
  const found = customers.map((customer) => ({
    customer,
    entry: (ofCustomer.get(customer.id) ?? []).find(({ worker_id, operator_id }) => ofStore.has(worker_id) && (from === null || operator_id === from)),
  }));
  const entries = found.flatMap(({ customer, entry }) => (entry === undefined ? [] : [{ customer, entry }]));
  if (entries.length < found.length) {
    // A count: an account number that was not sent would be told without an entry in the log.
    const clients = found.length - entries.length;
    const worker = [...ofStore.values()].find(({ operator_id }) => operator_id === from);
    throw worker === undefined
      ? new Refusal("client_book.not_of_store", { clients })
      : new Refusal("client_book.no_longer_in", { worker: worker.name, clients });
  }
  return entries;
}

/** Who can be given clients: the associates of the store first (R48). */
export async function reassignTargets({ db, clock }: Pick<Deps, "db" | "clock">, actor: PosActor): Promise<Reply<typeof listReassignTargets>> {
  const { legalEntity } = actor;
  const here = new Set((await workersOfStore(db, actor)).map(({ operator_id }) => operator_id));
  const rows = await possibleTargets(db, { legalEntity, mayReceive: mayReceive(dayOfLeaving(clock.now())) });
  const targets = rows.map(({ operator_id, name, clients }) => ({ operatorId: OperatorId.parse(operator_id), name, ofStore: here.has(operator_id), clients }));
  return { targets: [...targets.filter(({ ofStore }) => ofStore), ...targets.filter(({ ofStore }) => !ofStore)] };
}
