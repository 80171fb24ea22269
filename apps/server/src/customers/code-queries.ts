import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

interface WithCode {
  readonly legalEntity: string;
  readonly accountNumber: string;
  /** As it was scanned. */
  readonly code: string;
  /** Attributes of which it may be a value, each with the line of the search text by which such a value is found. */
  readonly values: readonly { readonly attribute: string; readonly line: string }[];
  readonly limit: number;
}

interface CodeRow {
  readonly id: string;
  readonly account_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly city: string;
}

/** Customers with this account number or this very value: the line is the value in its form for comparing, so the value itself is compared too. No more are read than the limit. */
export async function customersWithCode(db: Kysely<Database>, { legalEntity, accountNumber, code, values, limit }: WithCode): Promise<CodeRow[]> {
  const { rows } = await sql<CodeRow>`
    with own as (select id from customer where legal_entity = ${legalEntity} and account_number = ${accountNumber}),
    asked as (select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as a(attribute text, line text)),
    valued as (
      select c.id from asked a
      join customer_term t on t.legal_entity = ${legalEntity} and t.kind = 'value' and t.term = left(a.line, 200)
      join customer c on c.id = t.customer_id
      where case jsonb_typeof(c.attributes -> a.attribute)
        when 'array' then c.attributes -> a.attribute ? ${code} else c.attributes ->> a.attribute = ${code} end
      limit ${limit}
    )
    select c.id, c.account_number, c.first_name, c.last_name, c.city from customer c
    where c.id in (select id from own union select id from valued)
    order by c.sort_name, c.id limit ${limit}`.execute(db);
  return rows;
}
