import { Refusal, WorkerId, type AccountNumber, type CustomerId, type LegalEntityCode, type OperatorId, type Reply } from "@rapport/contract";
import type { putClientBookEntries } from "@rapport/contract/clienteling";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { entityOrRefusal, nextNumber } from "../organisation/index.ts";
import type { Actor, PosActor } from "../http/index.ts";
import { addBook, addEntries, bookOfWorker, lockedCustomers, lockedWorker, ownersOf } from "./queries.ts";

type Trx = Transaction<Database>;

/** Adds a customer to the associate's own book (R1 to R6, R11). A customer who is there already stays. */
export async function addClient(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<{ clientBookId: string }> {
  const { legalEntity } = actor;
  return await inTransaction(db, async (trx) => {
    const customers = await lockedCustomers(trx, { legalEntity, ids: [customerId] });
    if (customers.length === 0) throw noSuchCustomer();
    const worker = await lockedWorker(trx, { legalEntity, workerId: actor.workerId });
    if (worker === undefined) throw new Error("a signed-in worker is not in their legal entity");
    const { clientBookId, added } = await addAll(trx, { legalEntity, worker, customers });
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.added_to_book", subjects: added });
    return { clientBookId };
  });
}

interface PutEntries {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
  readonly accountNumbers: readonly AccountNumber[];
  readonly actor: Actor;
}

/** Headquarters adds customers to an associate's book: all of them or none. */
export async function putEntries(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, operatorId, accountNumbers, actor }: PutEntries,
): Promise<Reply<typeof putClientBookEntries>> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    const wanted = [...new Set(accountNumbers)];
    const customers = await lockedCustomers(trx, { legalEntity, accountNumbers: wanted });
    const known = new Set<string>(customers.map(({ account_number }) => account_number));
    const unknown = wanted.filter((account) => !known.has(account));
    if (unknown.length > 0) {
      const faults = accountNumbers.flatMap((account, row) =>
        known.has(account) ? [] : [{ ...rowOf(account, row), wrong: wrong("row.unknown_customer", {}) }],
      );
      throw new Refusal("customers.unknown", { legalEntity, accounts: unknown }, { faults });
    }
    const worker = await lockedWorker(trx, { legalEntity, operatorId });
    if (worker === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
    const { clientBookId, added } = await addAll(trx, { legalEntity, worker, customers, accountNumbers });
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.added_to_book", subjects: added });
    return { clientBookId, added: added.length, alreadyThere: wanted.length - added.length };
  });
}

interface AddAll {
  readonly legalEntity: LegalEntityCode;
  readonly worker: { readonly id: string; readonly name: string };
  readonly customers: Awaited<ReturnType<typeof lockedCustomers>>;
  /** The rows of a batch, to name those that are refused. */
  readonly accountNumbers?: readonly AccountNumber[];
}

/** The caller holds the customers' and the worker's locks, in this order. */
async function addAll(trx: Trx, of: AddAll): Promise<{ clientBookId: string; added: string[] }> {
  const { legalEntity, worker, customers } = of;
  const there = await refuseOthers(trx, of);
  const missing = customers.filter(({ id }) => !there.has(id));
  const clientBookId =
    (await bookOfWorker(trx, { legalEntity, workerId: WorkerId.parse(worker.id) })) ?? (await newBook(trx, { legalEntity, workerId: worker.id }));
  if (missing.length === 0) return { clientBookId, added: [] };
  const added = await addEntries(trx, { legalEntity, clientBookId }, missing);
  // Another associate added the customer in the meantime.
  if (added.length < missing.length) await refuseOthers(trx, of);
  return { clientBookId, added };
}

/** The customers who are in the worker's own book. When one is in another's, it refuses and names the owner (R11). */
async function refuseOthers(trx: Trx, { legalEntity, worker, customers, accountNumbers = [] }: AddAll): Promise<ReadonlySet<string>> {
  const owners = await ownersOf(trx, { legalEntity, customerIds: customers.map(({ id }) => id) });
  const taken = owners.filter(({ worker_id }) => worker_id !== worker.id);
  if (taken.length > 0) {
    const accounts = new Map(customers.map(({ id, account_number }) => [id, account_number]));
    const ownerOf = new Map(taken.map(({ customer_id, worker_name }) => [accounts.get(customer_id), worker_name]));
    const faults = accountNumbers.flatMap((account, row): Fault[] => {
      const owner = ownerOf.get(account);
      return owner === undefined ? [] : [{ ...rowOf(account, row), wrong: wrong("row.in_another_book", { worker: owner }) }];
    });
    const workers = [...new Set(taken.map(({ worker_name }) => worker_name))];
    throw new Refusal("client_book.in_another", { workers, customers: taken.length }, { faults });
  }
  return new Set(owners.map(({ customer_id }) => customer_id));
}

async function newBook(trx: Trx, { legalEntity, workerId }: { legalEntity: LegalEntityCode; workerId: string }): Promise<string> {
  for (;;) {
    const id = await nextNumber(trx, { legalEntity, reference: "clientBook" });
    // A sequence that was set back skips ids that are in use.
    if (await addBook(trx, { legalEntity, id, workerId })) return id;
  }
}

function rowOf(account: AccountNumber, row: number): Pick<Fault, "path" | "row"> {
  return { path: ["accountNumbers", row], row: account };
}
