import type { CustomerSearch } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder } from "kysely";
import { primaryEntry } from "./book-queries.ts";
import type { AttributeCondition } from "../parameters/index.ts";
import { foundBy } from "./search-queries.ts";
import type { FoundContacts } from "./stored-customer.ts";

type Db = Kysely<Database>;

export interface CustomerList {
  readonly legalEntity: string;
  /** What is searched for, with digits to look for anywhere in a phone number; null for everybody. */
  readonly searched: { readonly search: CustomerSearch; readonly digits: readonly string[] } | null;
  readonly attributes: readonly AttributeCondition[];
  readonly store: string | null;
  readonly owner: string | null;
  readonly inBook: boolean | null;
}

export interface ListedCustomer extends FoundContacts {
  readonly id: string;
  readonly account_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly city: string;
  readonly country: string;
  readonly fits_all: boolean;
  readonly fit: number;
  readonly key: string | null;
  readonly owner_operator_id: string | null;
  readonly owner_name: string | null;
}

interface Ordered {
  readonly sort: keyof typeof COLUMNS | null;
  readonly descending: boolean;
}

const COLUMNS = {
  name: sql`c.sort_name`,
  accountNumber: sql`c.account_number`,
  email: sql`nullif(lower(c.email), '')`,
  city: sql`nullif(lower(c.city), '')`,
} as const;

/** The place of a row in the order of its list. */
export interface ListPlace {
  readonly fitsAll: boolean;
  readonly fit: number;
  /** What the list is sorted by; null stands last. */
  readonly key: string | null;
  readonly id: string;
}

/** The rows at a number in the list, or after a place. */
export type From = { readonly offset: number } | { readonly after: ListPlace };

/** A page of a list. Customers who match all of a query come before those who match a part, whatever the order. */
export function listedPage(list: CustomerList, { sort, descending, limit, from: begin }: Ordered & { limit: number; from: From }) {
  const direction = descending ? sql`desc` : sql`asc`;
  const key = COLUMNS[sort ?? "name"];
  const best = list.searched === null ? sql`` : sort === null ? sql`f.fits_all desc, f.fit desc, ` : sql`f.fits_all desc, `;
  // The owners of the page's rows only.
  return sql<ListedCustomer>`
    ${withFound(list)}select c.*, w.operator_id as owner_operator_id, w.name as owner_name
    from (
    select c.id, c.legal_entity, c.account_number, c.first_name, c.last_name, c.phone, c.phone_numbers, c.other_phones, c.email, c.other_emails, c.street, c.postal_code, c.city, c.region, c.country, c.other_addresses,
      ${list.searched === null ? sql`true` : sql`f.fits_all`} as fits_all, ${list.searched !== null && sort === null ? sql`f.fit` : sql`0`} as fit, ${key} as key
    ${from(list)}${"after" in begin ? sql` and ${isAfter(begin.after, { sort, descending, isSearched: list.searched !== null })}` : sql``}
    order by ${best}${key} ${direction} nulls last, c.id ${direction}
    limit ${limit}${"offset" in begin ? sql` offset ${begin.offset}` : sql``}
    ) c
    ${primaryEntry}
    left join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id
    left join worker w on w.id = b.worker_id
    order by c.fits_all desc, c.fit desc, c.key ${direction} nulls last, c.id ${direction}`;
}

function isAfter({ fitsAll, fit, key, id }: ListPlace, { sort, descending, isSearched }: Ordered & { readonly isSearched: boolean }): RawBuilder<unknown> {
  const column = COLUMNS[sort ?? "name"];
  const beyond = descending ? sql`<` : sql`>`;
  const next =
    key === null
      ? sql`(${column} is null and c.id ${beyond} ${id}::uuid)`
      : sql`((${column}, c.id) ${beyond} (${key}, ${id}::uuid)${sort === null || sort === "name" || sort === "accountNumber" ? sql`` : sql` or ${column} is null`})`;
  if (!isSearched) return next;
  const [rank, placed] = sort === null ? [sql`(f.fits_all, f.fit)`, sql`(${fitsAll}::boolean, ${fit}::integer)`] : [sql`f.fits_all`, sql`${fitsAll}::boolean`];
  return sql`(${rank} < ${placed} or (${rank} = ${placed} and ${next}))`;
}

/** How many are on all pages, and how many of them match all of the query. */
export function listedCounts(list: CustomerList) {
  const matching = list.searched === null ? sql`count(*)::integer` : sql`(count(*) filter (where f.fits_all))::integer`;
  return sql<{ total: number; matching: number }>`
    ${withFound(list)}select count(*)::integer as total, ${matching} as matching
    ${from(list)}`;
}

function withFound({ legalEntity, searched }: CustomerList): RawBuilder<unknown> {
  return searched === null
    ? sql``
    : sql`with ${foundBy({ legalEntity, ...searched })}
    `;
}

