import type { LegalEntityCode, WorkerId } from "@rapport/contract";
import type { TodayReason } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder } from "kysely";

type Db = Kysely<Database>;

interface OfBook {
  readonly legalEntity: LegalEntityCode;
  readonly clientBookId: string;
}

/** The account numbers of every client of a book; as one value, because 20,000 rows take longer. */
export async function accountsOfBook(db: Db, { legalEntity, clientBookId }: OfBook): Promise<readonly string[]> {
  const { rows } = await sql<{ accounts: readonly string[] | null }>`
    select json_agg(c.account_number) as accounts from client_book_entry e join customer c on c.id = e.customer_id
    where e.legal_entity = ${legalEntity} and e.client_book_id = ${clientBookId}`.execute(db);
  return rows[0]?.accounts ?? [];
}

/** Those clients of a book who have these account numbers, each with when anybody was last in contact with them, by the activities they logged. */
export async function clientsOfBook(db: Db, { legalEntity, clientBookId, accounts }: OfBook & { accounts: readonly string[] }) {
  const { rows } = await sql<{ id: string; account_number: string; opt_out_personalization: boolean; contacted_at: Date | null }>`
    select c.id, c.account_number, c.opt_out_personalization,
      (select max(a.happened_at) from activity a where a.legal_entity = e.legal_entity and a.customer_id = e.customer_id) as contacted_at
    from customer c join client_book_entry e on e.legal_entity = c.legal_entity and e.customer_id = c.id and e.client_book_id = ${clientBookId}
    where c.legal_entity = ${legalEntity} and c.account_number = any(${[...accounts]}::text[])`.execute(db);
  return rows;
}

/** What the cards of these customers show. */
export async function cardRows(db: Db, { legalEntity, ids }: { legalEntity: LegalEntityCode; ids: readonly string[] }) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom("customer")
    .select(["id", "account_number", "first_name", "last_name", "sort_name", "phone", "email", "city", "attributes"])
    .where("legal_entity", "=", legalEntity)
    .where("id", "in", ids)
    .execute();
}

export interface Occasion {
  readonly customerId: string;
  readonly reason: TodayReason;
  readonly occurrence: string;
}

/** Which occasions of a book's clients somebody finished, or this associate dismissed or put off to a later day (TD3). */
export async function hiddenOccasions(
  db: Db,
  { legalEntity, clientBookId, workerId, today }: { legalEntity: LegalEntityCode; clientBookId: string; workerId: WorkerId; today: string },
) {
  const { rows } = await sql<{ customer_id: string; reason: string; occurrence: string }>`
    select distinct m.customer_id, m.reason, m.occurrence
    from client_book_entry e join today_mark m on m.customer_id = e.customer_id
    where e.legal_entity = ${legalEntity} and e.client_book_id = ${clientBookId} and m.legal_entity = ${legalEntity}
      and ${isPutAway({ workerId, today })}`.execute(db);
  return rows;
}

/** Which occasions of one client somebody finished (TD3). */
export async function finishedOccasions(db: Db, { legalEntity, customerId }: { legalEntity: LegalEntityCode; customerId: string }) {
  return await db
    .selectFrom("today_mark")
    .select(["reason", "occurrence"])
    .where("legal_entity", "=", legalEntity)
    .where("customer_id", "=", customerId)
    .where("state", "=", "done")
    .execute();
}

/** Whether the mark `m` hides its occasion from an associate on a day of the legal entity. */
export function isPutAway({ workerId, today }: { workerId: WorkerId; today: string }): RawBuilder<boolean> {
  return sql`(m.state = 'done' or (m.worker_id = ${workerId} and (m.state = 'dismissed' or m.until > ${today}::date)))`;
}

export async function isInBook(
  db: Db,
  { legalEntity, clientBookId, customerId }: { legalEntity: LegalEntityCode; clientBookId: string; customerId: string },
): Promise<boolean> {
  const entry = await db
    .selectFrom("client_book_entry")
    .select("customer_id")
    .where("legal_entity", "=", legalEntity)
    .where("client_book_id", "=", clientBookId)
    .where("customer_id", "=", customerId)
    .executeTakeFirst();
  return entry !== undefined;
}

interface Marking extends Occasion {
  readonly legalEntity: LegalEntityCode;
  readonly workerId: WorkerId;
}

export async function saveMark(
  db: Db,
  { legalEntity, workerId, customerId, reason, occurrence, state, until, at }: Marking & { state: string; until: string | null; at: Date },
) {
  await sql`
    insert into today_mark (legal_entity, customer_id, reason, occurrence, worker_id, state, until, marked_at)
    values (${legalEntity}, ${customerId}, ${reason}, ${occurrence}, ${workerId}, ${state}, ${until}::date, ${at})
    on conflict (legal_entity, customer_id, reason, occurrence, worker_id)
    do update set state = excluded.state, until = excluded.until, marked_at = excluded.marked_at`.execute(db);
}

export async function removeMark(db: Db, { legalEntity, workerId, customerId, reason, occurrence }: Marking) {
  await db
    .deleteFrom("today_mark")
    .where("legal_entity", "=", legalEntity)
    .where("customer_id", "=", customerId)
    .where("reason", "=", reason)
    .where("occurrence", "=", occurrence)
    .where("worker_id", "=", workerId)
    .execute();
}

/** Remembers that somebody looks now, and gives when they looked before. Within `pauseMs` of the last time it is the same look (TD4). */
export async function look(db: Db, { workerId, at, pauseMs }: { workerId: WorkerId; at: Date; pauseMs: number }): Promise<Date | null> {
  const { rows } = await sql<{ before_at: Date | null }>`
    insert into today_look as l (worker_id, looked_at, before_at) values (${workerId}, ${at}, null)
    on conflict (worker_id) do update set
      looked_at = greatest(l.looked_at, excluded.looked_at),
      before_at = case when excluded.looked_at - l.looked_at >= make_interval(secs => ${pauseMs / 1000}::double precision) then l.looked_at else l.before_at end
    returning before_at`.execute(db);
  return rows[0]?.before_at ?? null;
}
