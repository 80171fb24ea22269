import type { AccountNumber, LegalEntityCode, OperatorId } from "@rapport/contract";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { audit, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { entityOrRefusal, hasNumbers, numbersWithin } from "../organisation/index.ts";
import { addAll } from "./add-clients.ts";
import { ownersAfter } from "./book-list-queries.ts";
import { keepStays, lockBooks, newPlaces, ownersOf, removeEntries, type EntryOwner } from "./entry-queries.ts";
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
  const orders: Order[] = [];
  const fates = rows.map(({ accountNumber, operatorIds: named }): PlacingFate => {
    const customer = byAccount.get(accountNumber);
    if (customer === undefined) return "unknownCustomer";
    const wanted = [...new Set(named)].map((operatorId) => workers.get(operatorId));
    const known = wanted.filter((worker) => worker !== undefined);
    if (known.length < wanted.length) return "unknownWorker";
    if (named === undefined) return "unchanged";
    const have = owners.get(customer.id) ?? [];
    const come = known.filter(({ id }) => !have.some(({ worker_id }) => worker_id === id));
    const go = have.filter(({ worker_id }) => !known.some(({ id }) => id === worker_id));
    const order = orderOf({ customer, known, have, go: go.slice(come.length) });
    if (come.length === 0 && go.length === 0 && order.replaced.length === 0) return "unchanged";
    if (come.length > 0 && known.length > most) return "tooMany";
    if (come.some(({ may_receive }) => !may_receive)) return "workerGone";
    if (come.some(({ id }) => !canBegin(id))) return "noNumbers";
    orders.push(order);
    for (let at = 0; at < Math.max(come.length, go.length); at++) moves.push({ customer, from: go[at]?.book_id ?? null, to: come[at] ?? null });
    return have.length === 0 ? "added" : "updated";
  });
  if (dry) await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.found", subjects: customers.map(({ id }) => id) });
  else {
    await storeMoves({ db: trx, clock }, { legalEntity, actor, moves, orders });
    const moved = new Set(orders.map(({ customer }) => customer.id));
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

/** In which order a customer's books stand after the row. */
interface Order {
  readonly customer: LockedCustomer;
  /** By worker; null for a new place after those. */
  readonly places: ReadonlyMap<string, string | null>;
  /** Who has them already, at another place. */
  readonly replaced: readonly EntryOwner[];
  readonly changes: { readonly owners: { readonly from: readonly string[]; readonly to: readonly string[] } };
}

/** The places that the customer has are dealt out in the order of the row, without those of whoever in `go` goes with nobody in their stead (BK1). */
function orderOf({
  customer,
  known,
  have,
  go,
}: {
  customer: LockedCustomer;
  known: readonly { readonly id: string; readonly operator_id: string }[];
  have: readonly EntryOwner[];
  go: readonly EntryOwner[];
}): Order {
  const free = have.filter((owner) => !go.includes(owner)).map(({ place }) => place);
  const places = new Map(known.map(({ id }, at) => [id, free[at] ?? null]));
  const replaced = have.filter(({ worker_id, place }) => known.some(({ id }) => id === worker_id) && places.get(worker_id) !== place);
  const changes = { owners: { from: have.map(({ operator_id }) => operator_id), to: known.map(({ operator_id }) => operator_id) } };
  return { customer, places, replaced, changes };
}

async function storeMoves(
  { db: trx, clock }: { db: Trx; clock: Deps["clock"] },
  { legalEntity, actor, moves, orders }: { legalEntity: LegalEntityCode; actor: Actor; moves: readonly Move[]; orders: readonly Order[] },
): Promise<void> {
  const next = numbersWithin({ legalEntity, reference: "clientBook" });
  const books = new Map<string, string>();
  const replaced = orders.flatMap(({ customer, replaced: of }) => of.map(({ book_id, worker_id }) => ({ customer, from: book_id, to: { id: worker_id } })));
  const workerIds = moves.flatMap(({ to }) => (to === null ? [] : [to.id]));
  await lockBooks(trx, { legalEntity, customerIds: orders.map(({ customer }) => customer.id), workerIds });
  for (const [clientBookId, gone] of grouped([...moves, ...replaced], ({ from }) => from)) {
    if (clientBookId === null) continue;
    const ids = gone.map(({ customer }) => customer.id);
    const taken = await removeEntries(trx, { legalEntity, clientBookId, customerIds: ids });
    if (taken.length < ids.length) throw new Overtaken("somebody removed one of the customers in the meantime");
  }
  const placeOf = await placesOf(trx, orders);
  for (const [workerId, come] of grouped([...moves, ...replaced], ({ to }) => to?.id ?? null)) {
    if (workerId === null) continue;
    const customers = come.map(({ customer }) => customer);
    const places = new Map(customers.map(({ id }) => [id, placeOf(id, workerId)]));
    const { clientBookId } = await addAll(trx, { legalEntity, worker: { id: workerId }, customers, places, next, at: clock.now() });
    books.set(workerId, clientBookId);
  }
  for (const [clientBookId, of] of grouped(replaced, ({ from }) => from))
    await keepStays(trx, { legalEntity, clientBookId, customerIds: of.map(({ customer }) => customer.id) });
  // Also of whoever moved more than once, because an entry tells one change of each.
  const movesOf = grouped(moves, ({ customer }) => customer.id);
  const reordered = orders.filter(({ customer, replaced: of }) => of.length > 0 || (movesOf.get(customer.id) ?? []).length > 1);
  const subjectsOfOrder = reordered.map(({ customer, changes }) => ({ id: customer.id, changes }));
  await audit({ db: trx, clock }, { legalEntity, actor: inPart(actor, "order"), action: "customer.moved_to_book", subjects: subjectsOfOrder });
  for (const [action, ofAction] of grouped(moves, actionOf)) {
    const subjects = ofAction.map(({ customer, from, to }) => ({
      id: customer.id,
      changes: { clientBook: { from, to: to === null ? null : (books.get(to.id) ?? null) } },
    }));
    await audit({ db: trx, clock }, { legalEntity, actor: inPart(actor, action), action, subjects });
  }
}

/** Those who get a new place get it in the order of their row. */
async function placesOf(trx: Trx, orders: readonly Order[]): Promise<(customerId: string, workerId: string) => string> {
  const dealt = orders.flatMap(({ customer, places }) => [...places].map(([worker, place]) => ({ of: `${customer.id} ${worker}`, place })));
  const fresh = [...(await newPlaces(trx, dealt.filter(({ place }) => place === null).length))];
  const all = new Map(dealt.map(({ of, place }) => [of, place ?? fresh.shift() ?? ""]));
  return (customerId, workerId) => all.get(`${customerId} ${workerId}`) ?? "";
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
