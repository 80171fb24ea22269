import type { MeasureCode } from "@rapport/contract/clienteling";
import { unreachable } from "@rapport/contract";
import { sql, type RawBuilder } from "kysely";
import type { BooksPlace } from "./book-index-queries.ts";
import { daysUntilNext } from "./days-until-next.ts";
import type { PageRow } from "./queries.ts";
import type { StorePageOf } from "./store-queries.ts";

/** What each client is sorted by. */
export type SortedWith =
  | { readonly kind: "name" }
  | { readonly kind: "lastContact" }
  /** Attributes of dates, and the days of the year (`MM-DD`), each with the number of days until it comes. */
  | { readonly kind: "nextDate"; readonly attributes: readonly string[]; readonly ahead: ReadonlyMap<string, number> }
  | { readonly kind: "measure"; readonly measure: MeasureCode; readonly value: "amount" | "day" };

export interface SortedCursor {
  /** Null is of somebody who has nothing to be sorted by, which comes last. */
  readonly key: string | null;
  readonly sortName: string;
  readonly customerId: string;
}

export interface SortedRow extends PageRow {
  readonly sort_key: string | null;
}

interface Sorted {
  readonly by: SortedWith;
  readonly descending: boolean;
  readonly after: SortedCursor | null;
  readonly limit: number;
}

/** The clients of one page of a list, or of all of it, as one of the queries below reads them, each once: `ref`, and what their book keeps of them. */
type Entries = RawBuilder<unknown>;

/**
 * The order of a whole list (R12b), and how many of it have a key.
 *
 * @param entries of one book in the order of names they come from the index in that order, so that nothing is sorted
 */
export function listOrder(place: BooksPlace, { entries, by, descending, most }: Pick<Sorted, "by" | "descending"> & { entries: Entries; most: number }) {
  const { key, join } = keyOf(place, by);
  const direction = directionOf(descending);
  return sql<{ refs: string | null; keyed: number }>`
    with entries as (${entries}),
    ordered as (
      select n.ref, ${key} as key from entries n${join}
      order by key ${direction} nulls last, n.sort_name, n.customer_id
      limit ${most}
    )
    select string_agg(ref::text, ',') as refs, count(key)::int as keyed from ordered`;
}

/** The clients with these numbers in their books, with what they are sorted by, in any order. */
export function listedClients(place: BooksPlace, { numbers, by }: { by: SortedWith; numbers: readonly { readonly book: string; readonly number: number }[] }) {
  const { key, join, sent } = keyOf(place, by);
  return sql<SortedRow & { ref: string }>`
    with entries as (${entriesOf(place, { kind: "numbers", numbers })})
    select n.ref, c.id, c.account_number, c.first_name, c.last_name, c.sort_name, c.phone, c.email, c.city, c.attributes, ${sent(key)}::text as sort_key
    from entries n join customer c on c.id = n.customer_id${join}
    where c.legal_entity = ${place.legalEntity}`;
}

/**
 * A page of clients in an order of their own, one row more than `limit` when there is a next page. Equal ones follow each other by name. Keys are compared as
 * the database has them and go out as text that loses nothing, so that the next page begins right after the last one.
 */
export function sortedPage(place: BooksPlace, { entries, by, descending, after, limit }: Sorted & { readonly entries: Entries }) {
  const { key, join, sent, known } = keyOf(place, by);
  const from =
    after === null
      ? sql``
      : sql`
      where ${isAfter(after, { known, descending })}`;
  const direction = directionOf(descending);
  return sql<SortedRow>`
    with entries as (${entries}),
    keyed as materialized (
      select n.customer_id, n.sort_name, ${key} as key from entries n${join}
    ),
    page as (
      select customer_id, sort_name, key from keyed${from}
      order by key ${direction} nulls last, sort_name, customer_id
      limit ${limit + 1}
    )
    select c.id, c.account_number, c.first_name, c.last_name, c.sort_name, c.phone, c.email, c.city, c.attributes, ${sent(sql`page.key`)}::text as sort_key
    from page join customer c on c.id = page.customer_id
    where c.legal_entity = ${place.legalEntity}
    order by page.key ${direction} nulls last, page.sort_name, page.customer_id`;
}

