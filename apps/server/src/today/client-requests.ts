import { CustomerId, OperatorId, Refusal, type Body, type Reply } from "@rapport/contract";
import { RequestAnswer, type answerClientRequest, type askForClient, type getClientRequest, type listClientRequests } from "@rapport/contract/clienteling";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { audit, inPart } from "../audit/index.ts";
import {
  addRequest,
  askedSince,
  answersTo,
  bookOfWorker,
  cardsOf,
  dayOfLeaving,
  giveClient,
  lockedCustomers,
  markSeen,
  maySeeOwners,
  openRequest,
  openRequests,
  ownersNow,
  saveAnswer,
  withdrawRequest,
} from "../clientbook/index.ts";
import { customerOrRefusal, noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { withNumbers } from "../organisation/index.ts";
import { publishedSetup } from "../parameters/index.ts";
import { cardRows } from "./queries.ts";

type ReadDeps = Pick<Deps, "db" | "clock">;
const MOST = 100;

/** Asks whoever has the client in their book for them (TD7). Who that is shows only to people who may see the books of the store (RI2b). */
export async function ask(
  { db, clock }: ReadDeps,
  { actor, customerId, requestId: id, text }: Body<typeof askForClient> & { actor: PosActor; customerId: CustomerId; requestId: string },
): Promise<Reply<typeof askForClient>> {
  const { legalEntity, workerId } = actor;
  return await inTransaction(db, async (trx) => {
    // Locked, so that nobody moves them meanwhile.
    if ((await lockedCustomers(trx, { legalEntity, ids: [customerId] })).length === 0) throw noSuchCustomer();
    const owners = await ownersNow(trx, { legalEntity, customerId });
    if (owners.some((owner) => owner.id === workerId)) throw new Refusal("client_request.own", {});
    if (owners.length === 0) throw new Refusal("client_request.nobody", {});
    await refuseMany(trx, { legalEntity, workerId, customerId, clock });
    await addRequest(trx, { legalEntity, workerId, customerId, id, text, at: clock.now() });
    const open = await openRequest(trx, { legalEntity, workerId, customerId });
    // A device that never heard that its request had arrived sends it again, and meanwhile it was answered.
    if (open === undefined) throw new Refusal("client_request.answered", {});
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.asked_for", subjects: [customerId] });
    return { owners: maySeeOwners(actor) ? owners.map(({ name }) => name) : [], askedAt: open.asked_at.toISOString() };
  });
}

const HOUR_MS = 60 * 60_000;
/** Far more than anybody asks for in an hour, and too few to find out who has whom. */
const MOST_AN_HOUR = 20;

/** Nobody asks in bulk. What is asked already may be asked again, because that changes nothing. */
async function refuseMany(
  trx: Transaction<Database>,
  { legalEntity, workerId, customerId, clock }: Pick<PosActor, "legalEntity" | "workerId"> & Pick<Deps, "clock"> & { customerId: CustomerId },
): Promise<void> {
  // Of two requests at once the second counts the first.
  await holdForChange(trx, ["requests of", workerId]);
  if ((await openRequest(trx, { legalEntity, workerId, customerId })) !== undefined) return;
  const asked = await askedSince(trx, { legalEntity, workerId, since: new Date(clock.now().getTime() - HOUR_MS) });
  if (asked >= MOST_AN_HOUR) throw new Refusal("client_request.too_many", { most: MOST_AN_HOUR });
}

export async function readOwnRequest(
  { db }: Pick<Deps, "db">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<Reply<typeof getClientRequest>> {
  const { legalEntity, workerId } = actor;
  await customerOrRefusal(db, { legalEntity, customerId });
  const open = await openRequest(db, { legalEntity, workerId, customerId });
  return { askedAt: open?.asked_at.toISOString() ?? null };
}

/** Takes back what nobody answered yet. */
export async function withdraw({ db, clock }: ReadDeps, { actor, customerId }: { actor: PosActor; customerId: CustomerId }): Promise<void> {
  const { legalEntity, workerId } = actor;
  await inTransaction(db, async (trx) => {
    await customerOrRefusal(trx, { legalEntity, customerId });
    if (!(await withdrawRequest(trx, { legalEntity, workerId, customerId, at: clock.now() }))) return;
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.request_withdrawn", subjects: [customerId] });
  });
}

/** What is asked of the associate, and the answers to what they asked. */
export async function readRequests(deps: ReadDeps, actor: PosActor): Promise<Reply<typeof listClientRequests>> {
  const { db } = deps;
  const { legalEntity, workerId } = actor;
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  const today = dayOfLeaving(deps.clock.now());
  const asked = clientBookId === undefined ? [] : await openRequests(db, { legalEntity, workerId, clientBookId, today, limit: MOST });
  const answers = await answersTo(db, { legalEntity, workerId, limit: MOST });
  const ids = [...new Set([...asked, ...answers].map(({ customer_id }) => customer_id))];
  const rows = await cardRows(db, { legalEntity, ids });
  const setup = await publishedSetup(db, actor);
  const cards = new Map((await cardsOf(deps, { actor, setup, rows })).map((card) => [card.customerId as string, card]));
  await audit(deps, { legalEntity, actor, action: "today.viewed", subjects: [...cards.keys()] });
  const named = maySeeOwners(actor);
  return {
    total: asked[0]?.total ?? 0,
    answersTotal: answers[0]?.total ?? 0,
    asked: asked.flatMap(({ id, customer_id, name, text, asked_at }) => {
      const client = cards.get(customer_id);
      return client === undefined ? [] : [{ id, client, by: name, text, at: asked_at.toISOString() }];
    }),
    answers: answers.flatMap(({ id, customer_id, answer, answer_text: text, answered_at, name }) => {
      const client = cards.get(customer_id);
      if (client === undefined || answered_at === null) return [];
      return [{ id, client, answer: RequestAnswer.parse(answer), by: named ? name : null, text, at: answered_at.toISOString() }];
    }),
  };
}

/** Answers once; giving the client away happens in the same step, or nothing does. */
export async function answer(
  { db, clock }: ReadDeps,
  { actor, requestId: id, answer: given, text }: Body<typeof answerClientRequest> & { actor: PosActor; requestId: string },
): Promise<Reply<typeof answerClientRequest>> {
  const { legalEntity, workerId } = actor;
  if (given === "given" && !actor.permissions.has("clientBook.remove")) throw new Refusal("permission.missing", { permission: "clientBook.remove" });
  return await withNumbers(db, { legalEntity, reference: "clientBook" }, async (trx, next) => {
    const clientBookId = await bookOfWorker(trx, { legalEntity, workerId });
    const today = dayOfLeaving(clock.now());
    const [open] = clientBookId === undefined ? [] : await openRequests(trx, { legalEntity, workerId, clientBookId, today, limit: 1, id });
    if (open === undefined) throw new Refusal("client_request.gone", {});
    const customerId = CustomerId.parse(open.customer_id);
    // First, because whoever gets the client has what they asked for. The customer is locked before, as by everybody who moves them.
    await lockedCustomers(trx, { legalEntity, ids: [customerId] });
    if (!(await saveAnswer(trx, { id, workerId, answer: given, text, at: clock.now() }))) throw new Refusal("client_request.gone", {});
    const undo =
      given === "given" ? await giveClient({ db: trx, clock }, { actor, customerId, to: OperatorId.parse(open.operator_id), requestId: id, next }) : null;
    if (given === "given" && undo === null) throw new Refusal("client_request.gone", {});
    await audit({ db: trx, clock }, { legalEntity, actor: inPart(actor, "answer"), action: "customer.request_answered", subjects: [customerId] });
    return { undo };
  });
}

export async function putAnswerAway({ db, clock }: ReadDeps, { actor, requestId: id }: { actor: PosActor; requestId: string }): Promise<void> {
  const { legalEntity, workerId } = actor;
  await markSeen(db, { legalEntity, workerId, id, at: clock.now() });
}
