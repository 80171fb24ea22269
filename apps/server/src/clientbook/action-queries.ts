import type { LegalEntityCode, WorkerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Transaction } from "kysely";
import { mayReceive } from "./queries.ts";

type Trx = Transaction<Database>;

export type ActionKind = "added" | "removed" | "reassigned";

export interface ActionClient {
  readonly id: string;
  /** Out of which book, and the place that the entry had there; null for somebody who was added. */
  readonly from: { readonly book: string; readonly place: string } | null;
  /** Null for somebody who was removed. */
  readonly to: string | null;
  /** The receiver had them already. */
  readonly kept: boolean;
}

interface NewAction {
  readonly legalEntity: LegalEntityCode;
  readonly workerId: WorkerId;
  readonly kind: ActionKind;
  readonly at: Date;
  readonly clients: readonly ActionClient[];
  /** The requests that it answered. */
  readonly requestIds?: readonly string[];
}

/** All that says in whose books a customer `c` is: books, places and times of the entries, and the last stay, which somebody leaves who came and went. */
const STANDING = sql`jsonb_build_array(
  (select max(s.id) from client_book_stay s where s.legal_entity = c.legal_entity and s.customer_id = c.id),
  (
    select jsonb_agg(jsonb_build_array(e.client_book_id, e.place, extract(epoch from e.added_at)) order by e.place)
    from client_book_entry e where e.legal_entity = c.legal_entity and e.customer_id = c.id
  )
)`;

/** Takes the place of what the worker did before. The caller holds the locks of the worker and the customers, and has changed the books. */
export async function keepAction(trx: Trx, { legalEntity, workerId, kind, at, clients, requestIds = [] }: NewAction): Promise<string> {
  await trx.deleteFrom("client_book_action").where("worker_id", "=", workerId).execute();
  const { id } = await trx
    .insertInto("client_book_action")
    .values({ legal_entity: legalEntity, worker_id: workerId, kind, at, clients: clients.length })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`
    insert into client_book_action_client (action_id, customer_id, from_book, place, to_book, kept, standing)
    select ${id}::uuid, c.id, m.from_book, m.place, m.to_book, m.kept, ${STANDING}
    from unnest(
      ${clients.map((client) => client.id)}::uuid[], ${clients.map(({ from }) => from?.book ?? null)}::text[], ${clients.map(({ from }) => from?.place ?? null)}::bigint[],
      ${clients.map(({ to }) => to)}::text[], ${clients.map(({ kept }) => kept)}::boolean[]
    ) m(id, from_book, place, to_book, kept)
    join customer c on c.id = m.id`.execute(trx);
  if (requestIds.length > 0) await trx.updateTable("client_request").set({ action_id: id }).where("id", "in", requestIds).execute();
  return id;
}

/** Locked, so that it is undone once. */
export async function lockedAction(trx: Trx, { workerId, actionId }: { workerId: WorkerId; actionId: string }) {
  const row = await trx
    .selectFrom("client_book_action")
    .select(["id", "kind", "at", "clients"])
    .where("id", "=", actionId)
    .where("worker_id", "=", workerId)
    .forUpdate()
    .executeTakeFirst();
  // The kinds of rows are those that `keepAction` writes.
  return row && { ...row, kind: row.kind as ActionKind };
}

export async function forgetAction(trx: Trx, actionId: string): Promise<void> {
  await trx.deleteFrom("client_book_action").where("id", "=", actionId).execute();
}

export interface ActedClient {
  readonly id: string;
  readonly account_number: string;
  readonly sort_name: string;
  readonly from_book: string | null;
  readonly place: string | null;
  readonly to_book: string | null;
  readonly kept: boolean;
  /** Their books are as the action left them: nobody came, went or changed the order since. */
  readonly as_left: boolean;
}

/** Whom the action moved, locked, each with whether the books stand as it left them. */
export async function actedClients(trx: Trx, actionId: string): Promise<readonly ActedClient[]> {
  await sql`
    select from client_book_action_client m join customer c on c.id = m.customer_id where m.action_id = ${actionId}::uuid order by c.id for no key update of c`.execute(
    trx,
  );
  const { rows } = await sql<ActedClient>`
    select c.id, c.account_number, c.sort_name, m.from_book, m.place::text as place, m.to_book, m.kept,
      (m.standing = ${STANDING}) is true as as_left
    from client_book_action_client m join customer c on c.id = m.customer_id
    where m.action_id = ${actionId}::uuid
    order by c.id`.execute(trx);
  return rows;
}

/** Whose books these are, locked, each with whether they can be given clients. */
export async function workersOfBooks(
  trx: Trx,
  { legalEntity, books, today }: { legalEntity: LegalEntityCode; books: readonly string[]; today: string },
): Promise<readonly { readonly id: string; readonly name: string; readonly book: string; readonly may_receive: boolean }[]> {
  if (books.length === 0) return [];
  return await trx
    .selectFrom("client_book as b")
    .innerJoin("worker as w", "w.id", "b.worker_id")
    .select(["w.id", "w.name", "b.id as book", mayReceive(today).as("may_receive")])
    .where("b.legal_entity", "=", legalEntity)
    .where("b.id", "in", books)
    .orderBy("w.id")
    .forNoKeyUpdate("w")
    .execute();
}

/** Customers who were added and taken out again in one go were never in the book. */
export async function forgetStays(
  trx: Trx,
  { legalEntity, clientBookId, customerIds }: { legalEntity: LegalEntityCode; clientBookId: string; customerIds: readonly string[] },
): Promise<void> {
  await sql`
    delete from client_book_stay s
    where s.legal_entity = ${legalEntity} and s.client_book_id = ${clientBookId} and s.customer_id = any(${[...customerIds]}::uuid[])
      and s.id = (
        select max(o.id) from client_book_stay o
        where o.legal_entity = s.legal_entity and o.client_book_id = s.client_book_id and o.customer_id = s.customer_id
      )`.execute(trx);
}
