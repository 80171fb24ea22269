import { Refusal, type CustomerId } from "@rapport/contract";
import { inTransaction } from "@rapport/operational";
import { noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { PosActor } from "../http/index.ts";
import { lockedCustomers, ownersOf, removeEntry } from "./queries.ts";

/** Removes a customer from the associate's own book and changes nothing else (R9). Does nothing when the customer is in no book. */
export async function removeClient(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<void> {
  const { legalEntity } = actor;
  await inTransaction(db, async (trx) => {
    if ((await lockedCustomers(trx, { legalEntity, ids: [customerId] })).length === 0) throw noSuchCustomer();
    const owner = (await ownersOf(trx, { legalEntity, customerIds: [customerId] }))[0];
    if (owner === undefined) return;
    if (owner.worker_id !== actor.workerId) throw new Refusal("client_book.in_another", { workers: [owner.worker_name], customers: 1 });
    await removeEntry(trx, { legalEntity, clientBookId: owner.book_id, customerId });
    await audit(
      { db: trx, clock },
      { legalEntity, actor, action: "customer.removed_from_book", subjects: [{ id: customerId, changes: { clientBook: { from: owner.book_id, to: null } } }] },
    );
  });
}
