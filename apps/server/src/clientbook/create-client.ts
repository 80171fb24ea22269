import { Refusal, type Body, type CustomerId, type Reply } from "@rapport/contract";
import type { createCustomer } from "@rapport/contract/customers";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { audit, inPart } from "../audit/index.ts";
import { freeNumber, makeAtStore, noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { hasNumbers, numbersWithin, withNumbers } from "../organisation/index.ts";
import { addAll, addedTo } from "./add-clients.ts";
import { lockedCustomers, lockedWorker } from "./queries.ts";

type Create = Body<typeof createCustomer> & { readonly actor: PosActor; readonly customerId: CustomerId };
type WriteDeps = Pick<Deps, "db" | "clock" | "disk">;

/** Operation 612. Makes a customer, and puts them into the associate's own book (714) where that is asked: both, or nothing. */
export async function createClient(deps: WriteDeps, { accountNumber, ...create }: Create): Promise<Reply<typeof createCustomer>> {
  const { legalEntity, store: atStore, permissions } = create.actor;
  if (create.intoMyBook && !permissions.has("clientBook.add")) throw new Refusal("permission.missing", { permission: "clientBook.add" });
  const key = { legalEntity, reference: "customer", store: atStore } as const;
  if (accountNumber === null && (await hasNumbers(deps.db, key))) {
    return await withNumbers(deps.db, key, async (trx, next) => {
      const nextNumber = async () => await freeNumber(trx, { legalEntity, next: async () => await next(trx) });
      return await store(deps, trx, { ...create, nextNumber });
    });
  }
  return await inTransaction(deps.db, async (trx) => await store(deps, trx, { ...create, nextNumber: async () => await Promise.resolve(accountNumber ?? "") }));
}

async function store(
  { clock, disk }: WriteDeps,
  trx: Transaction<Database>,
  create: Omit<Create, "accountNumber"> & { readonly nextNumber: () => Promise<string> },
): Promise<Reply<typeof createCustomer>> {
  const { actor, customerId, intoMyBook } = create;
  const { legalEntity } = actor;
  const { accountNumber, isNew } = await makeAtStore({ db: trx, clock, disk }, create);
  if (!isNew || !intoMyBook) return { accountNumber };
  const customers = await lockedCustomers(trx, { legalEntity, ids: [customerId] });
  if (customers.length === 0) throw noSuchCustomer();
  const worker = await lockedWorker(trx, { legalEntity, workerId: actor.workerId });
  if (worker === undefined) throw new Error("a signed-in worker is not in their legal entity");
  // Only an associate's first client needs a number, so what is made meanwhile may wait for it.
  const next = numbersWithin({ legalEntity, reference: "clientBook" });
  const { clientBookId, added } = await addAll(trx, { legalEntity, worker, customers, next, at: clock.now() });
  await audit({ db: trx, clock }, { legalEntity, actor: inPart(actor, "book"), action: "customer.added_to_book", subjects: addedTo(clientBookId, added) });
  return { accountNumber };
}
