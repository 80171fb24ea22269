import { AccountNumber, Refusal, WorkerId, type LegalEntityCode, type OperatorId, type Reply } from "@rapport/contract";
import type { moveClientBookEntries, removeClientBookEntries } from "@rapport/contract/clienteling";
import { readPersonId } from "@rapport/domain";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { Actor } from "../http/index.ts";
import { entityOrRefusal, withNumbers } from "../organisation/index.ts";
import { addAll } from "./add-clients.ts";
import { lockBooks, ownersOf, removeEntries } from "./entry-queries.ts";
import { bookOfWorker, dayOfLeaving, lockedCustomers, lockedWorkers } from "./queries.ts";

interface OfBook {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
  readonly accountNumbers: readonly string[];
  readonly actor: Actor;
}

/** Moves customers from one associate's book to another's, all or none (R10, R48). Whoever the other has already stays with them (BK1). Refuses when somebody is not in the first book any more. */
export async function moveEntries(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, operatorId, to, accountNumbers, actor }: OfBook & { readonly to: OperatorId },
): Promise<Reply<typeof moveClientBookEntries>> {
  await entityOrRefusal(db, legalEntity);
  return await withNumbers(db, { legalEntity, reference: "clientBook" }, async (trx, next) => {
    const customers = await customersOf(trx, { legalEntity, accountNumbers });
    const workers = await workersOf(trx, { legalEntity, operatorIds: [operatorId, to], today: dayOfLeaving(clock.now()) });
    const [from, target] = [workers(operatorId), workers(to)];
    if (from.id === target.id) throw new Refusal("client_book.same", { worker: from.name });
    if (!target.may_receive) throw new Refusal("leave.out_of_use", { workers: [target.name] });
    const owners = await ownersOf(trx, { legalEntity, customerIds: customers.map(({ id }) => id) });
    const theirs = new Map(owners.filter(({ worker_id }) => worker_id === from.id).map(({ customer_id, book_id }) => [customer_id, book_id]));
    const gone = customers.filter(({ id }) => !theirs.has(id));
    if (gone.length > 0) throw new Refusal("client_book.not_in", { worker: from.name, accounts: gone.map(({ account_number }) => account_number) });
    const fromBook = [...theirs.values()][0] ?? "";
    const ids = customers.map(({ id }) => id);
    await lockBooks(trx, { legalEntity, customerIds: ids, workerIds: [target.id] });
    const taken = await removeEntries(trx, { legalEntity, clientBookId: fromBook, customerIds: ids });
    const places = new Map(taken.map(({ customer_id, place }) => [customer_id, place]));
    const { clientBookId } = await addAll(trx, { legalEntity, worker: target, customers, places, next, at: clock.now() });
    const subjects = ids.map((id) => ({ id, changes: { clientBook: { from: fromBook, to: clientBookId } } }));
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.moved_to_book", subjects });
    return { clientBookId, moved: ids.length };
  });
}

/** Takes customers out of a book and changes nothing else of them (R9). */
export async function removeFromBook(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, operatorId, accountNumbers, actor }: OfBook,
): Promise<Reply<typeof removeClientBookEntries>> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    const customers = await customersOf(trx, { legalEntity, accountNumbers });
    const owner = (await workersOf(trx, { legalEntity, operatorIds: [operatorId], today: dayOfLeaving(clock.now()) }))(operatorId);
    const clientBookId = await bookOfWorker(trx, { legalEntity, workerId: WorkerId.parse(owner.id) });
    const ids = customers.map(({ id }) => id);
    const taken = clientBookId === undefined ? [] : await removeEntries(trx, { legalEntity, clientBookId, customerIds: ids });
    const removed = taken.map(({ customer_id }) => customer_id);
    const subjects = removed.map((id) => ({ id, changes: { clientBook: { from: clientBookId ?? null, to: null } } }));
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.removed_from_book", subjects });
    return { removed: removed.length, notThere: ids.length - removed.length };
  });
}

async function customersOf(trx: Transaction<Database>, { legalEntity, accountNumbers }: { legalEntity: LegalEntityCode; accountNumbers: readonly string[] }) {
  const wanted = [...new Set(accountNumbers.map((one) => AccountNumber.parse(readPersonId(one))))];
  const customers = await lockedCustomers(trx, { legalEntity, accountNumbers: wanted });
  const known = new Set<string>(customers.map(({ account_number }) => account_number));
  const strange = wanted.filter((account) => !known.has(account));
  if (strange.length > 0) throw new Refusal("customers.unknown", { legalEntity, accounts: strange });
  return customers;
}

async function workersOf(
  trx: Transaction<Database>,
  { legalEntity, ...asked }: { legalEntity: LegalEntityCode; operatorIds: readonly OperatorId[]; today: string },
) {
  const found = new Map((await lockedWorkers(trx, { legalEntity, ...asked })).map((worker) => [worker.operator_id, worker]));
  return (operatorId: OperatorId) => {
    const worker = found.get(operatorId);
    if (worker === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
    return worker;
  };
}
