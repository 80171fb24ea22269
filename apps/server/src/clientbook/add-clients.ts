import { Refusal, WorkerId, type CustomerId, type LegalEntityCode } from "@rapport/contract";
import type { Fault } from "@rapport/contract/refusals";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { withNumbers, type NextNumber } from "../organisation/index.ts";
import type { PosActor } from "../http/index.ts";
import { addBook, addEntries, bookOfWorker, lockedCustomers, lockedWorker, ownersOf } from "./queries.ts";

type Trx = Transaction<Database>;
type Customers = readonly Awaited<ReturnType<typeof lockedCustomers>>[number][];
type Owners = Awaited<ReturnType<typeof ownersOf>>;

/** Adds a customer to the associate's own book (R1 to R6, R11). A customer who is in it already stays. */
export async function addClient(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<{ clientBookId: string }> {
  const { legalEntity } = actor;
  return await withNumbers(db, { legalEntity, reference: "clientBook" }, async (trx, next) => {
    const customers = await lockedCustomers(trx, { legalEntity, ids: [customerId] });
    if (customers.length === 0) throw noSuchCustomer();
    const worker = await lockedWorker(trx, { legalEntity, workerId: actor.workerId });
    if (worker === undefined) throw new Error("a signed-in worker is not in their legal entity");
    const owners = await ownersOf(trx, { legalEntity, customerIds: [customerId] });
    const elsewhere = ownersElsewhere(owners, { workerId: worker.id, customers });
    if (elsewhere.size > 0) throw inAnotherBook(elsewhere);
    const { clientBookId, added } = await addAll(trx, { legalEntity, worker, customers, owners, next });
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.added_to_book", subjects: addedTo(clientBookId, added) });
    return { clientBookId };
  });
}

/** Customers who came into a book, for the audit log. */
export function addedTo(clientBookId: string | null, added: readonly string[]) {
  return added.map((id) => ({ id, changes: { clientBook: { from: null, to: clientBookId } } }));
}

/** The customers who are in somebody else's book, by account number, each with the owner's name (R11). */
export function ownersElsewhere(owners: Owners, { workerId, customers }: { workerId: string; customers: Customers }): ReadonlyMap<string, string> {
  const accounts = new Map(customers.map(({ id, account_number }) => [id, account_number]));
  const taken = owners.filter(({ worker_id }) => worker_id !== workerId);
  return new Map(taken.map(({ customer_id, worker_name }) => [accounts.get(customer_id) ?? "", worker_name]));
}

export function inAnotherBook(elsewhere: ReadonlyMap<string, string>, faults: readonly Fault[] = []): Refusal {
  return new Refusal("client_book.in_another", { workers: [...new Set(elsewhere.values())], customers: elsewhere.size }, { faults });
}

interface AddAll {
  readonly legalEntity: LegalEntityCode;
  readonly worker: { readonly id: string };
  /** The customers who are in nobody else's book. */
  readonly customers: Customers;
  /** Who owned them when they were judged. */
  readonly owners: Owners;
  /** Gives the id of a new book. */
  readonly next: NextNumber;
}

/**
 * The caller holds the customers' and the worker's locks, in this order. Those of customers are shared: if another associate adds one
 * after the owners were read, all is judged again.
 */
export async function addAll(trx: Trx, { legalEntity, worker, customers, owners, next }: AddAll): Promise<{ clientBookId: string; added: string[] }> {
  const there = new Set(owners.map(({ customer_id }) => customer_id));
  const missing = customers.filter(({ id }) => !there.has(id));
  const clientBookId =
    (await bookOfWorker(trx, { legalEntity, workerId: WorkerId.parse(worker.id) })) ?? (await newBook(trx, { legalEntity, workerId: worker.id, next }));
  if (missing.length === 0) return { clientBookId, added: [] };
  const added = await addEntries(trx, { legalEntity, clientBookId }, missing);
  if (added.length < missing.length) throw new Overtaken("another associate added one of the customers in the meantime");
  return { clientBookId, added };
}

async function newBook(trx: Trx, { legalEntity, workerId, next }: { legalEntity: LegalEntityCode; workerId: string; next: NextNumber }): Promise<string> {
  for (;;) {
    const id = await next(trx);
    // A sequence that was set back skips ids in use.
    if (await addBook(trx, { legalEntity, id, workerId })) return id;
  }
}
