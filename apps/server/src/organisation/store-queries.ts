import type { Register, Store } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "./saved.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;
type Stamp = Omit<SavedRow, "version">;
interface Key {
  readonly legalEntity: string;
  readonly number: string;
}

export async function saveStore(trx: Trx, { legalEntity: legal_entity, number, ...store }: Store & Key, stamp: Stamp): Promise<SavedRow> {
  const {
    name,
    city,
    country = null,
    defaultCustomer: default_customer,
    language,
    timeZone: time_zone,
    screenLayout: screen_layout,
    idleMinutes: idle_minutes,
    idleThen: idle_then,
    active,
  } = store;
  const details = { name, city, country, default_customer, language, time_zone, screen_layout, idle_minutes, idle_then, active, ...stamp };
  const saved = await trx
    .insertInto("store")
    .values({ legal_entity, number, ...details })
    .onConflict((conflict) => conflict.columns(["legal_entity", "number"]).doUpdateSet({ ...details, version: sql<number>`store.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
  await removeBooksOfStore(trx, { legalEntity: legal_entity, number });
  const books = [
    ...store.customerAddressBooks.map((address_book) => ({ legal_entity, store: number, kind: "customer" as const, address_book })),
    ...store.employeeAddressBooks.map((address_book) => ({ legal_entity, store: number, kind: "employee" as const, address_book })),
  ];
  if (books.length > 0) await trx.insertInto("store_address_book").values(books).execute();
  return saved;
}

export async function storesAmong(db: Db, { legalEntity, numbers }: { legalEntity: string; numbers: readonly string[] }) {
  return numbers.length === 0 ? [] : await storesOf(db, { legalEntity }).where("s.number", "in", numbers).execute();
}

/** Stores several stores, each once; `before` has the address books that they had. */
export async function saveStores(
  trx: Trx,
  {
    legalEntity: legal_entity,
    stores,
    stamp,
  }: {
    legalEntity: string;
    stores: readonly (Store & { number: string; before: Pick<StoreRow, "customer_address_books" | "employee_address_books"> | undefined })[];
    stamp: Stamp;
  },
): Promise<ReadonlyMap<string, SavedRow>> {
  if (stores.length === 0) return new Map();
  const rows = await trx
    .insertInto("store")
    .values(
      stores.map((store) => ({
        legal_entity,
        number: store.number,
        name: store.name,
        city: store.city,
        country: store.country ?? null,
        default_customer: store.defaultCustomer,
        language: store.language,
        time_zone: store.timeZone,
        screen_layout: store.screenLayout,
        idle_minutes: store.idleMinutes,
        idle_then: store.idleThen,
        active: store.active,
        ...stamp,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["legal_entity", "number"]).doUpdateSet((eb) => ({
        name: eb.ref("excluded.name"),
        city: eb.ref("excluded.city"),
        country: eb.ref("excluded.country"),
        default_customer: eb.ref("excluded.default_customer"),
        language: eb.ref("excluded.language"),
        time_zone: eb.ref("excluded.time_zone"),
        screen_layout: eb.ref("excluded.screen_layout"),
        idle_minutes: eb.ref("excluded.idle_minutes"),
        idle_then: eb.ref("excluded.idle_then"),
        active: eb.ref("excluded.active"),
        changed_at: eb.ref("excluded.changed_at"),
        changed_by: eb.ref("excluded.changed_by"),
        version: sql<number>`store.version + 1`,
      })),
    )
    .returning(["number", "version", "changed_at", "changed_by"])
    .execute();
  const booksOf = (store: Store) => JSON.stringify([store.customerAddressBooks, store.employeeAddressBooks]);
  const moved = stores.filter(
    (store) => booksOf(store) !== JSON.stringify([store.before?.customer_address_books ?? [], store.before?.employee_address_books ?? []]),
  );
  const had = moved.filter(({ before }) => before !== undefined).map(({ number }) => number);
  if (had.length > 0) await trx.deleteFrom("store_address_book").where("legal_entity", "=", legal_entity).where("store", "in", had).execute();
  const books = moved.flatMap((store) => [
    ...store.customerAddressBooks.map((address_book) => ({ legal_entity, store: store.number, kind: "customer" as const, address_book })),
    ...store.employeeAddressBooks.map((address_book) => ({ legal_entity, store: store.number, kind: "employee" as const, address_book })),
  ]);
  // 50 books of a kind each at most, so that parts are needed: a statement takes some ten thousand parameters.
  for (let at = 0; at < books.length; at += BOOKS_AT_ONCE)
    await trx
      .insertInto("store_address_book")
      .values(books.slice(at, at + BOOKS_AT_ONCE))
      .execute();
  return new Map(rows.map((row) => [row.number, row]));
}

const BOOKS_AT_ONCE = 5_000;

async function removeBooksOfStore(trx: Trx, { legalEntity, number }: Key): Promise<void> {
  await trx.deleteFrom("store_address_book").where("legal_entity", "=", legalEntity).where("store", "=", number).execute();
}

export async function removeStore(trx: Trx, key: Key): Promise<void> {
  await removeBooksOfStore(trx, key);
  await trx.deleteFrom("store").where("legal_entity", "=", key.legalEntity).where("number", "=", key.number).execute();
}

/** With their address books; one of them when it is named. */
export function storesOf(db: Db, { legalEntity, number }: { legalEntity: string; number?: string }) {
  const books = (kind: "customer" | "employee") => sql<string[]>`array(
    select a.address_book from store_address_book a
    where a.legal_entity = s.legal_entity and a.store = s.number and a.kind = ${kind} order by a.address_book)`;
  return db
    .selectFrom("store as s")
    .select([
      "s.number",
      "s.name",
      "s.city",
      "s.country",
      "s.default_customer",
      "s.language",
      "s.time_zone",
      "s.screen_layout",
      "s.idle_minutes",
      "s.idle_then",
      "s.active",
      "s.version",
      "s.changed_at",
      "s.changed_by",
    ])
    .select([books("customer").as("customer_address_books"), books("employee").as("employee_address_books")])
    .where("s.legal_entity", "=", legalEntity)
    .$if(number !== undefined, (query) => query.where("s.number", "=", number ?? ""));
}

export type StoreRow = Awaited<ReturnType<ReturnType<typeof storesOf>["execute"]>>[number];

/** One of them when it is named. */
export function registersOf(db: Db, { legalEntity, number }: { legalEntity: string; number?: string }) {
  return db
    .selectFrom("register")
    .select(["number", "store", "name", "screen_layout", "active", "version", "changed_at", "changed_by"])
    .where("legal_entity", "=", legalEntity)
    .$if(number !== undefined, (query) => query.where("number", "=", number ?? ""));
}

export async function storeExists(db: Db, { legalEntity, number }: Key): Promise<boolean> {
  return (await db.selectFrom("store").select("number").where("legal_entity", "=", legalEntity).where("number", "=", number).executeTakeFirst()) !== undefined;
}

export async function saveRegister(
  db: Db,
  { legalEntity: legal_entity, number, screenLayout: screen_layout, ...rest }: Register & Key & Stamp,
): Promise<SavedRow> {
  const details = { ...rest, screen_layout };
  return await db
    .insertInto("register")
    .values({ legal_entity, number, ...details })
    .onConflict((conflict) => conflict.columns(["legal_entity", "number"]).doUpdateSet({ ...details, version: sql<number>`register.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
}

export async function removeRegister(trx: Trx, { legalEntity, number }: Key): Promise<void> {
  await trx.deleteFrom("register").where("legal_entity", "=", legalEntity).where("number", "=", number).execute();
}

/** Those of these account numbers that customers have. */
export async function customersAmong(
  db: Db,
  { legalEntity, accountNumbers }: { legalEntity: string; accountNumbers: readonly string[] },
): Promise<Set<string>> {
  if (accountNumbers.length === 0) return new Set();
  const rows = await db
    .selectFrom("customer")
    .select("account_number")
    .where("legal_entity", "=", legalEntity)
    .where("account_number", "in", [...new Set(accountNumbers)])
    .execute();
  return new Set(rows.map(({ account_number: number }) => number));
}

/** The names of the legal entity's stores whose numbers are among these texts. */
export async function storeNames(db: Db, { legalEntity, numbers }: { legalEntity: string; numbers: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .selectFrom("store")
    .select(["number", "name"])
    .where("legal_entity", "=", legalEntity)
    .where("number", "in", [...new Set(numbers)])
    .execute();
  return new Map(rows.map(({ number, name }) => [number, name]));
}