/** Each of these clients once, from the one of their books that counts. */
export function entriesOf({ legalEntity, clientBookIds }: BooksPlace, of: StorePageOf): Entries {
  // Named alone, a book's clients come in the order of its index.
  const [only = ""] = clientBookIds;
  const inBooks = clientBookIds.length === 1 ? sql`e.client_book_id = ${only}` : sql`e.client_book_id = any(${clientBookIds}::text[])`;
  const ref = sql`e.number::bigint * ${clientBookIds.length}::integer + array_position(${clientBookIds}::text[], e.client_book_id) - 1 as ref`;
  const kept = sql`e.customer_id, e.sort_name, e.last_contact_at, e.days`;
  switch (of.kind) {
    case "all":
      return sql`
      select ${kept}, ${ref} from client_book_entry e
      where e.legal_entity = ${legalEntity} and ${inBooks}`;
    case "numbers":
      return sql`
      select ${kept}, ${ref}
      from unnest(${of.numbers.map(({ book }) => book)}::text[], ${of.numbers.map(({ number }) => number)}::integer[]) w(book, number)
      join client_book_entry e on e.legal_entity = ${legalEntity} and e.client_book_id = w.book and e.number = w.number`;
    case "bits":
      return sql`
      select ${kept}, ${ref}
      from (select book, bits::bit varying as bits from unnest(${[...of.bits.keys()]}::text[], ${[...of.bits.values()]}::text[]) w(book, bits) offset 0) w
      join client_book_entry e on e.legal_entity = ${legalEntity} and e.client_book_id = w.book
      where e.number < length(w.bits) and get_bit(w.bits, e.number) = 1`;
    default:
      return unreachable(of);
  }
}

function isAfter({ key, sortName, customerId }: SortedCursor, { known: read, descending }: { known: Key["known"]; descending: boolean }): RawBuilder<unknown> {
  const later = sql`(sort_name, customer_id) > (${sortName}, ${customerId}::uuid)`;
  if (key === null) return sql`key is null and ${later}`;
  const known = read(key);
  return sql`(key ${descending ? sql`<` : sql`>`} ${known} or (key = ${known} and ${later}) or key is null)`;
}

function directionOf(descending: boolean): RawBuilder<unknown> {
  return descending ? sql`desc` : sql`asc`;
}

interface Key {
  readonly key: RawBuilder<unknown>;
  readonly join: RawBuilder<unknown>;
  /** The key as it goes out, and as it comes back. */
  readonly sent: (key: RawBuilder<unknown>) => RawBuilder<unknown>;
  readonly known: (key: string) => RawBuilder<unknown>;
}

function plainKey(key: RawBuilder<unknown>, { type, join = sql`` }: { type: "text" | "numeric" | "integer" | "date"; join?: RawBuilder<unknown> }): Key {
  return { key, join, sent: (own) => own, known: (sent) => sql`${sent}::${sql.raw(type)}` };
}

function keyOf({ legalEntity }: BooksPlace, by: SortedWith): Key {
  switch (by.kind) {
    case "name":
      return plainKey(sql`n.sort_name`, { type: "text" });
    case "lastContact":
      return {
        key: sql`n.last_contact_at`,
        join: sql``,
        // As a number of microseconds it has all its digits as text, whatever the session's time zone.
        sent: (at) => sql`(extract(epoch from ${at}) * 1000000)::bigint`,
        known: (microseconds) => sql`(timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond')`,
      };
    case "nextDate": {
      const each = by.attributes.map((attribute) => daysUntilNext(sql`n.days`, { attribute, ahead: by.ahead }));
      // The least of those that are known.
      return plainKey(each.length === 0 ? sql`null::integer` : sql`least(${sql.join(each)})`, { type: "integer" });
    }
    case "measure":
      return plainKey(sql.ref(`v.${by.value}`), {
        type: by.value === "day" ? "date" : "numeric",
        join: sql` left join measure_value v on v.legal_entity = ${legalEntity} and v.measure = ${by.measure} and v.customer_id = n.customer_id`,
      });
    default:
      return unreachable(by);
  }
}
