import type { AccountNumber, AddressBookCode, CustomerId, WorkerId } from "@rapport/contract";
import type { PhoneNumber, ShownContacts } from "@rapport/contract/customers";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** The columns that a write of a customer gives, with their types. */
const WRITTEN = {
  account_number: "text",
  first_name: "text",
  last_name: "text",
  sort_name: "text",
  search_text: "text",
  phone: "text",
  phone_kind: "text",
  phone_digits: "text",
  phone_numbers: "jsonb",
  other_phones: "jsonb",
  email: "text",
  email_kind: "text",
  other_emails: "jsonb",
  street: "text",
  postal_code: "text",
  city: "text",
  region: "text",
  country: "text",
  address_kind: "text",
  other_addresses: "jsonb",
  put_beside: "jsonb",
  preferred_language: "text",
  preferred_channel: "text",
  consents: "jsonb",
  opt_out_personalization: "boolean",
  opt_out_web_tracking: "boolean",
  attributes: "jsonb",
} as const;
type Written = typeof WRITTEN;

interface Kinds {
  readonly text: string;
  readonly boolean: boolean;
  readonly jsonb: object;
}
export type StoredCustomer = { readonly [Column in keyof Written]: Kinds[Written[Column]] } & {
  readonly account_number: AccountNumber;
  readonly phone_numbers: readonly PhoneNumber[];
  readonly other_phones: readonly StoredPhone[];
};

/** A further phone, with its numbers as they are dialled. */
export type StoredPhone = ShownContacts["otherPhones"][number];

const NAMES = Object.keys(WRITTEN);
const COLUMNS = sql.raw(NAMES.join(", "));
const CHANGED = NAMES.filter((name) => name !== "account_number");

function asRows(customers: readonly StoredCustomer[]) {
  const columns = sql.raw(
    Object.entries(WRITTEN)
      .map(([name, type]) => `${name} ${type}`)
      .join(", "),
  );
  return sql`jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) as n(${columns})`;
}

/** A customer of a device that chose their id, and the associate who makes them. */
export interface MadeAtStore {
  readonly id: CustomerId;
  readonly by: WorkerId;
  /** The customers who were shown as alike before. */
  readonly alike: readonly string[];
  /** Whose account it is, when they have one elsewhere (CS5). */
  readonly party?: string;
}

/** Returns the customers who were added, not those who exist already. It goes by account number, so that two batches never deadlock. */
export async function addCustomers(
  trx: Trx,
  {
    legalEntity,
    customers,
    saved: { at, by },
    made,
  }: { legalEntity: string; customers: readonly StoredCustomer[]; saved: Omit<CustomersSaved, "changed">; made?: MadeAtStore | undefined },
) {
  if (customers.length === 0) return [];
  const { rows } = await sql<{ id: string; account_number: string }>`
    insert into customer (id, made_by, party_id, legal_entity, changed_at, changed_by, ${COLUMNS})
    select coalesce(${made?.id ?? null}::uuid, gen_random_uuid()), ${made?.by ?? null}::uuid, ${made?.party ?? null}::uuid, ${legalEntity}, ${at}::timestamptz, ${by}::text, ${COLUMNS} from ${asRows(customers)}
    order by account_number
    on conflict (legal_entity, account_number) do nothing
    returning id, account_number`.execute(trx);
  return rows;
}

/** Who saved customers, and which of them have other values or address books than before. */
export interface CustomersSaved {
  readonly at: Date;
  readonly by: string | null;
  /** By account number. */
  readonly changed: ReadonlySet<string>;
}

/** Unchanged rows are not written. `saved` is left out where only keys are made again; then nobody sees another version. */
export async function changeCustomers(
  trx: Trx,
  { legalEntity, customers, saved }: { legalEntity: string; customers: readonly StoredCustomer[]; saved?: CustomersSaved },
): Promise<void> {
  if (customers.length === 0) return;
  const isChanged = sql<boolean>`n.account_number = any(${[...(saved?.changed ?? [])]}::text[])`;
  await sql`
    update customer c set
      version = c.version + (${isChanged})::int, changed_at = case when ${isChanged} then ${saved?.at ?? null}::timestamptz else c.changed_at end,
      changed_by = case when ${isChanged} then ${saved?.by ?? null} else c.changed_by end,
      ${sql.raw(CHANGED.map((name) => `${name} = n.${name}`).join(", "))}
    from ${asRows(customers)}
    where c.legal_entity = ${legalEntity} and c.account_number = n.account_number
      and (${isChanged} or (${sql.raw(CHANGED.map((name) => `c.${name}`).join(", "))})
        is distinct from (${sql.raw(CHANGED.map((name) => `n.${name}`).join(", "))}))`.execute(trx);
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
  readonly phone_kind: string;
  readonly phone_numbers: unknown;
  readonly other_phones: unknown;
  readonly email: string;
  readonly email_kind: string;
  readonly other_emails: unknown;
  readonly street: string;
  readonly postal_code: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly address_kind: string;
  readonly other_addresses: unknown;
  readonly put_beside: unknown;
  readonly preferred_language: string;
  readonly preferred_channel: string;
  readonly consents: unknown;
  readonly opt_out_personalization: boolean;
  readonly opt_out_web_tracking: boolean;
  readonly attributes: unknown;
  readonly address_books: readonly string[];
  readonly version: number;
  readonly changed_at: Date;
  readonly changed_by: string | null;
}

