import type { LegalEntityCode } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { BookPlace } from "./book-index-queries.ts";
import type { LockedCustomer } from "./queries.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface EntryOwner {
  readonly customer_id: string;
  readonly book_id: string;
  readonly worker_id: string;
  readonly operator_id: string;
  readonly worker_name: string;
  readonly place: string;
}

/** The books that the customers are in, with their owners. Of each customer the primary one comes first (BK1). */
export async function ownersOf(
  db: Db,
  { legalEntity, customerIds }: { legalEntity: LegalEntityCode; customerIds: readonly string[] },
): Promise<readonly EntryOwner[]> {
  if (customerIds.length === 0) return [];
  return await db
    .selectFrom("client_book_entry as e")
    .innerJoin("client_book as b", (join) => join.onRef("b.legal_entity", "=", "e.legal_entity").onRef("b.id", "=", "e.client_book_id"))
    .innerJoin("worker as w", "w.id", "b.worker_id")
    .select(["e.customer_id", "b.id as book_id", "w.id as worker_id", "w.operator_id", "w.name as worker_name", sql<string>`e.place::text`.as("place")])
    .where("e.legal_entity", "=", legalEntity)
    .where(sql<boolean>`e.customer_id = any(${[...customerIds]}::uuid[])`)
    .orderBy("e.customer_id")
    .orderBy("e.place")
    .execute();
}

/** A customer who was taken out of a book, with the place of that entry. */
export interface TakenOut {
  readonly customer_id: string;
  readonly place: string;
}

/** Those of the customers who are in the book. */
export async function idsIn(db: Db, { legalEntity, clientBookId, customerIds }: BookPlace & { customerIds: readonly string[] }): Promise<Set<string>> {
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from client_book_entry
    where legal_entity = ${legalEntity} and client_book_id = ${clientBookId} and customer_id = any(${customerIds}::uuid[])`.execute(db);
  return new Set(rows.map(({ customer_id }) => customer_id));
}

/** Adds customers who are not in the book. One with a place takes it over; the others come after all who have them (BK1). */
export async function addEntries(
  trx: Trx,
  { legalEntity, clientBookId, places }: BookPlace & { places: ReadonlyMap<string, string> },
  customers: readonly LockedCustomer[],
): Promise<void> {
  const { next_number } = await trx
    .updateTable("client_book")
    .set((eb) => ({ next_number: eb("next_number", "+", customers.length) }))
    .where("legal_entity", "=", legalEntity)
    .where("id", "=", clientBookId)
    .returning("next_number")
    .executeTakeFirstOrThrow();
  const first = next_number - customers.length;
  await sql`
    insert into client_book_entry (legal_entity, client_book_id, customer_id, number, sort_name, place)
    select ${legalEntity}, ${clientBookId}, c.id, ${first}::integer + c.n::integer - 1, c.sort_name,
      coalesce(c.place, nextval(pg_get_serial_sequence('client_book_entry', 'place')))
    from unnest(
      ${customers.map(({ id }) => id)}::uuid[], ${customers.map(({ sort_name }) => sort_name)}::text[], ${customers.map(({ id }) => places.get(id) ?? null)}::bigint[]
    ) with ordinality as c(id, sort_name, place, n)
    order by c.n`.execute(trx);
}

/**
 * Locks the books of these workers and every book that the customers are in, by id. The index of a book is written under its lock, also of a third book
 * that a moved customer is in: whoever moves takes all of them before the first change, so that no two wait for each other.
 */
export async function lockBooks(
  trx: Trx,
  { legalEntity, customerIds, workerIds }: { legalEntity: LegalEntityCode; customerIds: readonly string[]; workerIds: readonly string[] },
): Promise<void> {
  await sql`
    select from client_book b
    where b.legal_entity = ${legalEntity} and b.id in (
      select id from client_book where legal_entity = ${legalEntity} and worker_id = any(${[...workerIds]}::uuid[])
      union select client_book_id from client_book_entry where legal_entity = ${legalEntity} and customer_id = any(${[...customerIds]}::uuid[])
    )
    order by b.id for no key update`.execute(trx);
}

/** Customers who were put back into a book at another place have never been out of it. */
export async function keepStays(trx: Trx, { legalEntity, clientBookId, customerIds }: BookPlace & { customerIds: readonly string[] }): Promise<void> {
  const theirs = sql`s.legal_entity = ${legalEntity} and s.client_book_id = ${clientBookId} and s.customer_id = any(${[...customerIds]}::uuid[])`;
  await sql`delete from client_book_stay s where ${theirs} and s.removed_at is null`.execute(trx);
  await sql`
    update client_book_stay s set removed_at = null
    where ${theirs} and s.id = (
      select max(o.id) from client_book_stay o
      where o.legal_entity = s.legal_entity and o.client_book_id = s.client_book_id and o.customer_id = s.customer_id
    )`.execute(trx);
  await sql`
    update client_book_entry e set added_at = s.added_at from client_book_stay s
    where ${theirs} and s.removed_at is null
      and e.legal_entity = s.legal_entity and e.client_book_id = s.client_book_id and e.customer_id = s.customer_id`.execute(trx);
}

/** Places after all who have one, in order. */
export async function newPlaces(trx: Trx, count: number): Promise<readonly string[]> {
  const { rows } = await sql<{ place: string }>`
    select nextval(pg_get_serial_sequence('client_book_entry', 'place'))::text as place from generate_series(1, ${count}::integer)`.execute(trx);
  return rows.map(({ place }) => place);
}

/** Removes customers from a book and gives those who were in it. */
export async function removeEntries(
  trx: Trx,
  { legalEntity, clientBookId, customerIds }: BookPlace & { customerIds: readonly string[] },
): Promise<readonly TakenOut[]> {
  const { rows } = await sql<TakenOut>`
    delete from client_book_entry
    where legal_entity = ${legalEntity} and client_book_id = ${clientBookId} and customer_id = any(${customerIds}::uuid[])
    returning customer_id, place`.execute(trx);
  return rows;
}
