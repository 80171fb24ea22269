import type { AccountNumber, LegalEntityCode, OperatorId } from "@rapport/contract";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { audit, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { hasNumbers, numbersWithin } from "../organisation/index.ts";
import { addAll } from "./add-clients.ts";
import { ownersAfter } from "./book-list-queries.ts";
import { dayOfLeaving, lockedCustomers, lockedWorkers, ownersOf, removeEntries, workersWithBook } from "./queries.ts";

type Trx = Transaction<Database>;

/** A row of a file: the customer, and whose book they are to be in. `null` takes them out; `undefined` says nothing of it. */
export interface Placing {
  readonly accountNumber: AccountNumber;
  readonly operatorId: OperatorId | null | undefined;
}

export type PlacingFate = "added" | "updated" | "unchanged" | "unknownCustomer" | "unknownWorker" | "workerGone" | "noNumbers";

/** Puts each customer into the book that their row names, from whichever book they are in. A check stores nothing but what it found. */
export async function placeClients(
  { db: trx, clock }: { db: Trx; clock: Deps["clock"] },
  { legalEntity, actor, dry, rows }: { legalEntity: LegalEntityCode; actor: Actor; dry: boolean; rows: readonly Placing[] },
): Promise<PlacingFate[]> {
  if (rows.length === 0) return [];
  const customers = await lockedCustomers(trx, { legalEntity, accountNumbers: rows.map(({ accountNumber }) => accountNumber) });
  const byAccount = new Map(customers.map((customer) => [customer.account_number, customer]));
  const operatorIds = [...new Set(rows.flatMap(({ operatorId }) => operatorId ?? []))];
  const workers = new Map(
    (await lockedWorkers(trx, { legalEntity, operatorIds, today: dayOfLeaving(clock.now()) })).map((worker) => [worker.operator_id, worker]),
  );
  const owners = new Map(
    (customers.length === 0 ? [] : await ownersOf(trx, { legalEntity, customerIds: customers.map(({ id }) => id) })).map((owner) => [owner.customer_id, owner]),
  );
  const canBegin = await canBeginBooks(trx, { legalEntity, workers: [...workers.values()] });
  const moves: Move[] = [];
  const fates = rows.map(({ accountNumber, operatorId }): PlacingFate => {
    const customer = byAccount.get(accountNumber);
    if (customer === undefined) return "unknownCustomer";
    const worker = operatorId == null ? null : workers.get(operatorId);
    if (worker === undefined) return "unknownWorker";
    const owner = owners.get(customer.id);
    if (operatorId === undefined || owner?.worker_id === worker?.id) return "unchanged";
    if (worker !== null && !worker.may_receive) return "workerGone";
    if (worker !== null && !canBegin(worker.id)) return "noNumbers";
    moves.push({ customer, from: owner?.book_id ?? null, to: worker });
    return owner === undefined ? "added" : "updated";
  });
  if (dry) await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.found", subjects: customers.map(({ id }) => id) });
  else {
    await storeMoves({ db: trx, clock }, { legalEntity, actor, moves });
    const moved = new Set(moves.map(({ customer }) => customer.id));
    const others = customers.filter(({ id }) => !moved.has(id)).map(({ id }) => id);
    await audit({ db: trx, clock }, { legalEntity, actor: inPart(actor, "found"), action: "customer.found", subjects: others });
  }
  return fates;
}

interface Move {
  readonly customer: Awaited<ReturnType<typeof lockedCustomers>>[number];
  readonly from: string | null;
  readonly to: { readonly id: string } | null;
}

async function storeMoves(
  { db: trx, clock }: { db: Trx; clock: Deps["clock"] },
  { legalEntity, actor, moves }: { legalEntity: LegalEntityCode; actor: Actor; moves: readonly Move[] },
): Promise<void> {
  const next = numbersWithin({ legalEntity, reference: "clientBook" });
  const books = new Map<string, string>();
  for (const [clientBookId, gone] of grouped(moves, ({ from }) => from)) {
    if (clientBookId === null) continue;
    const ids = gone.map(({ customer }) => customer.id);
    const removed = await removeEntries(trx, { legalEntity, clientBookId, customerIds: ids });
    if (removed.length < ids.length) throw new Overtaken("somebody removed one of the customers in the meantime");
  }
  for (const [worker, come] of grouped(moves, ({ to }) => to)) {
    if (worker === null) continue;
    const { clientBookId } = await addAll(trx, { legalEntity, worker, customers: come.map(({ customer }) => customer), owners: [], next });
    books.set(worker.id, clientBookId);
  }
  for (const [action, ofAction] of grouped(moves, actionOf)) {
    const subjects = ofAction.map(({ customer, from, to }) => ({
      id: customer.id,
      changes: { clientBook: { from, to: to === null ? null : (books.get(to.id) ?? null) } },
    }));
    await audit({ db: trx, clock }, { legalEntity, actor: inPart(actor, action), action, subjects });
  }
}

function actionOf({ from, to }: Move) {
  if (to === null) return "customer.removed_from_book";
  return from === null ? "customer.added_to_book" : "customer.moved_to_book";
}

function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** Whether an associate has a book, or can get one. */
async function canBeginBooks(trx: Trx, { legalEntity, workers }: { legalEntity: LegalEntityCode; workers: readonly { readonly id: string }[] }) {
  const have = new Set(await workersWithBook(trx, { legalEntity, workerIds: workers.map(({ id }) => id) }));
  const numbers = have.size === workers.length || (await hasNumbers(trx, { legalEntity, reference: "clientBook" }));
  return (id: string) => numbers || have.has(id);
}

const PAGE = 1_000;

/** Pages of all entries by account number; each customer that is read stands in the audit log. */
export async function* everyEntry(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, actor }: { legalEntity: LegalEntityCode; actor: Actor },
): AsyncGenerator<{ readonly accountNumber: string; readonly associate: string }[]> {
  let part = 0;
  for (let after: string | undefined; ;) {
    const rows = await ownersAfter(deps.db, { legalEntity, after, limit: PAGE });
    if (rows.length === 0) return;
    await audit(deps, { legalEntity, actor: inPart(actor, part++), action: "customer.viewed", subjects: rows.map(({ id }) => id) });
    yield rows.map(({ account_number: accountNumber, operator_id: associate }) => ({ accountNumber, associate }));
    after = rows.at(-1)?.account_number;
  }
}
