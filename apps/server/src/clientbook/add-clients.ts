import { Refusal, WorkerId, type CustomerId, type LegalEntityCode } from "@rapport/contract";
import { Parameters } from "@rapport/contract/clienteling";
import type { Fault } from "@rapport/contract/refusals";
import { joiningOf } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { withNumbers, type NextNumber } from "../organisation/index.ts";
import type { PosActor } from "../http/index.ts";
import { keepAction } from "./action-queries.ts";
import { addEntries, idsIn, lockBooks, ownersOf, type EntryOwner } from "./entry-queries.ts";
import { grouped } from "./grouped.ts";
import { meetRequests } from "./request-queries.ts";
import { addBook, bookOfWorker, lockedCustomers, lockedWorker, type LockedCustomer } from "./queries.ts";

type Trx = Transaction<Database>;
type Customers = readonly LockedCustomer[];
type Owners = readonly EntryOwner[];

/** Adds a customer to the associate's own book (R1 to R6, R11, BK1). A customer who is in it already stays. */
export async function addClient(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<{ clientBookId: string; undo: string | null }> {
  const { legalEntity } = actor;
  return await withNumbers(db, { legalEntity, reference: "clientBook" }, async (trx, next) => {
    const customers = await lockedCustomers(trx, { legalEntity, ids: [customerId] });
    if (customers.length === 0) throw noSuchCustomer();
    const worker = await lockedWorker(trx, { legalEntity, workerId: actor.workerId });
    if (worker === undefined) throw new Error("a signed-in worker is not in their legal entity");
    const owners = await ownersOf(trx, { legalEntity, customerIds: [customerId] });
    const most = booksAllowedAt(actor);
    const full = fullWith(owners, { workerId: worker.id, customers, most });
    if (full.size > 0) throw inEnough(full, { most, named: maySeeOwners(actor) });
    const at = clock.now();
    const { clientBookId, added, met } = await addAll(trx, { legalEntity, worker, customers, next, at, byOneself: true });
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.added_to_book", subjects: addedTo(clientBookId, added) });
    const clients = added.map((id) => ({ id, from: null, to: clientBookId, kept: false }));
    const undo = added.length === 0 ? null : await keepAction(trx, { legalEntity, workerId: actor.workerId, kind: "added", at, clients, requestIds: met });
    return { clientBookId, undo };
  });
}

/** In how many books a customer may be, as the store has it published (R4). */
export function booksAllowedAt({ published }: PosActor): number {
  return (published.parameters["parameters"] ?? Parameters.parse({})).booksPerCustomer;
}

/** Whose clients customers are is told to people who may see the books of the store (RI2b). */
export function maySeeOwners({ permissions }: PosActor): boolean {
  return permissions.has("clientBook.viewStore");
}

/** Customers who came into a book, for the audit log. */
export function addedTo(clientBookId: string | null, added: readonly string[]) {
  return added.map((id) => ({ id, changes: { clientBook: { from: null, to: clientBookId } } }));
}

/** The customers who cannot come into the associate's book, by account number, each with the owners of the books that they are in (R3, R4, R11). */
export function fullWith(
  owners: Owners,
  { workerId, customers, most }: { workerId: string; customers: Customers; most: number },
): ReadonlyMap<string, readonly string[]> {
  const ofCustomer = grouped(owners, ({ customer_id }) => customer_id);
  return new Map(
    customers.flatMap(({ id, account_number }): [string, string[]][] => {
      const of = ofCustomer.get(id) ?? [];
      const joining = joiningOf({ books: of.map(({ worker_id }) => worker_id), book: workerId, most });
      return joining === "full" ? [[account_number, of.map(({ worker_name }) => worker_name)]] : [];
    }),
  );
}

/** Names the owners only where that may be told. */
export function inEnough(
  full: ReadonlyMap<string, readonly string[]>,
  { most, named, faults = [] }: { most: number; named: boolean; faults?: readonly Fault[] },
): Refusal {
  const workers = named ? [...new Set([...full.values()].flat())] : [];
  return new Refusal("client_book.in_another", { workers, customers: full.size, most }, { faults });
}

interface AddAll {
  readonly legalEntity: LegalEntityCode;
  readonly worker: { readonly id: string };
  readonly customers: Customers;
  /** The places of those who are taken over from another book (BK1). */
  readonly places?: ReadonlyMap<string, string>;
  /** Gives the id of a new book. */
  readonly next: NextNumber;
  readonly at: Date;
  /** The worker adds them, who need not be told. */
  readonly byOneself?: boolean;
}

/** The caller holds the customers' and the worker's locks, in this order, and has judged that there is room. Who is there already stays. */
export async function addAll(
  trx: Trx,
  { legalEntity, worker, customers, places = new Map(), next, at, byOneself = false }: AddAll,
): Promise<{ clientBookId: string; added: string[]; there: ReadonlySet<string>; met: string[] }> {
  const clientBookId =
    (await bookOfWorker(trx, { legalEntity, workerId: WorkerId.parse(worker.id) })) ?? (await newBook(trx, { legalEntity, workerId: worker.id, next }));
  await lockBooks(trx, { legalEntity, customerIds: customers.map(({ id }) => id), workerIds: [worker.id] });
  const there = await idsIn(trx, { legalEntity, clientBookId, customerIds: customers.map(({ id }) => id) });
  const missing = customers.filter(({ id }) => !there.has(id));
  if (missing.length > 0) await addEntries(trx, { legalEntity, clientBookId, places }, missing);
  const added = missing.map(({ id }) => id);
  // Whoever gets a client has what they asked for, whichever way they got them (TD7).
  const met = await meetRequests(trx, { legalEntity, workerId: worker.id, customerIds: added, at, told: !byOneself });
  return { clientBookId, added, there, met };
}

async function newBook(trx: Trx, { legalEntity, workerId, next }: { legalEntity: LegalEntityCode; workerId: string; next: NextNumber }): Promise<string> {
  for (;;) {
    const id = await next(trx);
    // A sequence that was set back skips ids in use.
    if (await addBook(trx, { legalEntity, id, workerId })) return id;
  }
}
