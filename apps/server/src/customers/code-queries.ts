import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

interface WithCode {
  readonly legalEntity: string;
  readonly accountNumber: string;
  /** Lines of the search text that a customer with the code has one of. */
  readonly values: readonly string[];
  readonly limit: number;
}

interface CodeRow {
  readonly id: string;
  readonly account_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly city: string;
}

/** Customers with this account number or one of these values, by name. */
export async function customersWithCode(db: Kysely<Database>, { legalEntity, accountNumber, values, limit }: WithCode): Promise<CodeRow[]> {
  const { rows } = await sql<CodeRow>`
    select c.id, c.account_number, c.first_name, c.last_name, c.city from customer c
    where c.id in (
      select id from customer where legal_entity = ${legalEntity} and account_number = ${accountNumber}
      union
      select customer_id from customer_term where legal_entity = ${legalEntity} and kind = 'value' and term = any(${[...values]}::text[])
    )
    order by c.sort_name, c.id limit ${limit}`.execute(db);
  return rows;
}
