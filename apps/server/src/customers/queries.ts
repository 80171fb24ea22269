import type { AccountNumber, AddressBookCode, CustomerId } from "@rapport/contract";
import type { CustomerSearch } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import { literally } from "./like.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface StoredCustomer {
  readonly account_number: AccountNumber;
  readonly first_name: string;
  readonly last_name: string;
  readonly sort_name: string;
  readonly search_text: string;
  readonly phone: string;
  readonly phone_digits: string;
  readonly email: string;
  readonly city: string;
  readonly country: string;
  readonly attributes: object;
}

const COLUMNS = sql`account_number, first_name, last_name, sort_name, search_text, phone, phone_digits, email, city, country, attributes`;

function asRows(customers: readonly StoredCustomer[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) as n(account_number text, first_name text, last_name text, sort_name text, search_text text,
      phone text, phone_digits text, email text, city text, country text, attributes jsonb)`;
}

/** The ids of those who were added: not of those who are there already. In the order of their account numbers, so that two batches never wait for each other. */
export async function addCustomers(trx: Trx, { legalEntity, customers }: { legalEntity: string; customers: readonly StoredCustomer[] }): Promise<string[]> {
  if (customers.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    insert into customer (legal_entity, ${COLUMNS})
    select ${legalEntity}, ${COLUMNS} from ${asRows(customers)}
    order by account_number
    on conflict (legal_entity, account_number) do nothing
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Unchanged rows are not written. */
export async function changeCustomers(trx: Trx, { legalEntity, customers }: { legalEntity: string; customers: readonly StoredCustomer[] }): Promise<void> {
  if (customers.length === 0) return;
  await sql`
    update customer c set
      first_name = n.first_name, last_name = n.last_name, sort_name = n.sort_name, search_text = n.search_text, phone = n.phone,
      phone_digits = n.phone_digits, email = n.email, city = n.city, country = n.country, attributes = n.attributes
    from ${asRows(customers)}
    where c.legal_entity = ${legalEntity} and c.account_number = n.account_number
      and (c.first_name, c.last_name, c.phone, c.email, c.city, c.country, c.attributes, c.search_text, c.sort_name, c.phone_digits)
        is distinct from (n.first_name, n.last_name, n.phone, n.email, n.city, n.country, n.attributes, n.search_text, n.sort_name, n.phone_digits)`.execute(
    trx,
  );
}

/** The customers' address books become exactly these. */
export async function saveCustomerAddressBooks(
  trx: Trx,
  { legalEntity, customers }: { legalEntity: string; customers: readonly { readonly account: AccountNumber; readonly books: readonly AddressBookCode[] }[] },
) {
  if (customers.length === 0) return;
  const wanted = sql`
    select c.id as customer_id, b.book
    from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) as n(account text, books jsonb)
    join customer c on c.legal_entity = ${legalEntity} and c.account_number = n.account
    left join lateral jsonb_array_elements_text(n.books) as b(book) on true`;
  await sql`
    with wanted as (${wanted})
    delete from customer_address_book a using (select distinct customer_id from wanted) w
    where a.customer_id = w.customer_id and not exists (select from wanted x where x.customer_id = a.customer_id and x.book = a.address_book)`.execute(trx);
  await sql`
    with wanted as (${wanted})
    insert into customer_address_book (customer_id, legal_entity, address_book)
    select customer_id, ${legalEntity}, book from wanted where book is not null
    on conflict do nothing`.execute(trx);
}

export interface CustomerRow {
  readonly id: string;
  readonly account_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly phone: string;
  readonly email: string;
  readonly city: string;
  readonly country: string;
  readonly attributes: unknown;
  readonly address_books: readonly string[];
}

function customerRows(db: Db, legalEntity: string) {
  const books = sql<string[]>`array(select a.address_book from customer_address_book a where a.customer_id = c.id order by a.address_book)`;
  return db
    .selectFrom("customer as c")
    .select([...SHOWN, "c.attributes", books.as("address_books")])
    .where("c.legal_entity", "=", legalEntity)
    .orderBy("c.account_number");
}

interface ByNumber {
  readonly legalEntity: string;
  readonly accountNumbers: readonly string[];
  /** Until the transaction ends nobody else changes them. */
  readonly lock?: boolean;
}

/** Customers by account number, in that order. */
export async function customersByNumber(db: Db, { legalEntity, accountNumbers, lock = false }: ByNumber): Promise<CustomerRow[]> {
  if (accountNumbers.length === 0) return [];
  const query = customerRows(db, legalEntity).where("c.account_number", "in", [...new Set(accountNumbers)]);
  return await query.$if(lock, (locked) => locked.forUpdate("c")).execute();
}

export async function customersAfterNumber(
  db: Db,
  { legalEntity, after, limit }: { legalEntity: string; after: string | undefined; limit: number },
): Promise<CustomerRow[]> {
  return await customerRows(db, legalEntity)
    .$if(after !== undefined, (query) => query.where("c.account_number", ">", after ?? ""))
    .limit(limit)
    .execute();
}

const SHOWN = ["c.id", "c.account_number", "c.first_name", "c.last_name", "c.phone", "c.email", "c.city", "c.country"] as const;

/** The customer with their book and its owner, if they are in one. */
export async function customerWithBook(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: CustomerId }) {
  return await db
    .selectFrom("customer as c")
    .leftJoin("client_book_entry as e", (join) => join.onRef("e.legal_entity", "=", "c.legal_entity").onRef("e.customer_id", "=", "c.id"))
    .leftJoin("client_book as b", (join) => join.onRef("b.legal_entity", "=", "e.legal_entity").onRef("b.id", "=", "e.client_book_id"))
    .leftJoin("worker as w", "w.id", "b.worker_id")
    .select([...SHOWN, "c.attributes", "b.id as book_id", "w.id as owner_id", "w.operator_id as owner_operator_id", "w.name as owner_name"])
    .where("c.legal_entity", "=", legalEntity)
    .where("c.id", "=", customerId)
    .executeTakeFirst();
}

export async function customerById(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: CustomerId }) {
  return await db
    .selectFrom("customer")
    .select(["id", "account_number"])
    .where("legal_entity", "=", legalEntity)
    .where("id", "=", customerId)
    .executeTakeFirst();
}

export interface CustomerSearchInput {
  readonly legalEntity: string;
  readonly search: CustomerSearch;
  /** Only customers in this store's customer address books; null for all stores. */
  readonly store: string | null;
  readonly limit: number;
}

/** Best first: an e-mail address or account number equal to the query, then those who fit all of it, then by how many words of the name fit. */
export function customerSearch(db: Db, { legalEntity, search, store, limit }: CustomerSearchInput) {
  const { words, phrase, digits } = search;
  // The first line is the name. The condition on the whole text lets the database use its index.
  const isName = (word: string) =>
    sql<boolean>`(c.search_text like ${`% ${literally(word)}%`} and split_part(c.search_text, chr(10), 1) like ${`% ${literally(word)}%`})`;
  const startsLine = sql<boolean>`c.search_text like ${`%\n${literally(phrase)}%`}`;
  const isWhole = sql<boolean>`(${sql.ref("c.account_number")} = ${phrase} or c.search_text like ${`%\n${literally(phrase)}\n%`})`;
  const nameHits = sql.join(
    words.map((word) => sql`${isName(word)}::int`),
    sql` + `,
  );
  const fitsPhone = digits === null ? [] : [sql<boolean>`c.phone_digits like ${`%${digits}%`}`];
  const fitsAll = sql.join([sql`(${sql.join(words.map(isName), sql` and `)})`, startsLine, ...fitsPhone], sql` or `);
  const found = db
    .selectFrom("customer as c")
    .select([...SHOWN, "c.sort_name", "c.legal_entity"])
    .select(sql<number>`case when ${isWhole} then 100 else ${nameHits} end`.as("fit"))
    .select(sql<boolean>`(${fitsAll})`.as("fits_all"))
    .where("c.legal_entity", "=", legalEntity)
    .where((eb) => eb.or([...words.map(isName), startsLine, ...fitsPhone]))
    .$if(store !== null, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom("customer_address_book as a")
            .innerJoin("store_address_book as s", (join) => join.onRef("s.legal_entity", "=", "a.legal_entity").onRef("s.address_book", "=", "a.address_book"))
            .select(sql.lit(1).as("one"))
            .whereRef("a.customer_id", "=", "c.id")
            .where("s.legal_entity", "=", legalEntity)
            .where("s.store", "=", store ?? "")
            .where("s.kind", "=", "customer"),
        ),
      ),
    )
    .orderBy("fits_all", "desc")
    .orderBy("fit", "desc")
    .orderBy("c.sort_name")
    .orderBy("c.id")
    .limit(limit);
  return db
    .selectFrom(found.as("c"))
    .leftJoin("client_book_entry as e", (join) => join.onRef("e.legal_entity", "=", "c.legal_entity").onRef("e.customer_id", "=", "c.id"))
    .leftJoin("client_book as b", (join) => join.onRef("b.legal_entity", "=", "e.legal_entity").onRef("b.id", "=", "e.client_book_id"))
    .leftJoin("worker as w", "w.id", "b.worker_id")
    .select([...SHOWN, "w.operator_id as owner_operator_id", "w.name as owner_name", "c.fits_all"])
    .orderBy("c.fits_all", "desc")
    .orderBy("c.fit", "desc")
    .orderBy("c.sort_name")
    .orderBy("c.id");
}
