import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

interface LeftBooks {
  readonly legal_entity: string;
  readonly books: number;
  readonly clients: number;
  readonly first: readonly { readonly operatorId: string; readonly name: string; readonly clients: number }[];
}

const FIRST = 5;

/** Client books with clients whose owner is out of use on `day`, or is not employed any more, by legal entity; a client of two of them counts once. The largest come first. */
export async function booksLeft(db: Kysely<Database>, { legalEntities, day }: { legalEntities: readonly string[]; day: string }): Promise<LeftBooks[]> {
  const { rows } = await sql<LeftBooks>`
    with held as (
      select b.legal_entity, w.operator_id, w.name, e.customer_id
      from client_book b join worker w on w.id = b.worker_id
      join client_book_entry e on e.legal_entity = b.legal_entity and e.client_book_id = b.id
      where b.legal_entity = any(${legalEntities}::text[]) and (not w.active or w.employed_to < ${day}::date)
    ), placed as (
      select legal_entity, operator_id, name, count(*)::integer as clients,
        row_number() over (partition by legal_entity order by count(*) desc, operator_id) as place
      from held group by legal_entity, operator_id, name
    ), people as (
      select legal_entity, count(distinct customer_id)::integer as clients from held group by legal_entity
    )
    select p.legal_entity, count(*)::integer as books, people.clients,
      jsonb_agg(jsonb_build_object('operatorId', p.operator_id, 'name', p.name, 'clients', p.clients) order by p.place)
        filter (where p.place <= ${FIRST}::integer) as first
    from placed p join people using (legal_entity) group by p.legal_entity, people.clients order by p.legal_entity`.execute(db);
  return rows;
}
