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

interface Mark {
  /** Finds the customers for whom it is true. */
  readonly source: RawBuilder<unknown>;
  /** Tests one customer `c`; null where only their terms say it. */
  readonly test: Condition | null;
}

/** How the condition at a place is tested of a customer: by that bit of their marks `m`, or by its own test. */
export type HowTested = (at: number, by: { readonly mark: Condition; readonly test: Condition | null }) => Condition;

export interface MarksOf {
  readonly legalEntity: string;
  readonly properties: ReadonlySet<SearchProperty>;
  readonly tested?: HowTested;
}

/** Conditions of a search, each kept once: an expression that tests a customer, and the query that finds the customers for whom it is true. */
export class Marks {
  readonly #legalEntity: string;
  readonly #properties: ReadonlySet<SearchProperty>;
  readonly #tested: HowTested;
  readonly #marks = new Map<string, Mark>();

  constructor({ legalEntity, properties, tested = (_, { mark }) => mark }: MarksOf) {
    this.#legalEntity = legalEntity;
    this.#properties = properties;
    this.#tested = tested;
  }

  searches(property: SearchProperty): boolean {
    return this.#properties.has(property);
  }

  get searchesLines(): boolean {
    return [...LINES, "address" as const].some((property) => this.searches(property));
  }

  /** A word of the name begins with the form. */
  beginsName(form: string): Condition {
    return this.#mark(`name ${form}`, {
      source: this.#terms(sql`kind = 'name' and term like ${beginning(form)}`),
      test: sql`split_part(c.search_text, chr(10), 1) like ${`% ${beginning(form)}`}`,
    });
  }

  /** A line other than the name begins with the text. */
  startsLine(text: string): Condition {
    const kinds = [...(LINES.some((property) => this.searches(property)) ? ["line"] : []), ...(this.searches("address") ? ["last"] : [])];
    return this.#mark(`start ${text}`, {
      source: this.#terms(sql`kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))}) and term like ${beginning(text)}${this.#ofProperties(text, "begins")}`),
      test: this.#startsLineOf(text),
    });
  }

  /** A line between the name and the city is the text. */
  isLine(text: string): Condition {
    return this.#mark(`line ${text}`, { source: this.#terms(sql`kind = 'line' and term = ${cut(text)}${this.#ofProperties(text, "whole")}`), test: null });
  }

  beginsValue(line: string): Condition {
    return this.#mark(`value ${line}`, {
      source: this.#terms(sql`kind = 'value' and term like ${beginning(line)}`),
      test: sql`c.search_text like ${`%\n${beginning(line)}`}`,
    });
  }

  isValue(lines: readonly string[]): Condition {
    return this.#mark(`values ${lines.join(" ")}`, { source: this.#terms(sql`kind = 'value' and term = any(${lines.map(cut)}::text[])`), test: null });
  }

  /** A phone number contains the digits. The search text contains them too, and has an index for parts of it. */
  inPhone(digits: string): Condition {
    const part = `%${literally(digits)}%`;
    return this.#mark(`phone ${digits}`, {
      source: sql`id as customer_id, sort_name from customer where legal_entity = ${this.#legalEntity} and search_text like ${part} and phone_digits like ${part}`,
      test: sql`c.phone_digits like ${part}`,
    });
  }

  /** Rows `(customer_id, sort_name, mark)`, a bit for each condition; of each condition at most so many (all for null), and none of those left out. */
  rows({ most, without = new Set() }: { most: number | null; without?: ReadonlySet<number> }): RawBuilder<unknown> {
    const limit = most === null ? sql`` : sql` limit ${most}`;
    const marked = [...this.#marks.values()].map(({ source }, at) => {
      const rows = sql`select ${bit({ at, of: this.#marks.size })} as mark, ${source}`;
      return without.has(at) ? sql`(${rows} and false)` : sql`(${rows}${limit})`;
    });
    return sql`
      ${sql.join(
        marked,
        sql` union all
      `,
      )}`;
  }

  /** How many `marked` rows each condition has: an array in the order of their bits. */
  counts(): RawBuilder<unknown> {
    const counts = [...this.#marks.keys()].map((_, at) => sql`count(*) filter (where mark = ${bit({ at, of: this.#marks.size })})`);
    return sql`array[${sql.join(counts)}]::integer[]`;
  }

  /** The conditions in the order of their bits: whether each is one of names, and whether a customer alone can be tested for it. */
  conditions(): { readonly isOfName: boolean; readonly isTestable: boolean }[] {
    return [...this.#marks].map(([key, { test }]) => ({ isOfName: key.startsWith("name "), isTestable: test !== null }));
  }

  /** The customer's own lines say whether one begins with the text, where they say of which property they are. */
  #startsLineOf(text: string): Condition | null {
    const isEvery = LINES.every((property) => this.searches(property));
    if (this.searches("address")) return isEvery ? sql`c.search_text like ${`%\n${beginning(text)}`}` : null;
    return isEvery ? null : this.#linesOfProperties(text, "begins");
  }

  /**
   * A term does not say which property it is of. Where not all of its kind are searched, the customers found are asked, who may be everybody: `c0` begins
   * every account number. So each property is one cheap test of its line of the search text, and other e-mail addresses cost only those who have them.
   */
  #ofProperties(text: string, how: "begins" | "whole"): RawBuilder<unknown> {
    if (LINES.every((property) => this.searches(property))) return sql``;
    return sql` and (kind <> 'line' or exists (
        select from customer c where c.id = customer_term.customer_id and ${this.#linesOfProperties(text, how)}
      ))`;
  }

  #linesOfProperties(text: string, how: "begins" | "whole"): Condition {
    const pattern = how === "begins" ? beginning(text) : literally(cut(text));
    const tests = LINES.filter((property) => this.searches(property)).map((property) => {
      const own = sql<boolean>`split_part(c.search_text, chr(10), ${sql.lit(LINE_OF[property])}) like ${pattern}`;
      return property === "email" ? sql<boolean>`${own} or c.other_emails <> '[]' and c.search_text ~ ${otherEmail(text, how)}` : own;
    });
    return either(tests);
  }

  #mark(key: string, mark: Mark): Condition {
    if (!this.#marks.has(key)) this.#marks.set(key, mark);
    const at = [...this.#marks.keys()].indexOf(key);
    return this.#tested(at, { mark: sql`get_bit(m.mark, ${sql.lit(at)}) = 1`, test: mark.test });
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
