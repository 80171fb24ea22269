import type { AddressBookCode, LegalEntityCode } from "@rapport/contract";
import type { Parameters } from "@rapport/contract/clienteling";
import type { LegalEntity, Store, Worker } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;
/** More than any list of an organisation holds. */
const MOST = 100_000;

export async function legalEntities(db: Db) {
  return await db
    .selectFrom("legal_entity")
    .select(["code", "name", "currency", "rsid", "country", "common_account_numbers"])
    .orderBy("code")
    .limit(MOST)
    .execute();
}

export async function legalEntity(db: Db, code: string) {
  return await db
    .selectFrom("legal_entity")
    .select(["code", "name", "currency", "rsid", "country", "common_account_numbers", "client_book_attribute_group", "customer_attribute_group", "measures"])
    .where("code", "=", code)
    .executeTakeFirst();
}

export async function saveLegalEntity(db: Db, { code, name, currency, rsid, country, commonAccountNumbers }: LegalEntity & { code: LegalEntityCode }) {
  const details = { name, currency, rsid, country: country ?? null, common_account_numbers: commonAccountNumbers ?? false };
  await db
    .insertInto("legal_entity")
    .values({ code, ...details })
    .onConflict((conflict) => conflict.column("code").doUpdateSet(details))
    .execute();
}

/** Another legal entity with this report suite. */
export async function otherEntityOfSuite(db: Db, { code, rsid }: { code: string; rsid: string }): Promise<string | undefined> {
  return (await db.selectFrom("legal_entity").select("code").where("rsid", "=", rsid).where("code", "!=", code).orderBy("code").limit(1).executeTakeFirst())
    ?.code;
}

/** A legal entity's currency, which does not change until the transaction ends; undefined when there is no such entity. */
export async function lockedCurrency(trx: Trx, { code, strength }: { code: string; strength: "share" | "update" }): Promise<string | undefined> {
  const query = trx.selectFrom("legal_entity").select("currency").where("code", "=", code);
  return (await (strength === "share" ? query.forShare() : query.forUpdate()).executeTakeFirst())?.currency;
}

export async function customersHaveMoney(trx: Trx, legalEntity: string): Promise<boolean> {
  const { rows } = await sql`
    select from customer c where c.legal_entity = ${legalEntity}
      and exists (select from jsonb_each(c.attributes) as a(code, stored) where jsonb_typeof(a.stored) = 'object') limit 1`.execute(trx);
  return rows.length > 0;
}

/** By code; one of them when it is named. */
export async function addressBooksOf(db: Db, { legalEntity, code }: { legalEntity: string; code?: string }) {
  return await db
    .selectFrom("address_book")
    .select(["code", "name"])
    .where("legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("code", "=", code ?? ""))
    .orderBy("code")
    .limit(MOST)
    .execute();
}

export async function saveAddressBook(db: Db, book: { legalEntity: string; code: string; name: string }) {
  await db
    .insertInto("address_book")
    .values({ legal_entity: book.legalEntity, code: book.code, name: book.name })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ name: book.name }))
    .execute();
}

export async function addressBooksAmong(db: Db, { legalEntity, codes }: { legalEntity: string; codes: readonly AddressBookCode[] }): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const rows = await db.selectFrom("address_book").select("code").where("legal_entity", "=", legalEntity).where("code", "in", codes).execute();
  return new Set(rows.map(({ code }) => code));
}

export async function saveStore(trx: Trx, store: Store & { legalEntity: string; number: string }) {
  const { legalEntity: legal_entity, number, name, city, country = null } = store;
  await trx
    .insertInto("store")
    .values({ legal_entity, number, name, city, country })
    .onConflict((conflict) => conflict.columns(["legal_entity", "number"]).doUpdateSet({ name, city, country }))
    .execute();
  await trx.deleteFrom("store_address_book").where("legal_entity", "=", legal_entity).where("store", "=", number).execute();
  const books = [
    ...store.customerAddressBooks.map((address_book) => ({ legal_entity, store: number, kind: "customer" as const, address_book })),
    ...store.employeeAddressBooks.map((address_book) => ({ legal_entity, store: number, kind: "employee" as const, address_book })),
  ];
  if (books.length > 0) await trx.insertInto("store_address_book").values(books).execute();
}

/** By number, with their address books; one of them when it is named. */
export async function storesOf(db: Db, { legalEntity, number }: { legalEntity: string; number?: string }) {
  const books = (kind: "customer" | "employee") => sql<string[]>`array(
    select a.address_book from store_address_book a
    where a.legal_entity = s.legal_entity and a.store = s.number and a.kind = ${kind} order by a.address_book)`;
  return await db
    .selectFrom("store as s")
    .select(["s.number", "s.name", "s.city", "s.country", books("customer").as("customer_address_books"), books("employee").as("employee_address_books")])
    .where("s.legal_entity", "=", legalEntity)
    .$if(number !== undefined, (query) => query.where("s.number", "=", number ?? ""))
    .orderBy("s.number")
    .limit(MOST)
    .execute();
}