function customerRows(db: Db, legalEntity: string) {
  const books = sql<string[]>`array(select a.address_book from customer_address_book a where a.customer_id = c.id order by a.address_book)`;
  return db
    .selectFrom("customer as c")
    .select([...SHOWN, ...OPT_OUTS, "c.put_beside", "c.attributes", "c.version", "c.changed_at", "c.changed_by", books.as("address_books")])
    .where("c.legal_entity", "=", legalEntity)
    .orderBy("c.account_number");
}

interface ByNumber {
  readonly legalEntity: string;
  readonly accountNumbers: readonly string[];
  /** Locks them: nobody else changes them until the transaction ends. */
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
  { legalEntity, after, limit, lock = false }: { legalEntity: string; after: string | undefined; limit: number; lock?: boolean },
): Promise<CustomerRow[]> {
  return await customerRows(db, legalEntity)
    .$if(lock, (locked) => locked.forUpdate("c"))
    .$if(after !== undefined, (query) => query.where("c.account_number", ">", after ?? ""))
    .limit(limit)
    .execute();
}

const CONTACTS = [
  "c.phone",
  "c.phone_kind",
  "c.phone_numbers",
  "c.other_phones",
  "c.email",
  "c.email_kind",
  "c.other_emails",
  "c.street",
  "c.postal_code",
  "c.city",
  "c.region",
  "c.country",
  "c.address_kind",
  "c.other_addresses",
  "c.preferred_language",
  "c.preferred_channel",
  "c.consents",
] as const;
export const OPT_OUTS = ["c.opt_out_personalization", "c.opt_out_web_tracking"] as const;
export const SHOWN = ["c.id", "c.account_number", "c.first_name", "c.last_name", ...CONTACTS] as const;

export async function customerById(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: CustomerId }) {
  return await db
    .selectFrom("customer")
    .select(["id", "account_number"])
    .where("legal_entity", "=", legalEntity)
    .where("id", "=", customerId)
    .executeTakeFirst();
}

export async function customerIdOf(db: Db, { legalEntity, accountNumber }: { legalEntity: string; accountNumber: string }): Promise<string | undefined> {
  const found = db.selectFrom("customer").select("id").where("legal_entity", "=", legalEntity).where("account_number", "=", accountNumber);
  return (await found.executeTakeFirst())?.id;
}

/** What decides how a legal entity's names are sorted and its phone numbers read; null where it is not set. */
export async function countryOfEntity(db: Db, legalEntity: string): Promise<string | null> {
  return (await db.selectFrom("legal_entity").select("country").where("code", "=", legalEntity).executeTakeFirst())?.country ?? null;
}

export async function countryOfOneStore(db: Db, { legalEntity, store }: { legalEntity: string; store: string }): Promise<string | null> {
  return (
    (await db.selectFrom("store").select("country").where("legal_entity", "=", legalEntity).where("number", "=", store).executeTakeFirst())?.country ?? null
  );
}

export async function countriesOfStores(db: Db, legalEntity: string) {
  return await db
    .selectFrom("store_address_book as a")
    .innerJoin("store as s", (join) => join.onRef("s.legal_entity", "=", "a.legal_entity").onRef("s.number", "=", "a.store"))
    .select(["a.address_book", "s.country"])
    .distinct()
    .where("a.legal_entity", "=", legalEntity)
    .where("a.kind", "=", "customer")
    .orderBy("a.address_book")
    .execute();
}

/** Address books that are in use, and those that the customer is in, by name. `null`: a new customer. */
export async function addressBooksToChoose(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: string | null }) {
  return await db
    .selectFrom("address_book as a")
    .select(["a.code", "a.name"])
    .where("a.legal_entity", "=", legalEntity)
    .where((eb) =>
      eb.or([
        eb("a.active", "=", true),
        eb.exists(
          eb
            .selectFrom("customer_address_book as c")
            .select("c.customer_id")
            .where("c.customer_id", "=", customerId)
            .whereRef("c.legal_entity", "=", "a.legal_entity")
            .whereRef("c.address_book", "=", "a.code"),
        ),
      ]),
    )
    .orderBy("a.name")
    .orderBy("a.code")
    .execute();
}
