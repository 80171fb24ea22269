import type { LegalEntityCode, OperatorId, Query } from "@rapport/contract";
import type { listClientBooks } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { mayReceive } from "./queries.ts";

type Db = Kysely<Database>;

export interface BookRow {
  readonly client_book_id: string | null;
  readonly operator_id: string;
  readonly name: string;
  readonly active: boolean;
  readonly clients: number;
  readonly changed_at: Date | null;
}

const SORTS = {
  owner: sql`lower(name)`,
  clientBookId: sql`lower(client_book_id)`,
  clients: sql`clients`,
  changedAt: sql`changed_at`,
} as const;

/** A page of the books of a legal entity; without a limit the first page is all of them. */
export async function booksPage(
  db: Db,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listClientBooks> },
): Promise<{ rows: BookRow[]; total: number }> {
  const { search = "", active, sort, descending, page } = list;
  const limit = list.limit ?? (page === 1 ? null : 0);
  const direction = descending ? sql`desc` : sql`asc`;
  const { rows } = await sql<BookRow & { total: number }>`
    with found as (
      select w.id, b.id as client_book_id, w.operator_id, w.name, w.active
      from client_book b join worker w on w.id = b.worker_id
      where b.legal_entity = ${legalEntity} and (${active ?? null}::boolean is null or w.active = ${active ?? null})
        and (${search} = '' or strpos(lower(w.name), lower(${search})) > 0 or strpos(lower(w.operator_id), lower(${search})) > 0 or strpos(lower(b.id), lower(${search})) > 0)
    ), described as (
      select f.*, ${sizeOf(legalEntity)} as clients, ${changeOf(legalEntity)} as changed_at from found f
    )
    select d.*, (select count(*)::integer from found) as total from described d
    order by ${SORTS[sort]} ${direction} nulls last, operator_id ${direction}
    limit ${limit}::integer offset ${(page - 1) * (limit ?? 0)}`.execute(db);
  return { rows, total: rows[0]?.total ?? (page === 1 ? 0 : await countBooks(db, { legalEntity, search, active })) };
}

async function countBooks(db: Db, { legalEntity, search, active }: { legalEntity: string; search: string; active: boolean | undefined }): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from client_book b join worker w on w.id = b.worker_id
    where b.legal_entity = ${legalEntity} and (${active ?? null}::boolean is null or w.active = ${active ?? null})
      and (${search} = '' or strpos(lower(w.name), lower(${search})) > 0 or strpos(lower(w.operator_id), lower(${search})) > 0 or strpos(lower(b.id), lower(${search})) > 0)`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

/** The bits of everybody in the book's index, so that a book of any size is counted at once. */
function sizeOf(legalEntity: string) {
  return sql`coalesce((
        select sum(bit_count(v.clients)) from client_book_value v
        where v.legal_entity = ${legalEntity} and v.client_book_id = f.client_book_id and v.attribute = '' and v.value = ''
      ), 0)::integer`;
}

function changeOf(legalEntity: string) {
  return sql`greatest(
        (select max(s.added_at) from client_book_stay s where s.legal_entity = ${legalEntity} and s.client_book_id = f.client_book_id),
        (select max(s.removed_at) from client_book_stay s where s.legal_entity = ${legalEntity} and s.client_book_id = f.client_book_id)
      )`;
}

/** An associate's book; `client_book_id` is null when they have none. */
export async function bookOfOperator(
  db: Db,
  { legalEntity, operatorId }: { legalEntity: LegalEntityCode; operatorId: OperatorId },
): Promise<BookRow | undefined> {
  const { rows } = await sql<BookRow>`
    with f as (
      select b.id as client_book_id, w.operator_id, w.name, w.active
      from worker w left join client_book b on b.worker_id = w.id and b.legal_entity = w.legal_entity
      where w.legal_entity = ${legalEntity} and w.operator_id = ${operatorId}
    )
    select f.*, ${sizeOf(legalEntity)} as clients, ${changeOf(legalEntity)} as changed_at from f`.execute(db);
  return rows[0];
}

/** The associates who can be given clients, by name. */
export async function ownersInUse(db: Db, { legalEntity, today }: { legalEntity: LegalEntityCode; today: string }) {
  return await db
    .selectFrom("worker as w")
    .leftJoin("client_book as b", (join) => join.onRef("b.worker_id", "=", "w.id").onRef("b.legal_entity", "=", "w.legal_entity"))
    .select(["w.operator_id", "w.name", "b.id as client_book_id"])
    .where("w.legal_entity", "=", legalEntity)
    .where(mayReceive(today))
    .orderBy("w.name")
    .orderBy("w.operator_id")
    .execute();
}

/** Who is in whose books, by account number; the primary owner comes first (BK1). */
export async function ownersAfter(db: Db, { legalEntity, after, limit }: { legalEntity: LegalEntityCode; after: string | undefined; limit: number }) {
  const { rows } = await sql<{ id: string; account_number: string; operator_ids: string[] }>`
    select c.id, c.account_number, array(
        select w.operator_id from client_book_entry e
        join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id join worker w on w.id = b.worker_id
        where e.legal_entity = c.legal_entity and e.customer_id = c.id order by e.place
      ) as operator_ids
    from customer c
    where c.legal_entity = ${legalEntity} and (${after ?? null}::text is null or c.account_number > ${after ?? ""})
      and exists (select from client_book_entry e where e.legal_entity = c.legal_entity and e.customer_id = c.id)
    order by c.account_number limit ${limit}`.execute(db);
  return rows;
}
