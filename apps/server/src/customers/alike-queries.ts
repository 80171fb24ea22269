import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { literally } from "./like.ts";

export interface AlikeRow {
  readonly id: string;
  readonly account_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly other_emails: readonly { readonly address: string }[];
  readonly phone_digits: string;
  readonly city: string;
  readonly sort_name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly legalEntity: string;
  readonly accountNumber: string;
  /** In the form for comparing. */
  readonly emails: readonly string[];
  /** Whole numbers, as digits. */
  readonly digits: readonly string[];
  /** A name as it is sorted, and days of which one must be the customer's too. */
  readonly named?: { readonly sortName: string; readonly days: readonly (readonly [attribute: string, day: string])[] };
  readonly limit: number;
}

/** Customers with this account number, one of these e-mail addresses, or one of these phone numbers. Each part is answered from an index. */
export async function alikeCustomers(db: Kysely<Database>, { legalEntity, accountNumber, emails, digits, named, limit }: Asked): Promise<AlikeRow[]> {
  const parts = digits.map((number) => `%${literally(number)}%`);
  const days = (named?.days ?? []).map(([attribute, day]) => JSON.stringify({ [attribute]: day }));
  const { rows } = await sql<AlikeRow>`
    with alike as (
      select id from customer where legal_entity = ${legalEntity} and account_number = ${accountNumber}
      union select customer_id from customer_term where legal_entity = ${legalEntity} and kind = 'line' and term = any(${emails}::text[])
      union select id from customer
        where legal_entity = ${legalEntity} and search_text like any(${parts}::text[]) and string_to_array(phone_digits, ' ') && ${digits}::text[]
      union select id from customer
        where legal_entity = ${legalEntity} and sort_name = ${named?.sortName ?? null} and attributes @> any(${days}::jsonb[])
    )
    select c.id, c.account_number, c.first_name, c.last_name, c.email, c.other_emails, c.phone_digits, c.city, c.sort_name, c.attributes
    from alike join customer c on c.id = alike.id
    order by c.sort_name, c.id limit ${limit}`.execute(db);
  return rows;
}
