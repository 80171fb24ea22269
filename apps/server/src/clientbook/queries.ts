import type { AccountNumber, CustomerId, LegalEntityCode, OperatorId, WorkerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder, type Transaction } from "kysely";
import type { BookPlace } from "./book-index-queries.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export async function bookOfWorker(db: Db, { legalEntity, workerId }: { legalEntity: LegalEntityCode; workerId: WorkerId }): Promise<string | undefined> {
  return (await db.selectFrom("client_book").select("id").where("legal_entity", "=", legalEntity).where("worker_id", "=", workerId).executeTakeFirst())?.id;
}

export interface PageCursor {
  readonly sortName: string;
  readonly customerId: string;
}

/** From which clients a page is taken: all, the few with these numbers, or those whose bit is 1 (`x` and hexadecimal digits, as PostgreSQL reads bits). */
export type PageOf =
  | { readonly kind: "all" }
  | { readonly kind: "numbers"; readonly numbers: readonly number[] }
  | { readonly kind: "bits"; readonly bits: string };

export interface PageRow {
  readonly id: string;
  readonly account_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly sort_name: string;
  readonly phone: string;
  readonly email: string;
  readonly city: string;
  readonly attributes: unknown;
}

/** A page of a book in the order of names, one row more than `limit` when there is a next page. */
export function bookPage(place: BookPlace, { of, after, limit }: { of: PageOf; after: PageCursor | null; limit: number }) {
  const from =
    after === null
      ? sql``
      : sql`
        and (e.sort_name, e.customer_id) > (${after.sortName}, ${after.customerId}::uuid)`;
  // As a table of its own, the text is parsed once and not for every client.
  const wanted =
    of.kind === "bits"
      ? sql`wanted as materialized (
      select ${of.bits}::bit varying as bits
    ),
    `
      : sql``;
  return sql<PageRow>`
    with ${wanted}page as (
      select e.customer_id, e.sort_name from client_book_entry e
      where e.legal_entity = ${place.legalEntity} and e.client_book_id = ${place.clientBookId}${from}${among(of)}
      order by e.sort_name, e.customer_id
      limit ${limit + 1}
    )
    select c.id, c.account_number, c.first_name, c.last_name, c.sort_name, c.phone, c.email, c.city, c.attributes
    from page join customer c on c.id = page.customer_id
    where c.legal_entity = ${place.legalEntity}
    order by page.sort_name, page.customer_id`;
}

function among(of: PageOf): RawBuilder<unknown> {
  if (of.kind === "all") return sql``;
  if (of.kind === "numbers")
    return sql`
        and e.number = any(${of.numbers}::integer[])`;
  return sql`
        and e.number < (select length(bits) from wanted) and get_bit((select bits from wanted), e.number) = 1`;
}

export interface LockedCustomer {
  readonly id: string;
  readonly account_number: string;
  readonly sort_name: string;
}

/** Locked, so that the customers cannot change before the book's index is written from them, and nobody else adds or removes them meanwhile (BK1). */
export async function lockedCustomers(
  trx: Trx,
  { legalEntity, ...by }: { legalEntity: LegalEntityCode } & ({ ids: readonly CustomerId[] } | { accountNumbers: readonly AccountNumber[] }),
): Promise<LockedCustomer[]> {
  const query = trx.selectFrom("customer").select(["id", "account_number", "sort_name"]).where("legal_entity", "=", legalEntity).orderBy("id").forNoKeyUpdate();
  return await ("ids" in by ? query.where("id", "in", by.ids) : query.where("account_number", "in", by.accountNumbers)).execute();
}

/** Locked, so that two first adds at the same time make one book. */
export async function lockedWorker(trx: Trx, { legalEntity, ...by }: { legalEntity: LegalEntityCode } & ({ workerId: WorkerId } | { operatorId: OperatorId })) {
  const query = trx.selectFrom("worker").select(["id", "name"]).where("legal_entity", "=", legalEntity).forNoKeyUpdate();
  return await ("workerId" in by ? query.where("id", "=", by.workerId) : query.where("operator_id", "=", by.operatorId)).executeTakeFirst();
}

/** Whether a worker `w` can be given clients: in use, and not past their last day. A day is over when it is over everywhere. */
export function mayReceive(today: string) {
  return sql<boolean>`(w.active and (w.employed_to is null or w.employed_to >= ${today}::date))`;
}

/** The day before which every time zone is past. */
export function dayOfLeaving(now: Date): string {
  return new Date(now.getTime() - MOST_HOURS_BEHIND * 3_600_000).toISOString().slice(0, 10);
}

const MOST_HOURS_BEHIND = 12;

/** Locked in the order of their ids, as everybody does who moves clients between books. */
export async function lockedWorkers(
  trx: Trx,
  { legalEntity, operatorIds, today }: { legalEntity: LegalEntityCode; operatorIds: readonly OperatorId[]; today: string },
) {
  if (operatorIds.length === 0) return [];
  return await trx
    .selectFrom("worker as w")
    .select(["w.id", "w.name", "w.operator_id", mayReceive(today).as("may_receive")])
    .where("w.legal_entity", "=", legalEntity)
    .where("w.operator_id", "in", operatorIds)
    .orderBy("w.id")
    .forNoKeyUpdate()
    .execute();
}

/** Those of these workers who have a book. */
export async function workersWithBook(db: Db, { legalEntity, workerIds }: { legalEntity: LegalEntityCode; workerIds: readonly string[] }): Promise<string[]> {
  if (workerIds.length === 0) return [];
  const rows = await db.selectFrom("client_book").select("worker_id").where("legal_entity", "=", legalEntity).where("worker_id", "in", workerIds).execute();
  return rows.map(({ worker_id }) => worker_id);
}

export async function workerOf(db: Db, { legalEntity, operatorId }: { legalEntity: LegalEntityCode; operatorId: OperatorId }) {
  return await db.selectFrom("worker").select(["id", "name"]).where("legal_entity", "=", legalEntity).where("operator_id", "=", operatorId).executeTakeFirst();
}

/** Account numbers of a book's clients, in their order. */
export async function entriesAfter(db: Db, { legalEntity, clientBookId, after, limit }: BookPlace & { after: string | undefined; limit: number }) {
  return await db
    .selectFrom("client_book_entry as e")
    .innerJoin("customer as c", "c.id", "e.customer_id")
    .select(["c.id", "c.account_number"])
    .where("e.legal_entity", "=", legalEntity)
    .where("c.legal_entity", "=", legalEntity)
    .where("e.client_book_id", "=", clientBookId)
    .$if(after !== undefined, (query) => query.where("c.account_number", ">", after ?? ""))
    .orderBy("c.account_number")
    .limit(limit)
    .execute();
}

/** False when another book has the id already. */
export async function addBook(trx: Trx, book: { legalEntity: LegalEntityCode; id: string; workerId: string }): Promise<boolean> {
  const added = await trx
    .insertInto("client_book")
    .values({ legal_entity: book.legalEntity, id: book.id, worker_id: book.workerId })
    .onConflict((conflict) => conflict.columns(["legal_entity", "id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return added !== undefined;
}

/** The newest first. */
export async function staysOf(db: Db, { legalEntity, customerId }: { legalEntity: LegalEntityCode; customerId: CustomerId }) {
  return await db
    .selectFrom("client_book_stay as s")
    .innerJoin("worker as w", "w.id", "s.worker_id")
    .select(["s.client_book_id", "s.added_at", "s.removed_at", "w.operator_id", "w.name"])
    .where("s.legal_entity", "=", legalEntity)
    .where("s.customer_id", "=", customerId)
    .orderBy("s.id", "desc")
    .execute();
}
