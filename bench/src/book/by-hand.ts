import { openOperational } from "@rapport/operational";
import { sql } from "kysely";
import { join } from "node:path";
import { median } from "../figures.ts";
import { repeated } from "../repeated.ts";

export interface Search {
  readonly what: string;
  readonly query: string;
  /** The same search as a person would write it over the same tables: each word of a name, or a part of something else. */
  readonly like: readonly string[];
  readonly column?: string;
}

export const SEARCHES: readonly Search[] = [
  { what: "one letter", query: "v", like: ["% v%"] },
  { what: "three letters", query: "jan", like: ["% jan%"] },
  { what: "six letters", query: "marjan", like: ["% marjan%"] },
  { what: "two words", query: "jan mar", like: ["% jan%", "% mar%"] },
  { what: "a phone number", query: "06 10012345", like: ["%610012345%"], column: "phone_digits" },
  { what: "the first digits of a phone number", query: "061", like: ["%61%"], column: "phone_digits" },
  { what: "an account number", query: "C12345", like: ["%\nc12345%"] },
];

export interface ByHand {
  readonly page: number;
  readonly facets: number;
  readonly storePage: number;
  readonly searches: { readonly found: number; readonly logged: number }[];
}

/**
 * Times the statements a person would write over the same tables. A search is timed alone, and with one more statement that durably writes down who was shown:
 * whoever searches customers by hand has to do that as well (AU1). Before that, each client of the long book and of the store gets two notes.
 */
export async function timeByHand(dataDir: string): Promise<ByHand> {
  const { db, close } = await openOperational({ dataDir: join(dataDir, "operational") });
  await sql`
    insert into note (id, legal_entity, customer_id, text, pinned, written_at, author)
    select gen_random_uuid(), e.legal_entity, e.customer_id, 'Called about the new collection', false, now() - (e.number % 300 + n) * interval '1 day', 'Worker'
    from client_book_entry e join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id
    join worker w on w.id = b.worker_id cross join generate_series(1, 2) n
    where e.legal_entity = 'BENCH' and w.operator_id !~ '^W' and not exists (select from note where legal_entity = 'BENCH')`.execute(db);
  // As the database's own upkeep leaves it: right after a million rows were added it would still be at work.
  await sql`vacuum (analyze)`.execute(db);
  const ofLong = sql`e.legal_entity = 'BENCH' and e.client_book_id = (select b.id from client_book b join worker w on w.id = b.worker_id where w.operator_id = '1')`;
  const ofStore = sql`e.legal_entity = 'BENCH' and e.client_book_id in (select b.id from client_book b join worker w on w.id = b.worker_id where w.operator_id ~ '^S')`;
  const shown = sql`select c.id, c.first_name, c.last_name, c.phone, c.email, c.attributes from client_book_entry e join customer c on c.id = e.customer_id`;
  const page = sql`${shown} where ${ofLong} and c.attributes @> '{"interest":"Shoes"}' order by c.sort_name, c.id limit 50`;
  const storePage = sql`${shown} where ${ofStore} order by c.sort_name, c.id limit 50`;
  const counted = ["interest", "shoeSize", "birthday", "budget", "nickname", "vip"].map(
    (code) => sql`select ${code}, c.attributes ->> ${code} as value, count(*) from book c group by 2`,
  );
  const facets = sql`with book as materialized (select c.attributes from client_book_entry e join customer c on c.id = e.customer_id where ${ofLong})
    ${sql.join(counted, sql` union all `)}`;
  const ms = async (runs: number, statement: { execute(on: typeof db): Promise<unknown> }) =>
    median(await repeated({ runs, work: () => statement.execute(db) }));
  const byHand: ByHand = { page: await ms(10, page), facets: await ms(5, facets), storePage: await ms(10, storePage), searches: [] };
  await sql`create table shown_by_hand (at timestamptz, who text, customers uuid[])`.execute(db);
  for (const search of SEARCHES) {
    const find = searchByHand(search);
    const logged = {
      execute: async (on: typeof db) => {
        const { rows } = await find.execute(on);
        await sql`insert into shown_by_hand values (now(), 'BENCH 1', ${rows.map(({ id }) => id)}::uuid[])`.execute(on);
      },
    };
    byHand.searches.push({ found: await ms(20, find), logged: await ms(20, logged) });
  }
  await sql`drop table shown_by_hand`.execute(db);
  await close();
  return byHand;
}

function searchByHand({ like, column = "search_text" }: Search) {
  const fits = like.map((pattern) => sql`c.${sql.ref(column)} like ${pattern}`);
  const every = sql`(${sql.join(fits, sql` and `)})`;
  return sql<{ id: string }>`select c.id, c.first_name, c.last_name, c.phone, c.email, c.city, count(*) filter (where ${every}) over () from customer c
    where c.legal_entity = 'BENCH' and (${sql.join(fits, sql` or `)})
      and exists (select from customer_address_book a where a.customer_id = c.id and a.address_book = 'A')
    order by ${every} desc, c.sort_name, c.id limit 20`;
}
