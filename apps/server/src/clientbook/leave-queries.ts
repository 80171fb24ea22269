import type { LegalEntityCode, OperatorId } from "@rapport/contract";
import type { LeaveRule } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder, type Transaction } from "kysely";
import { mayReceive } from "./queries.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface LeavingClient {
  readonly id: string;
  readonly account_number: string;
  readonly sort_name: string;
  /** What a rule decides by. */
  readonly keys: readonly string[];
}

/** Everybody in a book, with what the rule decides by; locked when they are to be moved. */
export async function leavingClients(
  db: Db,
  { legalEntity, clientBookId, rule, locked }: { legalEntity: LegalEntityCode; clientBookId: string; rule: LeaveRule; locked: boolean },
): Promise<LeavingClient[]> {
  const { rows } = await sql<LeavingClient>`
    select c.id, c.account_number, c.sort_name, ${keysOf(legalEntity, rule)} as keys
    from client_book_entry e join customer c on c.id = e.customer_id
    where e.legal_entity = ${legalEntity} and e.client_book_id = ${clientBookId}
    order by c.id ${locked ? sql`for no key update of c` : sql``}`.execute(db);
  return rows;
}

function keysOf(legalEntity: string, rule: LeaveRule): RawBuilder<unknown> {
  switch (rule.kind) {
    case "store":
      return sql`array(
        select distinct o.store from customer_address_book a
        join store_address_book o on o.legal_entity = a.legal_entity and o.address_book = a.address_book and o.kind = 'customer'
        where a.legal_entity = ${legalEntity} and a.customer_id = c.id)`;
    case "lastContact":
      return sql`array(
        select w.operator_id from note n join worker w on w.id = n.worker_id
        where n.legal_entity = ${legalEntity} and n.customer_id = c.id and w.operator_id = any(${rule.among}::text[])
        order by n.written_at desc, n.id limit 1)`;
    case "attribute":
      return sql`array(
        select one #>> '{}' from jsonb_array_elements(
          case jsonb_typeof(c.attributes -> ${rule.attribute}) when 'array' then c.attributes -> ${rule.attribute} else jsonb_build_array(c.attributes -> ${rule.attribute}) end
        ) s(one) where one #>> '{}' is not null)`;
    default:
      return sql`array[]::text[]`;
  }
}

export interface Receiver {
  readonly id: string;
  readonly operator_id: string;
  readonly name: string;
  readonly may_receive: boolean;
  readonly clients: number;
}

