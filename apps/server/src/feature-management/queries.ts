import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

/** Legal entities with stores in which no client book can begin, or cards show no attribute. */
export async function lackingClienteling(db: Kysely<Database>) {
  const { rows } = await sql<{ code: string; name: string; has_sequence: boolean; has_group: boolean }>`
    select * from (
      select l.code, l.name, l.client_book_attribute_group is not null as has_group,
        exists (select from number_sequence n where n.legal_entity = l.code and n.reference = 'clientBook') as has_sequence
      from legal_entity l
      where l.active and exists (select from store s where s.legal_entity = l.code and s.active)
    ) entity
    where not (has_sequence and has_group)
    order by name, code`.execute(db);
  return rows;
}
