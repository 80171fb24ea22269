import type { LegalEntityCode } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder } from "kysely";
import { allOf, everyone, joined, withConditions, type BooksPlace, type Condition } from "./book-index-queries.ts";
import type { PageCursor, PageRow } from "./queries.ts";

type Db = Kysely<Database>;

/** A worker of the store, with their book if they have one. */
export interface StoreWorker {
  readonly worker_id: string;
  readonly operator_id: string;
  readonly name: string;
  readonly book_id: string | null;
}

/** The workers who have one of their address books at headquarters too, by name (PB3). `published` are pairs of operator ids and address books. */
export async function storeWorkers(
  db: Db,
  {
    legalEntity,
    published,
  }: { legalEntity: LegalEntityCode; published: readonly { readonly operatorId: string; readonly id: string | null; readonly book: string }[] },
): Promise<readonly StoreWorker[]> {
  const { rows } = await sql<StoreWorker>`
    select w.id as worker_id, w.operator_id, w.name, b.id as book_id
    from worker w left join client_book b on b.legal_entity = w.legal_entity and b.worker_id = w.id
    where w.legal_entity = ${legalEntity} and exists (
      select from unnest(
        ${published.map(({ operatorId }) => operatorId)}::text[], ${published.map(({ id }) => id)}::uuid[], ${published.map(({ book }) => book)}::text[]
      ) published(operator_id, id, book)
      join worker_address_book a on a.address_book = published.book
      where published.operator_id = w.operator_id and (published.id is null or published.id = w.id) and a.worker_id = w.id
    )
    order by w.name, w.operator_id`.execute(db);
  return rows;
}

