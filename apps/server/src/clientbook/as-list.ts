import type { AccountNumber, LegalEntityCode, OperatorId } from "@rapport/contract";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { audit, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { entityOrRefusal, hasNumbers, numbersWithin } from "../organisation/index.ts";
import { addAll } from "./add-clients.ts";
import { ownersAfter } from "./book-list-queries.ts";
import { ownersOf, removeEntries } from "./entry-queries.ts";
import { grouped } from "./grouped.ts";
import { dayOfLeaving, lockedCustomers, lockedWorkers, workersWithBook, type LockedCustomer } from "./queries.ts";

type Trx = Transaction<Database>;

/** A row of a file: the customer, and whose books they are to be in, the primary owner's first. Nobody's takes them out; `undefined` says nothing of it. */
export interface Placing {
  readonly accountNumber: AccountNumber;
  readonly operatorIds: readonly OperatorId[] | undefined;
}

export type PlacingFate = "added" | "updated" | "unchanged" | "unknownCustomer" | "unknownWorker" | "workerGone" | "noNumbers" | "tooMany";

/** Puts each customer into the books that their row names, and into no other. A check stores nothing but what it found. */
export async function placeClients(
  { db: trx, clock }: { db: Trx; clock: Deps["clock"] },
  { legalEntity, actor, dry, rows }: { legalEntity: LegalEntityCode; actor: Actor; dry: boolean; rows: readonly Placing[] },
): Promise<PlacingFate[]> {
  if (rows.length === 0) return [];
  const { books_per_customer: most } = await entityOrRefusal(trx, legalEntity);
  const customers = await lockedCustomers(trx, { legalEntity, accountNumbers: rows.map(({ accountNumber }) => accountNumber) });
  const byAccount = new Map(customers.map((customer) => [customer.account_number, customer]));
  const operatorIds = [...new Set(rows.flatMap(({ operatorIds: named }) => named ?? []))];
  const workers = new Map(
    (await lockedWorkers(trx, { legalEntity, operatorIds, today: dayOfLeaving(clock.now()) })).map((worker) => [worker.operator_id, worker]),
  );
  const owners = grouped(await ownersOf(trx, { legalEntity, customerIds: customers.map(({ id }) => id) }), ({ customer_id }) => customer_id);
  const canBegin = await canBeginBooks(trx, { legalEntity, workers: [...workers.values()] });
  const moves: Move[] = [];
  const fates = rows.map(({ accountNumber, operatorIds: named }): PlacingFate => {
    const customer = byAccount.get(accountNumber);
    if (customer === undefined) return "unknownCustomer";
    const wanted = [...new Set(named)].map((operatorId) => workers.get(operatorId));
    const known = wanted.filter((worker) => worker !== undefined);
    if (known.length < wanted.length) return "unknownWorker";
    const have = owners.get(customer.id) ?? [];
    const come = known.filter(({ id }) => !have.some(({ worker_id }) => worker_id === id));
    const go = named === undefined ? [] : have.filter(({ worker_id }) => !known.some(({ id }) => id === worker_id));
    if (come.length === 0 && go.length === 0) return "unchanged";
    if (come.length > 0 && known.length > most) return "tooMany";
    if (come.some(({ may_receive }) => !may_receive)) return "workerGone";
    if (come.some(({ id }) => !canBegin(id))) return "noNumbers";
    // Who comes takes the place of who goes.
    for (let at = 0; at < Math.max(come.length, go.length); at++) moves.push({ customer, from: go[at]?.book_id ?? null, to: come[at] ?? null });
    return have.length === 0 ? "added" : "updated";
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
  readonly customer: LockedCustomer;
  readonly from: string | null;
  readonly to: { readonly id: string } | null;
}

async function storeMoves(
  { db: trx, clock }: { db: Trx; clock: Deps["clock"] },
  { legalEntity, actor, moves }: { legalEntity: LegalEntityCode; actor: Actor; moves: readonly Move[] },
): Promise<void> {
  const next = numbersWithin({ legalEntity, reference: "clientBook" });
  const books = new Map<string, string>();
  // By book and customer, because a customer may go out of several.
  const places = new Map<string, string>();
  for (const [clientBookId, gone] of grouped(moves, ({ from }) => from)) {
    if (clientBookId === null) continue;
    const ids = gone.map(({ customer }) => customer.id);
    const taken = await removeEntries(trx, { legalEntity, clientBookId, customerIds: ids });
    if (taken.length < ids.length) throw new Overtaken("somebody removed one of the customers in the meantime");
    for (const { customer_id, place } of taken) places.set(`${clientBookId} ${customer_id}`, place);
  }
  for (const [worker, come] of grouped(moves, ({ to }) => to)) {
    if (worker === null) continue;
    const customers = come.map(({ customer }) => customer);
    const taken = new Map(come.flatMap(({ customer, from }) => (from === null ? [] : [[customer.id, places.get(`${from} ${customer.id}`) ?? ""] as const])));
    const { clientBookId } = await addAll(trx, { legalEntity, worker, customers, places: taken, next });
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

/** Whether an associate has a book, or can get one. */
async function canBeginBooks(trx: Trx, { legalEntity, workers }: { legalEntity: LegalEntityCode; workers: readonly { readonly id: string }[] }) {
  const have = new Set(await workersWithBook(trx, { legalEntity, workerIds: workers.map(({ id }) => id) }));
  const numbers = have.size === workers.length || (await hasNumbers(trx, { legalEntity, reference: "clientBook" }));
  return (id: string) => numbers || have.has(id);
}

const PAGE = 1_000;

/** Pages of all clients by account number, with whose books they are in; each customer that is read stands in the audit log. */
export async function* everyEntry(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, actor }: { legalEntity: LegalEntityCode; actor: Actor },
): AsyncGenerator<{ readonly accountNumber: string; readonly associate: readonly string[] }[]> {
  let part = 0;
  for (let after: string | undefined; ;) {
    const rows = await ownersAfter(deps.db, { legalEntity, after, limit: PAGE });
    if (rows.length === 0) return;
    await audit(deps, { legalEntity, actor: inPart(actor, part++), action: "customer.viewed", subjects: rows.map(({ id }) => id) });
    yield rows.map(({ account_number: accountNumber, operator_ids: associate }) => ({ accountNumber, associate }));
    after = rows.at(-1)?.account_number;
  }
}
