import { Refusal, type LegalEntityCode, type Reply } from "@rapport/contract";
import { UNDO_MINUTES, type undoBookAction } from "@rapport/contract/clienteling";
import { inTransaction, Overtaken } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { actedClients, forgetAction, forgetStays, lockedAction, workersOfBooks, type ActedClient } from "./action-queries.ts";
import { addEntries, keepStays, lockBooks, removeEntries } from "./entry-queries.ts";
import { grouped } from "./grouped.ts";
import { auditMoves } from "./leave.ts";
import { dayOfLeaving } from "./queries.ts";
import { meetRequests, openAgain } from "./request-queries.ts";

const MINUTE_MS = 60_000;

/** Puts back all that the person did last, with places and history, or nothing of it (R12c). */
export async function undoAction(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, actionId }: { readonly actor: PosActor; readonly actionId: string },
): Promise<Reply<typeof undoBookAction>> {
  const { legalEntity, workerId } = actor;
  return await inTransaction(db, async (trx) => {
    const action = await lockedAction(trx, { workerId, actionId });
    if (action === undefined || clock.now().getTime() - action.at.getTime() > UNDO_MINUTES * MINUTE_MS)
      throw new Refusal("client_book.undo_gone", { minutes: UNDO_MINUTES });
    const clients = await actedClients(trx, actionId);
    // A customer who was deleted since has no row any more.
    const changed = action.clients - clients.filter(({ as_left }) => as_left).length;
    if (changed > 0) throw new Refusal("client_book.changed_since", { clients: changed });
    const books = [...new Set(clients.flatMap(({ from_book, to_book }) => [from_book, to_book].filter((book) => book !== null)))];
    const workers = await workersOfBooks(trx, { legalEntity, books, today: dayOfLeaving(clock.now()) });
    const givenBack = new Set(clients.map(({ from_book }) => from_book));
    const left = workers.filter(({ book, may_receive }) => givenBack.has(book) && !may_receive);
    if (left.length > 0) throw new Refusal("leave.out_of_use", { workers: left.map(({ name }) => name) });
    await lockBooks(trx, { legalEntity, customerIds: clients.map(({ id }) => id), workerIds: workers.map(({ id }) => id) });
    await takeBack(trx, { legalEntity, clients });
    await giveBack(trx, { legalEntity, clients });
    for (const { id: worker, book } of workers) {
      const customerIds = clients.filter(({ from_book }) => from_book === book).map(({ id }) => id);
      await meetRequests(trx, { legalEntity, workerId: worker, customerIds, at: clock.now(), told: true });
    }
    for (const [name, of] of grouped(clients, changeOf)) {
      const subjects = of.map(({ id, from_book, to_book, kept }) => ({ id, changes: { clientBook: { from: kept ? null : to_book, to: from_book } } }));
      await auditMoves({ db: trx, clock }, { legalEntity, actor, action: name, subjects });
    }
    await openAgain(trx, actionId);
    await forgetAction(trx, actionId);
    return { kind: action.kind, clients: clients.length };
  });
}

type Trx = Parameters<typeof forgetAction>[0];
interface Acted {
  readonly legalEntity: LegalEntityCode;
  readonly clients: readonly ActedClient[];
}

/** Out of the books they were brought into, as if they had never been there. */
async function takeBack(trx: Trx, { legalEntity, clients }: Acted): Promise<void> {
  for (const [clientBookId, of] of grouped(clients, ({ to_book, kept }) => (kept ? null : to_book))) {
    if (clientBookId === null) continue;
    const customerIds = of.map(({ id }) => id);
    const taken = await removeEntries(trx, { legalEntity, clientBookId, customerIds });
    if (taken.length < customerIds.length) throw new Overtaken("somebody removed one of the clients in the meantime");
    await forgetStays(trx, { legalEntity, clientBookId, customerIds });
  }
}

/** Into the books they were in, at their places, as if they had never left. */
async function giveBack(trx: Trx, { legalEntity, clients }: Acted): Promise<void> {
  for (const [clientBookId, of] of grouped(clients, ({ from_book }) => from_book)) {
    if (clientBookId === null) continue;
    const places = new Map(of.flatMap(({ id, place }) => (place === null ? [] : [[id, place] as const])));
    await addEntries(trx, { legalEntity, clientBookId, places }, of);
    await keepStays(trx, { legalEntity, clientBookId, customerIds: of.map(({ id }) => id) });
  }
}

function changeOf({ from_book, to_book }: ActedClient) {
  if (from_book === null) return "customer.removed_from_book";
  return to_book === null ? "customer.added_to_book" : "customer.moved_to_book";
}
