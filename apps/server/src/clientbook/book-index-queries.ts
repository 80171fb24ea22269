import { unreachable } from "@rapport/contract";
import type { Attribute } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { formsOfWord, type BookKeyword, type WordForms } from "@rapport/domain";
import { sql, type Kysely, type RawBuilder } from "kysely";
import { isBetweenDays, literally } from "../customers/index.ts";

type Db = Kysely<Database>;

export interface BookPlace {
  readonly legalEntity: string;
  readonly clientBookId: string;
}

/** Books that are read together. A client who is in several of them counts in one only: the one with the earliest place (R43, BK1). */
export interface BooksPlace {
  readonly legalEntity: string;
  readonly clientBookIds: readonly string[];
}

/** Conditions on a book's index (migrations 0002, 0130) for the clients to find. All must hold. */
export type Condition =
  | ({ readonly kind: "keyword" } & BookKeyword)
  /** Clients whose attribute has one of the index values or lies between bounds. */
  | {
      readonly kind: "attribute";
      readonly attribute: string;
      /** What the index calls the published filter on it. */
      readonly key: string;
      readonly values: readonly string[];
      readonly ranges: readonly { readonly lower: number | null; readonly upper: number | null }[];
      readonly days?: readonly { readonly from: string | null; readonly to: string | null }[];
    }
  /** Clients whom nobody contacted since then. */
  | { readonly kind: "quiet"; readonly since: Date };

/** A block's clients as bits; one for each 8,192 client numbers of a book. */
export interface MatchedBlock {
  readonly book: string;
  readonly block: number;
  readonly clients: number;
  readonly matching: number;
  /** Hexadecimal; the first client is the highest bit. Null when the block has no such client, or when there is no condition. */
  readonly bits: string | null;
}

/** For each block: how many clients it has, how many fit, and which. With `eachBook` a client counts in every book that they are in. */
export function matchedBlocks(
  place: BooksPlace,
  conditions: readonly Condition[],
  { withBits = conditions.length > 0, eachBook = false }: { withBits?: boolean; eachBook?: boolean } = {},
) {
  // `bit_send` writes the number of bits first, in four bytes.
  const bits = !withBits ? sql`null` : sql`case when bit_count(matching) > 0 then encode(substring(bit_send(matching) from 5), 'hex') end`;
  return sql<MatchedBlock>`
    with ${everyone(place, { eachBook })}${withConditions(place, conditions)},
    matched as materialized (
      select everyone.client_book_id, everyone.block, everyone.clients, ${allOf(conditions)} as matching
      from everyone${joined(conditions)}
    )
    select client_book_id as book, block, bit_count(clients)::int as clients, bit_count(matching)::int as matching, ${bits} as bits
    from matched
    order by client_book_id, block`;
}

export interface ValueCount {
  /** What the index calls the filter. */
  readonly key: string;
  readonly value: string;
  readonly clients: number;
}

/**
 * How many clients have each index value of some filters, under the conditions on the other attributes (R39). Of a filter in
 * `onlyValues` only those values are counted. It counts bits before it adds up; sorting the bit strings themselves took ten times as long.
 */
export function valueCounts(
  place: BooksPlace,
  {
    conditions,
    keys,
    onlyValues,
  }: {
    conditions: readonly Condition[];
    keys: readonly string[];
    onlyValues: readonly { readonly key: string; readonly values: readonly string[] }[];
  },
) {
  const counted = keys.filter((key) => !onlyValues.some((only) => only.key === key));
  const wanted = [
    ...(counted.length > 0 ? [sql`v.attribute = any(${counted}::text[])`] : []),
    ...onlyValues.map(({ key, values }) => sql`(v.attribute = ${key} and v.value = any(${values}::text[]))`),
  ];
  const filtered = conditions.flatMap((condition, index) => (condition.kind === "attribute" ? [{ key: condition.key, index }] : []));
  const others = filtered.map(({ key, index }) => sql`when ${key} then matched.${sql.raw(`but${index}`)}`);
  const mask = others.length === 0 ? sql`matched.every` : sql`case v.attribute ${sql.join(others, sql` `)} else matched.every end`;
  return sql<ValueCount>`
    with ${everyone(place)}${withConditions(place, conditions)},
    matched as materialized (
      select everyone.client_book_id, everyone.block, ${allOf(conditions)} as every${sql.join(
        filtered.map(({ index }) => sql`, ${allOf(conditions, index)} as ${sql.raw(`but${index}`)}`),
        sql``,
      )}
      from everyone${joined(conditions)}
    ),
    counted as materialized (
      select v.attribute, v.value, bit_count(v.clients::bit(8192) & ${mask}) as clients
      from client_book_value v left join matched on matched.client_book_id = v.client_book_id and matched.block = v.block
      where v.legal_entity = ${place.legalEntity} and v.client_book_id = any(${place.clientBookIds}::text[]) and (${wanted.length === 0 ? sql`false` : sql.join(wanted, sql` or `)})
    )
    select attribute as key, value, sum(clients)::int as clients from counted group by attribute, value`;
}

