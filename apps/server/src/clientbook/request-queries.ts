import type { CustomerId, LegalEntityCode, WorkerId } from "@rapport/contract";
import type { RequestAnswer } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { mayReceive } from "./queries.ts";

type Db = Kysely<Database>;

/** Besides the answers that a colleague gives. */
const WITHDRAWN = "withdrawn";

interface Worker {
  readonly legalEntity: LegalEntityCode;
  readonly workerId: WorkerId;
}

/** In whose books a customer is, the primary owner first. */
export async function ownersNow(db: Db, { legalEntity, customerId }: { legalEntity: LegalEntityCode; customerId: CustomerId }) {
  return await db
    .selectFrom("client_book_entry as e")
    .innerJoin("client_book as b", (join) => join.onRef("b.legal_entity", "=", "e.legal_entity").onRef("b.id", "=", "e.client_book_id"))
    .innerJoin("worker as w", "w.id", "b.worker_id")
    .select(["w.id", "w.name"])
    .where("e.legal_entity", "=", legalEntity)
    .where("e.customer_id", "=", customerId)
    .orderBy("e.place")
    .execute();
}

/** When the worker asked for the customer and nobody answered yet. */
export async function openRequest(db: Db, { legalEntity, workerId, customerId }: Worker & { customerId: CustomerId }) {
  return await db
    .selectFrom("client_request")
    .select(["id", "asked_at"])
    .where("legal_entity", "=", legalEntity)
    .where("worker_id", "=", workerId)
    .where("customer_id", "=", customerId)
    .where("answer", "is", null)
    .executeTakeFirst();
}

/** Does nothing when the worker has an open request for the customer already, or when the id was used before. */
export async function addRequest(
  db: Db,
  { legalEntity, workerId, customerId, id, text, at }: Worker & { customerId: CustomerId; id: string; text: string; at: Date },
) {
  await sql`
    insert into client_request (id, legal_entity, customer_id, worker_id, text, asked_at)
    values (${id}, ${legalEntity}, ${customerId}, ${workerId}, ${text}, ${at}) on conflict do nothing`.execute(db);
}

export interface OpenRow {
  readonly id: string;
  readonly customer_id: string;
  readonly worker_id: string;
  readonly operator_id: string;
  readonly name: string;
  readonly text: string;
  readonly asked_at: Date;
  readonly total: number;
}

/** Open requests for clients in this book, of colleagues who could have them, the oldest first. */
export async function openRequests(
  db: Db,
  { legalEntity, workerId, clientBookId, today, limit, id }: Worker & { clientBookId: string; today: string; limit: number; id?: string },
): Promise<readonly OpenRow[]> {
  const { rows } = await sql<OpenRow>`
    select r.id, r.customer_id, r.worker_id, w.operator_id, w.name, r.text, r.asked_at, count(*) over ()::int as total
    from client_request r
    join client_book_entry e on e.legal_entity = r.legal_entity and e.client_book_id = ${clientBookId} and e.customer_id = r.customer_id
    join worker w on w.id = r.worker_id and ${mayReceive(today)}
    where r.legal_entity = ${legalEntity} and r.answer is null and r.worker_id <> ${workerId} and (${id ?? null}::uuid is null or r.id = ${id ?? null}::uuid)
    order by r.asked_at, r.id limit ${limit}`.execute(db);
  return rows;
}

/** Answers to what the worker asked that they have not put away, the newest first. */
export async function answersTo(db: Db, { legalEntity, workerId, limit }: Worker & { limit: number }) {
  return await db
    .selectFrom("client_request as r")
    .leftJoin("worker as w", "w.id", "r.answered_by")
    .select(["r.id", "r.customer_id", "r.answer", "r.answer_text", "r.answered_at", "w.name", sql<number>`count(*) over ()::int`.as("total")])
    .where("r.legal_entity", "=", legalEntity)
    .where("r.worker_id", "=", workerId)
    .where("r.answer", "is not", null)
    .where("r.seen_at", "is", null)
    .orderBy("r.answered_at", "desc")
    .orderBy("r.id")
    .limit(limit)
    .execute();
}

