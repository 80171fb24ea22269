import { MOST_LISTED, type Listed, type ListOrder } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import type { BooksPlace } from "./book-index-queries.ts";
import { nextCursor, type Sorting } from "./sort-book.ts";
import { entriesOf, listedClients, listOrder, type SortedRow, type SortedWith } from "./sorted-queries.ts";
import type { StorePageOf } from "./store-queries.ts";

/** Which part of a list is asked for: these of an order; the order and the first of it; or a page after a cursor. */
export interface AskedPart {
  readonly listed: Listed | null;
  readonly whole: boolean;
  readonly limit: number;
}

export interface ListPart {
  readonly rows: readonly SortedRow[];
  readonly order?: ListOrder;
  /** Of `listed`, those who are not in that book any more. */
  readonly gone?: number[];
  readonly nextCursor: string | null;
}

/** The order of a list without anybody. */
export const NO_ORDER = { order: { books: [], refs: [], keyed: 0 } };

const BY_NAME: SortedWith = { kind: "name" };

export async function partOf(
  { db }: Pick<Deps, "db">,
  place: BooksPlace,
  { asked, sorting, fitting, pageAfter }: { asked: AskedPart; sorting: Sorting; fitting: () => StorePageOf; pageAfter: () => Promise<readonly SortedRow[]> },
): Promise<ListPart> {
  const { listed, whole, limit } = asked;
  if (listed !== null) return { ...(await readListed(db, place, { listed, sorting })), nextCursor: null };
  if (whole) {
    const order = await orderOf(db, place, { of: fitting(), sorting });
    const first = { books: order.books, refs: order.refs.slice(0, limit) };
    return { order, ...(await readListed(db, place, { listed: first, sorting })), nextCursor: null };
  }
  const rows = await pageAfter();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), nextCursor: last === undefined ? null : nextCursor(sorting, last) };
}

async function orderOf(db: Deps["db"], place: BooksPlace, { of, sorting }: { of: StorePageOf; sorting: Sorting }): Promise<ListOrder> {
  const by = { by: sorting.with ?? BY_NAME, descending: sorting.sort.descending };
  const { rows } = await listOrder(place, { ...by, entries: entriesOf(place, of), most: MOST_LISTED }).execute(db);
  const { refs = null, keyed = 0 } = rows[0] ?? {};
  return { books: [...place.clientBookIds], refs: refs === null ? [] : refs.split(",").map(Number), keyed };
}

/** Books that the asker does not see have nobody for them (R53). */
async function readListed(db: Deps["db"], place: BooksPlace, { listed, sorting }: { listed: Listed; sorting: Sorting }) {
  const seen = new Set(place.clientBookIds);
  const places = new Map(listed.refs.map((ref) => [ref, bookPlaceOf(listed.books, ref)] as const));
  const numbers = [...places.values()].filter(({ book, number }) => seen.has(book) && number <= MOST_NUMBER);
  const found = numbers.length === 0 ? [] : (await listedClients(place, { numbers, by: sorting.with ?? BY_NAME }).execute(db)).rows;
  const keyOf = ({ book, number }: BookNumber) => `${number} ${book}`;
  const byPlace = new Map(found.map((row) => [keyOf(bookPlaceOf(place.clientBookIds, Number(row.ref))), row]));
  const rows: SortedRow[] = [];
  const gone: number[] = [];
  for (const [ref, at] of places) {
    const row = byPlace.get(keyOf(at));
    if (row === undefined) gone.push(ref);
    else rows.push(row);
  }
  return { rows, gone };
}

interface BookNumber {
  readonly book: string;
  readonly number: number;
}

function bookPlaceOf(books: readonly string[], ref: number): BookNumber {
  return { book: books[ref % books.length] ?? "", number: Math.floor(ref / books.length) };
}

/** PostgreSQL's largest `integer`. */
const MOST_NUMBER = 2_147_483_647;