function from({ legalEntity, searched, attributes, store, owner, inBook }: CustomerList): RawBuilder<unknown> {
  const customers = searched === null ? sql`customer c` : sql`found f join customer c on c.id = f.customer_id`;
  const conditions = [
    sql`c.legal_entity = ${legalEntity}`,
    ...(store === null ? [] : [ofStore(legalEntity, store)]),
    ...(owner === null ? [] : [inBookOf(legalEntity, owner)]),
    ...(inBook === null ? [] : [isInBook(inBook)]),
    ...attributes.map(fits),
  ];
  return sql`from ${customers}
    where ${sql.join(conditions, sql` and `)}`;
}

function isInBook(wanted: boolean): RawBuilder<unknown> {
  const found = sql`exists (select from client_book_entry e where e.legal_entity = c.legal_entity and e.customer_id = c.id)`;
  return wanted ? found : sql`not ${found}`;
}

/** Also when somebody else is the primary owner (BK1). */
function inBookOf(legalEntity: string, owner: string): RawBuilder<unknown> {
  return sql`c.id in (
      select o.customer_id from client_book_entry o
      join client_book ob on ob.legal_entity = o.legal_entity and ob.id = o.client_book_id join worker ow on ow.id = ob.worker_id
      where o.legal_entity = ${legalEntity} and ow.legal_entity = ${legalEntity} and ow.operator_id = ${owner}
    )`;
}

function ofStore(legalEntity: string, store: string): RawBuilder<unknown> {
  return sql`exists (
      select from customer_address_book a where a.customer_id = c.id and a.address_book = any(array(
        select address_book from store_address_book where legal_entity = ${legalEntity} and store = ${store} and kind = 'customer'
      ))
    )`;
}

/** The index values of a client book, and its reading of numbers, so that the list and the book filter alike. */
function fits({ attribute, definition, values, ranges, days }: AttributeCondition): RawBuilder<unknown> {
  const stored = sql`c.attributes -> ${attribute}`;
  const number = sql`client_book_number(${stored})`;
  const either = [
    ...(values.length === 0
      ? []
      : [sql`exists (select from client_book_values(${JSON.stringify(definition)}::jsonb, ${stored}) v(value) where v.value = any(${values}::text[]))`]),
    ...ranges.map(({ lower, upper }) => sql`(${number} >= coalesce(${lower}::numeric, '-infinity') and ${number} < coalesce(${upper}::numeric, 'infinity'))`),
    ...days.map(({ from, to }) => isBetweenDays(sql`c.attributes ->> ${attribute}`, { from, to })),
  ];
  return either.length === 0 ? sql`false` : sql`(${sql.join(either, sql` or `)})`;
}

/** Days with a year are compared as text; one without a year is never between. */
export function isBetweenDays(stored: RawBuilder<unknown>, { from, to }: { readonly from: string | null; readonly to: string | null }): RawBuilder<unknown> {
  return sql`(${stored} ~ '^[0-9]{4}-' and (${stored}) collate "C" >= ${from ?? ""} and (${stored}) collate "C" <= ${to ?? "9999-99-99"})`;
}

/** The stores whose customer address books hold the customer. */
export async function storesOfCustomer(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: string }) {
  return await db
    .selectFrom("customer_address_book as a")
    .innerJoin("store_address_book as o", (join) => join.onRef("o.legal_entity", "=", "a.legal_entity").onRef("o.address_book", "=", "a.address_book"))
    .innerJoin("store as s", (join) => join.onRef("s.legal_entity", "=", "o.legal_entity").onRef("s.number", "=", "o.store"))
    .select(["s.number", "s.name"])
    .distinct()
    .where("a.legal_entity", "=", legalEntity)
    .where("a.customer_id", "=", customerId)
    .where("o.kind", "=", "customer")
    .orderBy("s.name")
    .orderBy("s.number")
    .execute();
}

export async function booksOfCustomer(db: Db, customerId: string) {
  return await db
    .selectFrom("customer_address_book as a")
    .innerJoin("address_book as b", (join) => join.onRef("b.legal_entity", "=", "a.legal_entity").onRef("b.code", "=", "a.address_book"))
    .select(["b.code", "b.name"])
    .where("a.customer_id", "=", customerId)
    .orderBy("b.name")
    .orderBy("b.code")
    .execute();
}

export async function storesByName(db: Db, legalEntity: string) {
  return await db.selectFrom("store").select(["number", "name"]).where("legal_entity", "=", legalEntity).orderBy("name").orderBy("number").execute();
}

/** The associates who own a book. */
export async function ownersByName(db: Db, legalEntity: string) {
  return await db
    .selectFrom("client_book as b")
    .innerJoin("worker as w", "w.id", "b.worker_id")
    .select(["w.operator_id", "w.name"])
    .distinct()
    .where("b.legal_entity", "=", legalEntity)
    .orderBy("w.name")
    .orderBy("w.operator_id")
    .execute();
}

/** Whether they are in somebody's client book. */
export async function isClient(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: string }): Promise<boolean> {
  const found = db.selectFrom("client_book_entry").select("customer_id").where("legal_entity", "=", legalEntity).where("customer_id", "=", customerId);
  return (await found.limit(1).executeTakeFirst()) !== undefined;
}
