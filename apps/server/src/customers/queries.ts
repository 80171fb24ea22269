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

/** All in one statement, locked in the order of their account numbers. Unchanged rows are not written. Answers which were created. */
export async function saveCustomers(trx: Trx, { legalEntity, customers }: { legalEntity: string; customers: readonly StoredCustomer[] }): Promise<number> {
  const { rows } = await sql<{ created: boolean }>`
    insert into customer as c (legal_entity, account_number, first_name, last_name, sort_name, search_text, phone, phone_digits, email, city, country, attributes)
    select ${legalEntity}, account_number, first_name, last_name, sort_name, search_text, phone, phone_digits, email, city, country, attributes
    from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) as n(account_number text, first_name text, last_name text, sort_name text, search_text text,
      phone text, phone_digits text, email text, city text, country text, attributes jsonb)
    order by account_number
    on conflict (legal_entity, account_number) do update set
      first_name = excluded.first_name, last_name = excluded.last_name, sort_name = excluded.sort_name, search_text = excluded.search_text, phone = excluded.phone,
      phone_digits = excluded.phone_digits, email = excluded.email, city = excluded.city, country = excluded.country, attributes = excluded.attributes
    where (c.first_name, c.last_name, c.phone, c.email, c.city, c.country, c.attributes, c.search_text, c.sort_name)
      is distinct from (excluded.first_name, excluded.last_name, excluded.phone, excluded.email, excluded.city, excluded.country, excluded.attributes, excluded.search_text, excluded.sort_name)
    returning xmax = 0 as created`.execute(trx);
  return rows.filter(({ created }) => created).length;
}

/** The customers' address books become exactly these. */
export async function saveCustomerAddressBooks(
  trx: Trx,
  { legalEntity, customers }: { legalEntity: string; customers: readonly { readonly account: AccountNumber; readonly books: readonly AddressBookCode[] }[] },
) {
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

export async function customerIds(
  db: Db,
  { legalEntity, accountNumbers }: { legalEntity: string; accountNumbers: readonly AccountNumber[] },
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("customer")
    .select(["id", "account_number"])
    .where("legal_entity", "=", legalEntity)
    .where("account_number", "in", accountNumbers)
    .execute();
  return new Map(rows.map(({ id, account_number }) => [account_number, id]));
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
