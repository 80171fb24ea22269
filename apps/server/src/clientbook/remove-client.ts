import type { CustomerId } from "@rapport/contract";
import { inTransaction } from "@rapport/operational";
import { noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { PosActor } from "../http/index.ts";
import { keepAction } from "./action-queries.ts";
import { inEnough, maySeeOwners } from "./add-clients.ts";
import { ownersOf, removeEntries } from "./entry-queries.ts";
import { lockedCustomers, lockedWorker } from "./queries.ts";

/** Removes a customer from the associate's own book alone and changes nothing else (R9, BK1). Does nothing when the customer is in no book. */
export async function removeClient(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<{ undo: string | null }> {
  const { legalEntity, workerId } = actor;
  return await inTransaction(db, async (trx) => {
    const [customer] = await lockedCustomers(trx, { legalEntity, ids: [customerId] });
    if (customer === undefined) throw noSuchCustomer();
    const owners = await ownersOf(trx, { legalEntity, customerIds: [customerId] });
    if (owners.length === 0) return { undo: null };
    const owner = owners.find(({ worker_id }) => worker_id === actor.workerId);
    if (owner === undefined) {
      const names = owners.map(({ worker_name }) => worker_name);
      throw inEnough(new Map([[customer.account_number, names]]), { most: 1, named: maySeeOwners(actor) });
    }
    await lockedWorker(trx, { legalEntity, workerId });
    const taken = await removeEntries(trx, { legalEntity, clientBookId: owner.book_id, customerIds: [customerId] });
    await audit(
      { db: trx, clock },
      { legalEntity, actor, action: "customer.removed_from_book", subjects: [{ id: customerId, changes: { clientBook: { from: owner.book_id, to: null } } }] },
    );
    const clients = taken.map(({ customer_id: id, place }) => ({ id, from: { book: owner.book_id, place }, to: null, kept: false }));
    return { undo: await keepAction(trx, { legalEntity, workerId, kind: "removed", at: clock.now(), clients }) };
  });
}