/** By number; one of them when it is named. */
export async function registersOf(db: Db, { legalEntity, number }: { legalEntity: string; number?: string }) {
  return await db
    .selectFrom("register")
    .select(["number", "store"])
    .where("legal_entity", "=", legalEntity)
    .$if(number !== undefined, (query) => query.where("number", "=", number ?? ""))
    .orderBy("number")
    .limit(MOST)
    .execute();
}

export async function storeExists(db: Db, { legalEntity, number }: { legalEntity: string; number: string }): Promise<boolean> {
  return (await db.selectFrom("store").select("number").where("legal_entity", "=", legalEntity).where("number", "=", number).executeTakeFirst()) !== undefined;
}

export async function saveRegister(db: Db, register: { legalEntity: string; number: string; store: string }) {
  await db
    .insertInto("register")
    .values({ legal_entity: register.legalEntity, number: register.number, store: register.store })
    .onConflict((conflict) => conflict.columns(["legal_entity", "number"]).doUpdateSet({ store: register.store }))
    .execute();
}

/** By operator id; one of them when it is named. */
export async function workersOf(db: Db, { legalEntity, operatorId }: { legalEntity: string; operatorId?: string }) {
  return await db
    .selectFrom("worker as w")
    .select([
      "w.id",
      "w.operator_id",
      "w.name",
      "w.email",
      "w.operations",
      sql<boolean>`w.password_hash is not null`.as("has_password"),
      sql<string[]>`array(select a.address_book from worker_address_book a where a.worker_id = w.id order by a.address_book)`.as("address_books"),
    ])
    .where("w.legal_entity", "=", legalEntity)
    .$if(operatorId !== undefined, (query) => query.where("w.operator_id", "=", operatorId ?? ""))
    .orderBy("w.operator_id")
    .limit(MOST)
    .execute();
}

type WorkersKey = { readonly legalEntity: string; readonly operatorId: string };

function passwordOf(db: Db, { legalEntity, operatorId }: WorkersKey) {
  return db.selectFrom("worker").select("password_hash").where("legal_entity", "=", legalEntity).where("operator_id", "=", operatorId);
}

export async function workersPassword(db: Db, worker: WorkersKey): Promise<string | null> {
  return (await passwordOf(db, worker).executeTakeFirst())?.password_hash ?? null;
}

interface SavedWorker {
  readonly id: string;
  readonly hasNewPassword: boolean;
}

/** Without a new password the old one stays. */
export async function saveWorker(trx: Trx, worker: Worker & WorkersKey & { passwordHash: string | undefined }): Promise<SavedWorker> {
  const { legalEntity: legal_entity, operatorId: operator_id, name, email, operations, passwordHash } = worker;
  const before = await passwordOf(trx, worker).forUpdate().executeTakeFirst();
  const password = passwordHash === undefined ? {} : { password_hash: passwordHash };
  const { id } = await trx
    .insertInto("worker")
    .values({ legal_entity, operator_id, name, email, operations, ...password })
    .onConflict((conflict) => conflict.columns(["legal_entity", "operator_id"]).doUpdateSet({ name, email, operations, ...password }))
    .returning("id")
    .executeTakeFirstOrThrow();
  await trx.deleteFrom("worker_address_book").where("worker_id", "=", id).execute();
  const books = worker.employeeAddressBooks.map((address_book) => ({ worker_id: id, legal_entity, address_book }));
  if (books.length > 0) await trx.insertInto("worker_address_book").values(books).execute();
  return { id, hasNewPassword: passwordHash !== undefined && before?.password_hash !== passwordHash };
}

export async function saveParameters(db: Db, { legalEntity, parameters }: { legalEntity: string; parameters: Parameters }) {
  await db
    .updateTable("legal_entity")
    .set({
      client_book_attribute_group: parameters.clientBookAttributeGroup,
      customer_attribute_group: parameters.customerAttributeGroup,
      measures: parameters.measures,
    })
    .where("code", "=", legalEntity)
    .execute();
}

/** Locked, so that numbers are drawn one after the other. */
export async function lockedNumberSequence(trx: Trx, { legalEntity, reference }: { legalEntity: string; reference: string }) {
  return await trx
    .selectFrom("number_sequence")
    .select(["format", "next"])
    .where("legal_entity", "=", legalEntity)
    .where("reference", "=", reference)
    .forUpdate()
    .executeTakeFirst();
}

export async function numberSequencesOf(db: Db, legalEntity: string) {
  return await db.selectFrom("number_sequence").select(["reference", "format", "next"]).where("legal_entity", "=", legalEntity).execute();
}

export async function saveNumberSequence(
  db: Db,
  { legalEntity, reference, format, next }: { legalEntity: string; reference: string; format: string; next: number },
) {
  await db
    .insertInto("number_sequence")
    .values({ legal_entity: legalEntity, reference, format, next })
    .onConflict((conflict) => conflict.columns(["legal_entity", "reference"]).doUpdateSet({ format, next }))
    .execute();
}

/** Which of these texts are numbers of the legal entity's stores, and what those are called. */
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
