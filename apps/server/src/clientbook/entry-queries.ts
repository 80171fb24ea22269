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
    .select(["e.customer_id", "b.id as book_id", "w.id as worker_id", "w.operator_id", "w.name as worker_name"])
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
