import type { LegalEntityCode, WorkerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Transaction } from "kysely";

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
}

/** Takes the place of what the worker did before. The caller holds the worker's lock. */
export async function keepAction(trx: Trx, { legalEntity, workerId, kind, at, clients }: NewAction): Promise<string> {
  await trx.deleteFrom("client_book_action").where("worker_id", "=", workerId).execute();
  const { id } = await trx
    .insertInto("client_book_action")
    .values({ legal_entity: legalEntity, worker_id: workerId, kind, at })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`
    insert into client_book_action_client (action_id, customer_id, from_book, place, to_book, kept)
    select ${id}::uuid, c.id, c.from_book, c.place, c.to_book, c.kept
    from unnest(
      ${clients.map((client) => client.id)}::uuid[], ${clients.map(({ from }) => from?.book ?? null)}::text[], ${clients.map(({ from }) => from?.place ?? null)}::bigint[],
      ${clients.map(({ to }) => to)}::text[], ${clients.map(({ kept }) => kept)}::boolean[]
    ) c(id, from_book, place, to_book, kept)`.execute(trx);
  return id;
}

/** Locked, so that it is undone once. */
export async function lockedAction(trx: Trx, { workerId, actionId }: { workerId: WorkerId; actionId: string }) {
  const row = await trx
    .selectFrom("client_book_action")
    .select(["id", "kind", "at"])
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
  /** They are where the action left them, and nobody moved them since. */
  readonly as_left: boolean;
}

/** Whom the action moved, locked, each with whether the books stand as it left them (`most` is in how many books a customer may be). */
export async function actedClients(trx: Trx, { actionId, most }: { actionId: string; most: number }): Promise<readonly ActedClient[]> {
  await sql`
    select from client_book_action_client m join customer c on c.id = m.customer_id where m.action_id = ${actionId}::uuid order by c.id for no key update of c`.execute(
    trx,
  );
  const { rows } = await sql<ActedClient>`
    select c.id, c.account_number, c.sort_name, m.from_book, m.place::text as place, m.to_book, m.kept,
      -- The stay that the action ended is the last one in that book.
      (m.from_book is null or (
        select s.removed_at = a.moved_at from client_book_stay s
        where s.legal_entity = a.legal_entity and s.customer_id = c.id and s.client_book_id = m.from_book order by s.id desc limit 1
      ) is true)
      -- Whom it brought is there ever since; whom the receiver had already is there still.
      and (m.to_book is null or exists (
        select from client_book_entry e
        where e.legal_entity = a.legal_entity and e.customer_id = c.id and e.client_book_id = m.to_book and (m.kept or e.added_at = a.moved_at)
      ))
      -- Giving back needs room where nobody is taken out of another book.
      and ((m.to_book is not null and not m.kept) or (
        select count(*) from client_book_entry e where e.legal_entity = a.legal_entity and e.customer_id = c.id
      ) < ${most}) as as_left
    from client_book_action a join client_book_action_client m on m.action_id = a.id join customer c on c.id = m.customer_id
    where a.id = ${actionId}::uuid
    order by c.id`.execute(trx);
  return rows;
}

/** Whose books these are. */
export async function workersOfBooks(trx: Trx, { legalEntity, books }: { legalEntity: LegalEntityCode; books: readonly string[] }): Promise<string[]> {
  if (books.length === 0) return [];
  const rows = await trx.selectFrom("client_book").select("worker_id").where("legal_entity", "=", legalEntity).where("id", "in", books).execute();
  return rows.map(({ worker_id }) => worker_id);
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
