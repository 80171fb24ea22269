import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

interface LeftBooks {
  readonly legal_entity: string;
  readonly books: number;
  readonly clients: number;
  readonly first: readonly { readonly operatorId: string; readonly name: string; readonly clients: number }[];
}

const FIRST = 5;

/** Client books with clients whose owner is out of use on `day`, or is not employed any more, by legal entity. The largest come first. */
export async function booksLeft(db: Kysely<Database>, { day }: { day: string }): Promise<LeftBooks[]> {
  const { rows } = await sql<LeftBooks>`
    with gone as (
      select b.legal_entity, w.operator_id, w.name,
        (select count(e.customer_id)::integer from client_book_entry e where e.legal_entity = b.legal_entity and e.client_book_id = b.id) as clients
      from client_book b join worker w on w.id = b.worker_id
      where not w.active or w.employed_to < ${day}::date
    ), placed as (
      select *, row_number() over (partition by legal_entity order by clients desc, operator_id) as place from gone where clients > 0
    )
    select legal_entity, count(*)::integer as books, sum(clients)::integer as clients,
      jsonb_agg(jsonb_build_object('operatorId', operator_id, 'name', name, 'clients', clients) order by place) filter (where place <= ${FIRST}::integer) as first
    from placed group by legal_entity order by legal_entity`.execute(db);
  return rows;
}
