import type { WorkerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { daysUntilNext, type BookPlace, type PageRow } from "../clientbook/index.ts";
import { isPutAway } from "./queries.ts";

export interface UpcomingPlace {
  readonly inDays: number;
  readonly sortName: string;
  readonly customerId: string;
  readonly attribute: string;
}

export interface UpcomingRow extends PageRow {
  readonly attribute: string;
  readonly in_days: number;
}

interface Asked {
  /** Whose Today it is: dates that they or anybody finished with are left out (TD3). */
  readonly workerId: WorkerId;
  /** The legal entity's day. */
  readonly today: string;
  /** Codes of date attributes. */
  readonly attributes: readonly string[];
  /** Days of the year (`MM-DD`), each with the number of days until it comes. */
  readonly ahead: ReadonlyMap<string, number>;
}

/** Every date of the book's clients that comes in these days. */
function dates({ legalEntity, clientBookId }: BookPlace, { workerId, today, attributes, ahead }: Asked) {
  return sql`
    dated as (
      select e.legal_entity, e.customer_id, e.sort_name, a.attribute, ${daysUntilNext(sql`e.days`, { attribute: sql`a.attribute`, ahead })} as in_days
      from client_book_entry e
      cross join unnest(${attributes}::text[]) as a(attribute)
      where e.legal_entity = ${legalEntity} and e.client_book_id = ${clientBookId}
    ),
    found as (
      select e.customer_id, e.sort_name, e.attribute, e.in_days
      from dated e
      where e.in_days is not null
        and not exists (
          select from today_mark m
          where m.legal_entity = e.legal_entity and m.customer_id = e.customer_id and m.reason = 'date'
            and m.occurrence = e.attribute || ' ' || (${today}::date + e.in_days)
            and ${isPutAway({ workerId, today })}
        )
    )`;
}

export async function countUpcoming(db: Kysely<Database>, place: BookPlace, asked: Asked): Promise<number> {
  const { rows } = await sql<{ dates: number }>`with ${dates(place, asked)} select count(*)::int as dates from found`.execute(db);
  return rows[0]?.dates ?? 0;
}

/** By day, then by name; one more than `limit` where there is a next page. */
export async function upcomingPage(
  db: Kysely<Database>,
  place: BookPlace,
  { after, limit, ...asked }: Asked & { after: UpcomingPlace | null; limit: number },
): Promise<readonly UpcomingRow[]> {
  const from =
    after === null
      ? sql``
      : sql`where (in_days, sort_name, customer_id, attribute) > (${after.inDays}::integer, ${after.sortName}, ${after.customerId}::uuid, ${after.attribute})`;
  const { rows } = await sql<UpcomingRow>`
    with ${dates(place, asked)},
    page as (select * from found ${from} order by in_days, sort_name, customer_id, attribute limit ${limit + 1})
    select page.attribute, page.in_days, c.id, c.account_number, c.first_name, c.last_name, c.sort_name, c.phone, c.email, c.city, c.attributes
    from page join customer c on c.id = page.customer_id
    order by page.in_days, page.sort_name, page.customer_id, page.attribute`.execute(db);
  return rows;
}
