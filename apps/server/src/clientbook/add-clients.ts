import { Refusal, WorkerId, type AccountNumber, type CustomerId, type LegalEntityCode, type OperatorId, type Reply } from "@rapport/contract";
import type { putClientBookEntries } from "@rapport/contract/clienteling";
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
    if (unknown.length > 0) throw new Refusal("invalid", `Legal entity ${legalEntity} has no customer ${listed(unknown)}.`, { reason: "customer.unknown" });
    const worker = await lockedWorker(trx, { legalEntity, operatorId });
    if (worker === undefined) throw new Refusal("not_found", `Legal entity ${legalEntity} has no worker ${operatorId}.`, { reason: "worker.unknown" });
    const { clientBookId, added } = await addAll(trx, { legalEntity, worker, customers });
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.added_to_book", subjects: added });
    return { clientBookId, added: added.length, alreadyThere: wanted.length - added.length };
  });
}

interface AddAll {
  readonly legalEntity: LegalEntityCode;
  readonly worker: { readonly id: string; readonly name: string };
  readonly customers: Awaited<ReturnType<typeof lockedCustomers>>;
}

/** The caller holds the customers' and the worker's locks, in this order. */
async function addAll(trx: Trx, { legalEntity, worker, customers }: AddAll): Promise<{ clientBookId: string; added: string[] }> {
  const there = await refuseOthers(trx, { legalEntity, worker, customers });
  const missing = customers.filter(({ id }) => !there.has(id));
  const clientBookId =
    (await bookOfWorker(trx, { legalEntity, workerId: WorkerId.parse(worker.id) })) ?? (await newBook(trx, { legalEntity, workerId: worker.id }));
  if (missing.length === 0) return { clientBookId, added: [] };
  const added = await addEntries(trx, { legalEntity, clientBookId }, missing);
  // Another associate added the customer in the meantime.
  if (added.length < missing.length) await refuseOthers(trx, { legalEntity, worker, customers });
  return { clientBookId, added };
}

/** The customers who are in the worker's own book. When one is in another's, it refuses and names the owner (R11). */
async function refuseOthers(trx: Trx, { legalEntity, worker, customers }: AddAll): Promise<ReadonlySet<string>> {
  const owners = await ownersOf(trx, { legalEntity, customerIds: customers.map(({ id }) => id) });
  const taken = owners.filter(({ worker_id }) => worker_id !== worker.id);
  if (taken.length > 0) {
    const accounts = new Map(customers.map(({ id, account_number }) => [id, account_number]));
    const whose = taken.map(({ customer_id, worker_name }) => `${accounts.get(customer_id) ?? ""} (${worker_name})`);
    const message =
      customers.length === 1
        ? `This customer is in the client book of ${taken[0]?.worker_name ?? "somebody else"} already.`
        : `Some customers are in another associate's client book already: ${listed(whose)}.`;
    throw new Refusal("conflict", message, { reason: "client_book.in_another" });
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

const MOST_LISTED = 5;

function listed(texts: readonly string[]): string {
  const more = texts.length - MOST_LISTED;
  return `${texts.slice(0, MOST_LISTED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