/** False when somebody answered it already. */
export async function saveAnswer(
  db: Db,
  { id, workerId, answer, text, at }: { id: string; workerId: WorkerId; answer: RequestAnswer; text: string; at: Date },
): Promise<boolean> {
  const answered = await db
    .updateTable("client_request")
    .set({ answer, answer_text: text, answered_at: at, answered_by: workerId })
    .where("id", "=", id)
    .where("answer", "is", null)
    .returning("id")
    .executeTakeFirst();
  return answered !== undefined;
}

/** What the action answered is asked again, unless the worker has asked anew. */
export async function openAgain(db: Db, actionId: string): Promise<void> {
  await sql`
    update client_request r set ${UNANSWERED}
    where r.action_id = ${actionId}::uuid and ${hasNotAskedAnew}`.execute(db);
}

const UNANSWERED = sql`answer = null, answer_text = '', answered_at = null, answered_by = null, seen_at = null`;
const hasNotAskedAnew = sql`not exists (
      select from client_request o
      where o.legal_entity = r.legal_entity and o.customer_id = r.customer_id and o.worker_id = r.worker_id and o.answer is null
    )`;

/** Requests that were answered by handing a whole book over. */
export async function metByLeaving(db: Db, { leaveId, requestIds }: { leaveId: string; requestIds: readonly string[] }): Promise<void> {
  if (requestIds.length === 0) return;
  await db.updateTable("client_request").set({ leave_id: leaveId }).where("id", "in", requestIds).execute();
}

/** What handing a book over answered about these customers is asked again, unless the worker has asked anew. */
export async function openAgainAfterLeaving(db: Db, { leaveId, customerIds }: { leaveId: string; customerIds: readonly string[] }): Promise<void> {
  await sql`
    update client_request r set ${UNANSWERED}, leave_id = null
    where r.leave_id = ${leaveId}::uuid and r.customer_id = any(${[...customerIds]}::uuid[]) and ${hasNotAskedAnew}`.execute(db);
}

/** How often the worker asked since then, also what they took back. */
export async function askedSince(db: Db, { legalEntity, workerId, since }: Worker & { since: Date }): Promise<number> {
  const asked = db.selectFrom("client_request").select(({ fn }) => fn.countAll<string>().as("count"));
  const found = await asked.where("legal_entity", "=", legalEntity).where("worker_id", "=", workerId).where("asked_at", ">", since).executeTakeFirst();
  return Number(found?.count ?? 0);
}

/** What a worker asked for and has now is answered, and told unless they took the client themselves. Gives the requests. */
export async function meetRequests(
  db: Db,
  { legalEntity, workerId, customerIds, at, told }: { legalEntity: LegalEntityCode; workerId: string; customerIds: readonly string[]; at: Date; told: boolean },
): Promise<string[]> {
  const rows = await db
    .updateTable("client_request")
    .set({ answer: "given" satisfies RequestAnswer, answered_at: at, seen_at: told ? null : at })
    .where("legal_entity", "=", legalEntity)
    .where("worker_id", "=", workerId)
    .where("answer", "is", null)
    .where(sql<boolean>`customer_id = any(${[...customerIds]}::uuid[])`)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** False when the worker has no open request for the customer. It is kept, answered by nobody: whoever asks and takes back in turn has asked all the same. */
export async function withdrawRequest(db: Db, { legalEntity, workerId, customerId, at }: Worker & { customerId: CustomerId; at: Date }): Promise<boolean> {
  const withdrawn = await db
    .updateTable("client_request")
    .set({ answer: WITHDRAWN, answered_at: at, seen_at: at })
    .where("legal_entity", "=", legalEntity)
    .where("worker_id", "=", workerId)
    .where("customer_id", "=", customerId)
    .where("answer", "is", null)
    .returning("id")
    .executeTakeFirst();
  return withdrawn !== undefined;
}

export async function markSeen(db: Db, { legalEntity, workerId, id, at }: Worker & { id: string; at: Date }): Promise<void> {
  await db
    .updateTable("client_request")
    .set({ seen_at: at })
    .where("id", "=", id)
    .where("legal_entity", "=", legalEntity)
    .where("worker_id", "=", workerId)
    .where("answer", "is not", null)
    .execute();
}