/** These workers, with the size of their books. */
export async function receiversOf(
  db: Db,
  { legalEntity, operatorIds, today }: { legalEntity: LegalEntityCode; operatorIds: readonly string[]; today: string },
): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select w.id, w.operator_id, w.name, ${mayReceive(today)} as may_receive, coalesce((
        select sum(bit_count(v.clients)) from client_book b join client_book_value v on v.legal_entity = b.legal_entity and v.client_book_id = b.id
        where b.legal_entity = w.legal_entity and b.worker_id = w.id and v.attribute = '' and v.value = ''
      ), 0)::integer as clients
    from worker w where w.legal_entity = ${legalEntity} and w.operator_id = any(${operatorIds}::text[])
    order by w.name, w.operator_id`.execute(db);
  return rows;
}

export interface NewLeave {
  readonly legalEntity: string;
  readonly workerId: string;
  readonly clientBookId: string | null;
  readonly at: Date;
  readonly by: string | null;
  /** The last day of employment, from what to what; `null` when it stays. */
  readonly employment: { readonly from: string | null; readonly to: string } | null;
}

export async function addLeave(trx: Trx, leave: NewLeave): Promise<string> {
  const added = await trx
    .insertInto("client_book_leave")
    .values({
      legal_entity: leave.legalEntity,
      worker_id: leave.workerId,
      client_book_id: leave.clientBookId,
      at: leave.at,
      by: leave.by,
      ends_employment: leave.employment !== null,
      employed_to_before: leave.employment?.from ?? null,
      employed_to: leave.employment?.to ?? null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return added.id;
}

export interface LeaveClient {
  readonly id: string;
  /** The receiver had them already. */
  readonly kept: boolean;
  /** Of the entry that they had. */
  readonly place: string | null;
}

export async function addLeaveClients(trx: Trx, { leaveId, toBook, clients }: { leaveId: string; toBook: string; clients: readonly LeaveClient[] }) {
  await sql`
    insert into client_book_leave_client (leave_id, customer_id, to_book, kept, place)
    select ${leaveId}::uuid, c.id, ${toBook}, c.kept, c.place
    from unnest(${clients.map(({ id }) => id)}::uuid[], ${clients.map(({ kept }) => kept)}::boolean[], ${clients.map(({ place }) => place)}::bigint[]) c(id, kept, place)`.execute(
    trx,
  );
}

export interface LeaveRow {
  readonly id: string;
  readonly at: Date;
  readonly by: string | null;
  readonly worker_id: string;
  readonly client_book_id: string | null;
  readonly ends_employment: boolean;
  readonly employed_to_before: string | null;
  readonly employed_to: string | null;
  readonly undone_at: Date | null;
  readonly receivers: readonly { readonly operatorId: string; readonly name: string; readonly clients: number }[];
}

/** The newest first; one of them when its id is given. */
export async function leavesOf(
  db: Db,
  { legalEntity, operatorId, leaveId, limit }: { legalEntity: LegalEntityCode; operatorId: OperatorId; leaveId?: string; limit: number },
): Promise<LeaveRow[]> {
  const { rows } = await sql<LeaveRow>`
    select l.id, l.at, l.by, l.worker_id, l.client_book_id, l.ends_employment, l.employed_to_before::text, l.employed_to::text, l.undone_at, coalesce((
        select jsonb_agg(jsonb_build_object('operatorId', w.operator_id, 'name', w.name, 'clients', r.clients) order by w.name, w.operator_id)
        from (select to_book, count(*) as clients from client_book_leave_client where leave_id = l.id group by to_book) r
        join client_book b on b.legal_entity = l.legal_entity and b.id = r.to_book join worker w on w.id = b.worker_id
      ), '[]') as receivers
    from client_book_leave l join worker o on o.id = l.worker_id
    where l.legal_entity = ${legalEntity} and o.operator_id = ${operatorId} and (${leaveId ?? null}::uuid is null or l.id = ${leaveId ?? null}::uuid)
    order by l.at desc, l.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Locked, so that it is undone once. */
export async function lockLeave(trx: Trx, leaveId: string): Promise<void> {
  await trx.selectFrom("client_book_leave").select("id").where("id", "=", leaveId).forUpdate().execute();
}

export async function endLeave(trx: Trx, { leaveId, at }: { leaveId: string; at: Date }): Promise<void> {
  await trx.updateTable("client_book_leave").set({ undone_at: at }).where("id", "=", leaveId).execute();
}

export interface StillMoved {
  readonly id: string;
  readonly account_number: string;
  readonly sort_name: string;
  readonly to_book: string;
  readonly kept: boolean;
  readonly place: string | null;
}

/**
 * Those whom leaving moved and who are where it put them ever since, by the book they are in; locked. Whom the receiver had already are so while they are
 * there and there is room for one book more (BK1). Nobody is given back into a book that they are in again.
 */
export async function stillMoved(trx: Trx, { leaveId, most }: { leaveId: string; most: number }): Promise<StillMoved[]> {
  await sql`
    select from client_book_leave_client m join customer c on c.id = m.customer_id where m.leave_id = ${leaveId}::uuid order by c.id for no key update of c`.execute(
    trx,
  );
  const { rows } = await sql<StillMoved>`
    select c.id, c.account_number, c.sort_name, m.to_book, m.kept, m.place
    from client_book_leave l
    join client_book_leave_client m on m.leave_id = l.id
    join client_book_entry e on e.legal_entity = l.legal_entity and e.customer_id = m.customer_id and e.client_book_id = m.to_book and (m.kept or e.added_at = l.moved_at)
    join customer c on c.id = m.customer_id
    where l.id = ${leaveId}::uuid
      and not exists (select from client_book_entry o where o.legal_entity = l.legal_entity and o.customer_id = c.id and o.client_book_id = l.client_book_id)
      and (not m.kept or (select count(*) from client_book_entry o where o.legal_entity = l.legal_entity and o.customer_id = c.id) < ${most})
    order by c.id`.execute(trx);
  return rows;
}
