import type { SearchProperty } from "@rapport/contract/clienteling";
import { sql, type RawBuilder } from "kysely";
import { literally } from "./like.ts";

export type Condition = RawBuilder<boolean>;

export function all(conditions: readonly Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` and `)})`;
}

export function either(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}

/** What stands in the lines between the name and the places. */
const LINES = ["email", "accountNumber", "phone"] as const satisfies SearchProperty[];
/** Which line of a search text holds each of them (migration 0040). */
const LINE_OF = { email: 2, accountNumber: 3, phone: 4 } as const satisfies Record<(typeof LINES)[number], number>;

/** Conditions of a search, each kept once: an expression that tests a customer's marks, and the query that finds the customers for whom it is true. */
export class Marks {
  readonly #legalEntity: string;
  readonly #properties: ReadonlySet<SearchProperty>;
  readonly #sources = new Map<string, RawBuilder<unknown>>();

  constructor(legalEntity: string, properties: ReadonlySet<SearchProperty>) {
    this.#legalEntity = legalEntity;
    this.#properties = properties;
  }

  searches(property: SearchProperty): boolean {
    return this.#properties.has(property);
  }

  get searchesLines(): boolean {
    return [...LINES, "address" as const].some((property) => this.searches(property));
  }

  /** A word of the name begins with the form. */
  beginsName(form: string): Condition {
    return this.#mark(`name ${form}`, this.#terms(sql`kind = 'name' and term like ${beginning(form)}`));
  }

  /** A line other than the name begins with the text. */
  startsLine(text: string): Condition {
    const kinds = [...(LINES.some((property) => this.searches(property)) ? ["line"] : []), ...(this.searches("address") ? ["last"] : [])];
    return this.#mark(
      `start ${text}`,
      this.#terms(sql`kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))}) and term like ${beginning(text)}${this.#ofProperties(text, "begins")}`),
    );
  }

  /** A line between the name and the city is the text. */
  isLine(text: string): Condition {
    return this.#mark(`line ${text}`, this.#terms(sql`kind = 'line' and term = ${cut(text)}${this.#ofProperties(text, "whole")}`));
  }

  beginsValue(line: string): Condition {
    return this.#mark(`value ${line}`, this.#terms(sql`kind = 'value' and term like ${beginning(line)}`));
  }

  isValue(lines: readonly string[]): Condition {
    return this.#mark(`values ${lines.join(" ")}`, this.#terms(sql`kind = 'value' and term = any(${lines.map(cut)}::text[])`));
  }

  /** A phone number contains the digits. The search text contains them too, and has an index for parts of it. */
  inPhone(digits: string): Condition {
    const part = `%${literally(digits)}%`;
    return this.#mark(
      `phone ${digits}`,
      sql`id as customer_id, sort_name from customer where legal_entity = ${this.#legalEntity} and search_text like ${part} and phone_digits like ${part}`,
    );
  }

  /** Rows `(customer_id, sort_name, mark)`, a bit for each condition. */
  rows(): RawBuilder<unknown> {
    const sources = [...this.#sources.values()];
    const marked = sources.map(
      (source, at) => sql`
      select ${bit({ at, of: sources.length })} as mark, ${source}`,
    );
    return sql.join(marked, sql` union all`);
  }

  /**
   * A term does not say which property it is of. Where not all of its kind are searched, the customers found are asked, who may be everybody: `c0` begins
   * every account number. So each property is one cheap test of its line of the search text, and other e-mail addresses cost only those who have them.
   */
  #ofProperties(text: string, how: "begins" | "whole"): RawBuilder<unknown> {
    if (LINES.every((property) => this.searches(property))) return sql``;
    const pattern = how === "begins" ? beginning(text) : literally(cut(text));
    const tests = LINES.filter((property) => this.searches(property)).map((property) => {
      const own = sql<boolean>`split_part(c.search_text, chr(10), ${sql.lit(LINE_OF[property])}) like ${pattern}`;
      return property === "email" ? sql<boolean>`${own} or c.other_emails <> '[]' and c.search_text ~ ${otherEmail(text, how)}` : own;
    });
    return sql` and (kind <> 'line' or exists (
        select from customer c where c.id = customer_term.customer_id and ${either(tests)}
      ))`;
  }

  #mark(key: string, source: RawBuilder<unknown>): Condition {
    if (!this.#sources.has(key)) this.#sources.set(key, source);
    return sql`get_bit(m.mark, ${sql.lit([...this.#sources.keys()].indexOf(key))}) = 1`;
  }

  #terms(condition: RawBuilder<unknown>): RawBuilder<unknown> {
    return sql`customer_id, sort_name from customer_term where legal_entity = ${this.#legalEntity} and ${condition}`;
  }
}

function bit({ at, of }: { at: number; of: number }): RawBuilder<unknown> {
  return sql.raw(`B'${"0".repeat(at)}1${"0".repeat(of - at - 1)}'`);
}

/** The most characters of a stored term (migration 0021). */
const LONGEST_TERM = 200;

function cut(text: string): string {
  return Array.from(text).slice(0, LONGEST_TERM).join("");
}

function beginning(text: string): string {
  return `${literally(cut(text))}%`;
}

/** A pattern for a text of which one of the other e-mail addresses is, or begins with, what is typed. They stand behind the phones, up to an empty line. */
function otherEmail(text: string, how: "begins" | "whole"): string {
  const typed = cut(text).replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
  return String.raw`^(?:[^\n]*\n){4}(?:[^\n]+\n)*${typed}${how === "whole" ? String.raw`(?:\n|$)` : ""}`;
}