/** Whether a client is in two of these books. */
export async function areShared(db: Db, { legalEntity, clientBookIds }: BooksPlace): Promise<boolean> {
  if (clientBookIds.length < 2) return false;
  const { rows } = await sql`
    select from client_book_value
    where legal_entity = ${legalEntity} and client_book_id = any(${clientBookIds}::text[]) and attribute = '' and value = any(${clientBookIds}::text[]) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** From which clients of the books a page is taken: all, the few with these numbers, or those whose bit is 1 in their book. */
export type StorePageOf =
  | { readonly kind: "all" }
  | { readonly kind: "numbers"; readonly numbers: readonly { readonly book: string; readonly number: number }[] }
  | { readonly kind: "bits"; readonly bits: ReadonlyMap<string, string> };

/** A page of several books in the order of names, one row more than `limit` when there is a next page. Each book gives its next clients; of these the first are taken. */
export function storePage({ legalEntity, clientBookIds }: BooksPlace, { of, after, limit }: { of: StorePageOf; after: PageCursor | null; limit: number }) {
  const from = after === null ? sql`` : sql` and (e.sort_name, e.customer_id) > (${after.sortName}, ${after.customerId}::uuid)`;
  return sql<PageRow>`
    with page as (
      ${taken(of, { legalEntity, clientBookIds, from, limit })}
      order by sort_name, customer_id
      limit ${limit + 1}
    )
    select c.id, c.account_number, c.first_name, c.last_name, c.sort_name, c.phone, c.email, c.city, c.attributes
    from page join customer c on c.id = page.customer_id
    where c.legal_entity = ${legalEntity}
    order by page.sort_name, page.customer_id`;
}

function taken(of: StorePageOf, { legalEntity, clientBookIds, from, limit }: BooksPlace & { from: RawBuilder<unknown>; limit: number }): RawBuilder<unknown> {
  if (of.kind === "numbers")
    return sql`select e.customer_id, e.sort_name
      from unnest(${of.numbers.map(({ book }) => book)}::text[], ${of.numbers.map(({ number }) => number)}::integer[]) w(book, number)
      join client_book_entry e on e.legal_entity = ${legalEntity} and e.client_book_id = w.book and e.number = w.number
      where true${from}`;
  const books = of.kind === "all" ? clientBookIds : [...of.bits.keys()];
  const wanted =
    of.kind === "all"
      ? sql`unnest(${books}::text[]) w(book)`
      : sql`(select book, bits::bit varying as bits from unnest(${books}::text[], ${[...of.bits.values()]}::text[]) w(book, bits) offset 0) w`;
  const isWanted = of.kind === "all" ? sql`` : sql` and e.number < length(w.bits) and get_bit(w.bits, e.number) = 1`;
  return sql`select n.customer_id, n.sort_name
      from ${wanted} cross join lateral (
        select e.customer_id, e.sort_name from client_book_entry e
        where e.legal_entity = ${legalEntity} and e.client_book_id = w.book${from}${isWanted}
        order by e.sort_name, e.customer_id limit ${limit + 1}
      ) n`;
}

/** How many clients who fit nobody contacted since each of these times. */
export async function quietCounts(
  db: Db,
  place: BooksPlace,
  { conditions, since }: { conditions: readonly Condition[]; since: readonly Date[] },
): Promise<readonly number[]> {
  const { rows } = await sql<{ at: number; clients: number }>`
    with ${everyone(place)}${withConditions(place, conditions)},
    matched as materialized (
      select everyone.client_book_id, everyone.block, ${allOf(conditions)} as every from everyone${joined(conditions)}
    ),
    words as (
      select e.client_book_id, e.number / 64 as word, t.at, bit_or(1::bigint << (63 - e.number % 64)) as bits
      from client_book_entry e join unnest(${since.map((time) => time.toISOString())}::timestamptz[]) with ordinality as t(since, at)
        on coalesce(e.last_contact_at < t.since, true)
      where e.legal_entity = ${place.legalEntity} and e.client_book_id = any(${place.clientBookIds}::text[])
      group by 1, 2, 3
    ),
    quiet as (
      select client_book_id, word / 128 as block, at, bit_or(bits::bit(64)::bit(8192) >> word % 128 * 64) as clients from words group by 1, 2, 3
    )
    select q.at::int as at, sum(bit_count(q.clients & m.every))::int as clients
    from quiet q join matched m on m.client_book_id = q.client_book_id and m.block = q.block group by q.at`.execute(db);
  return since.map((_, index) => rows.find(({ at }) => at === index + 1)?.clients ?? 0);
}

/** The clients of these books that have these numbers, each with the book. */
export async function customersNumbered(
  db: Db,
  { legalEntity, numbers }: { legalEntity: LegalEntityCode; numbers: readonly { readonly book: string; readonly number: number }[] },
): Promise<readonly { readonly customer_id: string }[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select e.customer_id
    from unnest(${numbers.map(({ book }) => book)}::text[], ${numbers.map(({ number }) => number)}::integer[]) w(book, number)
    join client_book_entry e on e.legal_entity = ${legalEntity} and e.client_book_id = w.book and e.number = w.number`.execute(db);
  return rows;
}

/** Everybody who can be given clients, by name, with the size of their books. */
export async function possibleTargets(
  db: Db,
  { legalEntity, mayReceive }: { legalEntity: LegalEntityCode; mayReceive: RawBuilder<boolean> },
): Promise<readonly { readonly operator_id: string; readonly name: string; readonly clients: number }[]> {
  const { rows } = await sql<{ operator_id: string; name: string; clients: number }>`
    select w.operator_id, w.name, coalesce(v.clients, 0)::integer as clients
    from worker w
    left join client_book b on b.legal_entity = w.legal_entity and b.worker_id = w.id
    left join (
      select client_book_id, sum(bit_count(clients)) as clients from client_book_value
      where legal_entity = ${legalEntity} and attribute = '' and value = '' group by client_book_id
    ) v on v.client_book_id = b.id
    where w.legal_entity = ${legalEntity} and ${mayReceive}
    order by w.name, w.operator_id`.execute(db);
  return rows;
}