/** What the index calls the filters on these attributes, as the store of the asker has them published. */
export async function filterKeys(
  db: Db,
  { legalEntity, attributes }: { legalEntity: string; attributes: readonly PublishedFilter[] },
): Promise<ReadonlyMap<string, string>> {
  if (attributes.length === 0) return new Map();
  const { rows } = await sql<{ code: string; key: string | null }>`
    select a.code, f.key
    from unnest(${attributes.map(({ code }) => code)}::text[], ${attributes.map(({ definition }) => JSON.stringify(definition))}::jsonb[]) as a(code, definition)
    left join client_book_filter f on f.legal_entity = ${legalEntity} and f.key = client_book_filter_key(a.code, a.definition)`.execute(db);
  return new Map(rows.map(({ code, key }) => [code, keyOf(code, key)]));
}

interface PublishedFilter {
  readonly code: string;
  readonly definition: Pick<Attribute, "refinable" | "filter">;
}

function keyOf(code: string, key: string | null): string {
  if (key === null) throw new Error(`the index of client books has no published filter on ${code}`);
  return key;
}

/** The values that clients of these books have, in the words of the index. */
export async function indexedValues(db: Db, { legalEntity, clientBookIds }: BooksPlace, key: string): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
    select distinct value from client_book_value
    where legal_entity = ${legalEntity} and client_book_id = any(${clientBookIds}::text[]) and attribute = ${key}`.execute(db);
  return rows.map(({ value }) => value);
}

export async function runMatchedBlocks(db: Db, place: BooksPlace, conditions: readonly Condition[]): Promise<readonly MatchedBlock[]> {
  return (await matchedBlocks(place, conditions).execute(db)).rows;
}

export const everyone = ({ legalEntity, clientBookIds }: BooksPlace, { eachBook = false }: { eachBook?: boolean } = {}) =>
  clientBookIds.length < 2 || eachBook
    ? sql`everyone as materialized (
      select client_book_id, block, clients::bit(8192) as clients from client_book_value
      where legal_entity = ${legalEntity} and client_book_id = any(${clientBookIds}::text[]) and attribute = '' and value = ''
    )`
    : sql`elsewhere as materialized (
      select client_book_id, block, bit_or(clients::bit(8192)) as clients from client_book_value
      where legal_entity = ${legalEntity} and client_book_id = any(${clientBookIds}::text[]) and attribute = '' and value = any(${clientBookIds}::text[])
      group by client_book_id, block
    ),
    everyone as materialized (
      select v.client_book_id, v.block, v.clients::bit(8192) & ~coalesce(o.clients, 0::bit(8192)) as clients
      from client_book_value v left join elsewhere o using (client_book_id, block)
      where v.legal_entity = ${legalEntity} and v.client_book_id = any(${clientBookIds}::text[]) and v.attribute = '' and v.value = ''
    )`;

export function withConditions(place: BooksPlace, conditions: readonly Condition[]): RawBuilder<unknown> {
  return sql.join(
    conditions.map(
      (condition, index) => sql`,
    ${table(index)} as materialized (${clientsWho(place, condition)})`,
    ),
    sql``,
  );
}

function clientsWho(place: BooksPlace, condition: Condition): RawBuilder<unknown> {
  switch (condition.kind) {
    case "keyword":
      return byKeyword(place, condition);
    case "attribute":
      return byAttribute(place, condition);
    case "quiet":
      return byEntries(place, sql`coalesce(e.last_contact_at < ${condition.since}::timestamptz, true)`);
    default:
      return unreachable(condition);
  }
}

function byAttribute(place: BooksPlace, { attribute, key, values, ranges, days = [] }: Extract<Condition, { kind: "attribute" }>): RawBuilder<unknown> {
  const indexed = sql`
      select client_book_id, block, bit_or(clients::bit(8192)) as clients from client_book_value
      where legal_entity = ${place.legalEntity} and client_book_id = any(${place.clientBookIds}::text[]) and attribute = ${key} and value = any(${values}::text[])
      group by client_book_id, block`;
  if (ranges.length + days.length === 0) return indexed;
  const number = sql`(e.numbers -> ${attribute})::numeric`;
  const between = ranges.map(
    ({ lower, upper }) => sql`(${number} >= coalesce(${lower}::numeric, '-infinity') and ${number} < coalesce(${upper}::numeric, 'infinity'))`,
  );
  const among = days.map((day) => isBetweenDays(sql`c.attributes ->> ${attribute}`, day));
  const either = sql`(${sql.join([...between, ...among], sql` or `)})`;
  // Looked up one by one: the database expects that few fit, and would read everybody's customers to find them.
  const customers = sql` cross join lateral (select attributes from customer where id = e.customer_id and legal_entity = ${place.legalEntity} offset 0) c`;
  const counted = days.length === 0 ? byEntries(place, either) : byEntries(place, either, customers);
  return values.length === 0
    ? counted
    : sql`
      select client_book_id, block, bit_or(clients) as clients from (${indexed} union all ${counted}) either group by client_book_id, block`;
}

function byKeyword(place: BooksPlace, { words, phone }: BookKeyword): RawBuilder<unknown> {
  const everyWord = sql.join(
    words.map((word) => isSomewhere(formsOfWord(word))),
    sql` and `,
  );
  return byCustomers(place, phone === null ? everyWord : sql`(${everyWord}) or c.phone_digits like ${`%${phone}%`}`);
}

function isSomewhere({ whole, parts }: WordForms): RawBuilder<unknown> {
  const holds = (form: string) => sql`c.search_text like ${`%${literally(form)}%`}`;
  const either = (forms: readonly string[]) => (forms.length === 1 ? holds(forms[0] ?? "") : sql`(${sql.join(forms.map(holds), sql` or `)})`);
  return parts.length === 0 ? either(whole) : sql`(${either(whole)} or (${sql.join(parts.map(either), sql` and `)}))`;
}

/** Reads the customers, for what neither the index nor the book holds. */
function byCustomers(place: BooksPlace, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return byEntries(place, sql`c.legal_entity = ${place.legalEntity} and (${condition})`, sql` join customer c on c.id = e.customer_id`);
}

/** Reads what the books keep of each client. It gathers 64 bits at a time, three times as fast as one by one. */
function byEntries({ legalEntity, clientBookIds }: BooksPlace, condition: RawBuilder<unknown>, beside = sql``): RawBuilder<unknown> {
  return sql`
      select client_book_id, word / 128 as block, bit_or(bits::bit(64)::bit(8192) >> word % 128 * 64) as clients
      from (
        select e.client_book_id, e.number / 64 as word, bit_or(1::bigint << (63 - e.number % 64)) as bits
        from client_book_entry e${beside}
        where e.legal_entity = ${legalEntity} and e.client_book_id = any(${clientBookIds}::text[]) and ${condition}
        group by 1, 2
      ) words
      group by 1, 2`;
}

export function joined(conditions: readonly Condition[]): RawBuilder<unknown> {
  return sql.join(
    conditions.map((_, index) => sql` left join ${table(index)} using (client_book_id, block)`),
    sql``,
  );
}

/** The clients who fit every condition except the one at `except`. A block without such a client has no row. */
export function allOf(conditions: readonly Condition[], except?: number): RawBuilder<unknown> {
  const bits = conditions.flatMap((_, index) => (index === except ? [] : [sql`coalesce(${table(index)}.clients, 0::bit(8192))`]));
  return sql.join([sql`everyone.clients`, ...bits], sql` & `);
}

function table(index: number): RawBuilder<unknown> {
  return sql.raw(`condition${index}`);
}
