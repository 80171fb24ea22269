import { SearchProperty } from "@rapport/contract/clienteling";
import { formsOfWord, searchable, type CustomerSearch, type WordForms } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder } from "kysely";
import { primaryEntry } from "./book-queries.ts";
import { all, either, Marks, type Condition, type HowTested } from "./search-marks.ts";
import type { FoundContacts } from "./stored-customer.ts";

type Db = Kysely<Database>;

export interface SearchPlace {
  readonly fitsAll: boolean;
  readonly fit: number;
  readonly sortName: string;
  readonly customerId: string;
}

interface ValueSearched {
  readonly begins: string;
  readonly is: readonly string[];
}

export interface CustomerSearchInput {
  readonly legalEntity: string;
  readonly search: CustomerSearch;
  /** Digits to look for anywhere in a phone number. */
  readonly digits: readonly string[];
  /** Only these properties are searched; all where it is left out (CS8). */
  readonly properties?: readonly SearchProperty[];
  /** In place of properties, values of one attribute: lines of the search text that begin with, or are, these (CS8). */
  readonly value?: ValueSearched | null;
  /** Only customers in one of these address books; null for all customers. */
  readonly addressBooks: readonly string[] | null;
}

export interface FoundRow extends FoundContacts {
  readonly id: string;
  readonly account_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly sort_name: string;
  readonly city: string;
  readonly fits_all: boolean;
  readonly fit: number;
  readonly owner_operator_id: string | null;
  readonly owner_name: string | null;
}

/**
 * Best first: an e-mail address or account number equal to the query, then customers who match all of it, then by how many words of the name match.
 * One more than `limit` where there is a next page. Also returns how many customers match all of the query; null where they are too many to count (CS15).
 *
 * A search is a list of conditions on the words and lines of a customer. Each customer gets a mark (one bit) for each condition that is true of them, and
 * the rest is decided by their marks. Customers themselves are read only for the page, and for digits inside a phone number.
 *
 * A condition that is true of very many customers, like two digits of a phone number, is left off after the first of them. Then the customers who have it are
 * read in the order of the page until it is full, because such customers are never far apart.
 */
export async function customerSearch(
  db: Db,
  { many = MANY, ...input }: PageOfSearch & { readonly many?: number },
): Promise<{ matching: number | null; rows: FoundRow[] }> {
  const counted = await answerOf(db, searchStatement({ ...input, many }));
  const cut = new Set(counted.counts.flatMap((customers, at) => (customers > many ? [at] : [])));
  if (cut.size === 0) return counted;
  const inOrder = manyFoundStatement({ ...input, cut });
  if (inOrder === null) return await answerOf(db, searchStatement({ ...input, many: null }));
  return { ...(await answerOf(db, inOrder)), matching: null };
}

/** The most customers of one condition that are counted and sorted. */
const MANY = 10_000;

type PageOfSearch = CustomerSearchInput & { readonly after: SearchPlace | null; readonly limit: number };
type Answered = FoundRow & { readonly matching: number; readonly counts: readonly number[] | null };

async function answerOf(db: Db, statement: RawBuilder<Answered>) {
  const { rows } = await statement.execute(db);
  return { matching: rows[0]?.matching ?? 0, counts: rows[0]?.counts ?? [], rows: rows.filter(({ id }) => id !== null) };
}

const inOrder = sql`f.fits_all desc, f.fit desc, f.sort_name, f.customer_id`;

/** @param many the most customers of a condition: when one has more, `counts` says so and nobody is found. Null for any number. */
export function searchStatement({
  legalEntity,
  addressBooks,
  search,
  digits,
  properties,
  value = null,
  after,
  limit,
  many,
}: PageOfSearch & { readonly many: number | null }) {
  const isHere = addressBooks === null ? sql`true` : isInBooks(addressBooks);
  const isNext = after === null ? sql`true` : isAfter(after);
  const counts = many === null ? sql`null::integer[]` : sql`(select customers from counted)`;
  return sql<Answered>`
    with ${foundBy({ legalEntity, search, digits, value, many, ...(properties && { properties }) })},
    fitting as materialized (select * from found f where f.fits_all and ${isHere}),
    first as materialized (select * from fitting f where ${isNext} order by ${inOrder} limit ${limit + 1}),
    -- Customers who match only a part are checked for the store in their order, only until the page is full.
    rest as (
      select * from (select * from found f where not f.fits_all and ${isNext} order by ${inOrder} offset 0) f
      where ${isHere} limit ${limit + 1} - (select count(*) from first)
    )
    select (select count(*)::int from fitting) as matching, ${counts} as counts, ${SHOWN_OF_FOUND}
    from (select) as always
    left join ((select * from first union all select * from rest) f join customer c on c.id = f.customer_id and c.legal_entity = ${legalEntity}) on true
    ${withOwner}
    order by ${inOrder}`;
}

const SHOWN_OF_FOUND = sql`f.fits_all, f.fit, f.sort_name,
      c.id, c.account_number, c.first_name, c.last_name, c.phone, c.phone_numbers, c.other_phones, c.email, c.other_emails, c.city, w.operator_id as owner_operator_id, w.name as owner_name`;

const withOwner = sql`${primaryEntry}
    left join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id
    left join worker w on w.id = b.worker_id`;

/**
 * The same page where the conditions at these places are true of very many customers. Who has another condition as well is found by it. The others are read in
 * the order of names: those with the word in their name, then the rest. Null where that would not give the page's order.
 */
export function manyFoundStatement({
  legalEntity,
  addressBooks,
  search,
  digits,
  properties = SearchProperty.options,
  value = null,
  after,
  limit,
  cut,
}: PageOfSearch & { readonly cut: ReadonlySet<number> }) {
  const fits = (tested: HowTested) => {
    const marks = new Marks({ legalEntity, properties: new Set(properties), tested });
    return { marks, ...(value === null ? fitsOf(marks, { search, digits }) : fitsOfValue(marks, value)) };
  };
  const found = fits((at, by) => (cut.has(at) ? (by.test ?? sql`false`) : by.mark));
  const conditions = found.marks.conditions();
  const many = [...cut].flatMap((at) => conditions[at] ?? []);
  const hasName = many.some(({ isOfName }) => isOfName);
  if (many.some(({ isTestable }) => !isTestable) || (hasName && search.words.length > 1)) return null;
  const rest = fits((at, by) => (cut.has(at) ? (by.test ?? sql`false`) : sql`false`));
  const isHere = (customer: RawBuilder<unknown>) => (addressBooks === null ? sql`true` : isInBooks(addressBooks, customer));
  const read = (fit: 0 | 1, condition: Condition) => sql`
      select c.id, c.sort_name, true, ${sql.lit(fit)} from (
        select id, sort_name, search_text, phone_digits, other_emails from customer
        where legal_entity = ${legalEntity} and ${isAfterOf(fit, after)} order by sort_name, id offset 0
      ) c
      where ${condition} and c.id not in (select customer_id from marks) and ${isHere(sql`c.id`)}
      limit ${limit + 1}`;
  const others = [
    ...(hasName ? [read(1, sql`(${rest.nameHits}) = 1`)] : []),
    ...(many.some(({ isOfName }) => !isOfName) ? [read(0, sql`${rest.fitsAll} and (${rest.nameHits}) = 0`)] : []),
  ];
  return sql<Answered>`
    with marked as (${found.marks.rows({ most: null, without: cut })}
    ),
    marks as materialized (select customer_id, sort_name, bit_or(mark) as mark from marked group by customer_id, sort_name),
    found as materialized (
      select m.customer_id, m.sort_name, ${found.fitsAll} as fits_all, case when ${found.isWhole} then 100 else ${found.nameHits} end as fit
      from marks m join customer c on c.id = m.customer_id where ${found.anyFits}
    ),
    first as (
      select * from (select * from found f where ${after === null ? sql`true` : isAfter(after)} order by ${inOrder} offset 0) f
      where ${isHere(sql`f.customer_id`)} limit ${limit + 1}
    ),
    page as (select * from first${sql.join(
      others.map((one) => sql` union all (${one})`),
      sql``,
    )})
    select 0 as matching, null::integer[] as counts, ${SHOWN_OF_FOUND}
    from (select) as always
    left join ((select * from page f order by ${inOrder} limit ${limit + 1}) f join customer c on c.id = f.customer_id and c.legal_entity = ${legalEntity}) on true
    ${withOwner}
    order by ${inOrder}`;
}

/** Customers with this fit who come after the place, when they are read in the order of names. */
function isAfterOf(fit: number, after: SearchPlace | null): Condition {
  if (after === null || (after.fitsAll && fit < after.fit)) return sql`true`;
  if (!after.fitsAll || fit > after.fit) return sql`false`;
  return sql`(sort_name, id) > (${after.sortName}, ${after.customerId}::uuid)`;
}

/** The parts of a statement that end in `found`: `(customer_id, sort_name, fits_all, fit)` for everybody in the legal entity who matches at least a part. */
export function foundBy({
  legalEntity,
  search,
  digits,
  properties = SearchProperty.options,
  value = null,
  many = null,
}: Omit<CustomerSearchInput, "addressBooks"> & { readonly many?: number | null }): RawBuilder<unknown> {
  const marks = new Marks({ legalEntity, properties: new Set(properties) });
  const { anyFits, fitsAll, isWhole, nameHits } = value === null ? fitsOf(marks, { search, digits }) : fitsOfValue(marks, value);
  const counted = many === null ? sql`` : sql`counted as materialized (select ${marks.counts()} as customers from marked),
    `;
  const isCountable = many === null ? sql`` : sql` where ${many}::integer >= all((select customers from counted)::integer[])`;
  return sql`marked as (${marks.rows({ most: many === null ? null : many + 1 })}
    ),
    ${counted}marks as (select customer_id, sort_name, bit_or(mark) as mark from marked${isCountable} group by customer_id, sort_name),
    found as materialized (
      select m.customer_id, m.sort_name, ${fitsAll} as fits_all, case when ${isWhole} then 100 else ${nameHits} end as fit
      from marks m where ${anyFits}
    )`;
}

/** Runs once for each customer, because of the `limit`: a join would read the address books of everybody. */
function isInBooks(addressBooks: readonly string[], customer: RawBuilder<unknown> = sql`f.customer_id`): Condition {
  return sql`(
        select true from customer_address_book a
        where a.customer_id = ${customer} and a.address_book = any(${[...addressBooks]}::text[])
        limit 1
      )`;
}

function isAfter({ fitsAll, fit, sortName, customerId }: SearchPlace): Condition {
  return sql`((f.fits_all, f.fit) < (${fitsAll}::boolean, ${fit}::integer)
        or ((f.fits_all, f.fit) = (${fitsAll}::boolean, ${fit}::integer) and (f.sort_name, f.customer_id) > (${sortName}, ${customerId}::uuid)))`;
}

interface Fits {
  readonly anyFits: Condition;
  readonly fitsAll: Condition;
  readonly isWhole: Condition;
  readonly nameHits: RawBuilder<number>;
}

/**
 * A customer matches all of a query when every word of it begins a word of their name, or when the query as typed begins an e-mail address, an account
 * number or a city, or is part of a phone number. Also when the first words match in one of these ways and the last words in another, so that more words
 * narrow the result (C10).
 */
function fitsOf(marks: Marks, { search: { words, phrase }, digits }: Pick<CustomerSearchInput, "search" | "digits">): Fits {
  const names = marks.searches("name") ? words.map((word) => isName(marks, formsOfWord(word))) : [];
  const phones = marks.searches("phone") ? digits.map((number) => marks.inPhone(number)) : [];
  const folded = words.map(searchable);
  const bare = folded.join(" ");
  const begins = (text: string) => (marks.searchesLines ? [marks.startsLine(text)] : []);
  const starts = [...begins(phrase), ...(bare === phrase ? [] : begins(bare))];
  // Without names, or without other lines, there is nothing to divide the words between.
  const split = (marks.searchesLines ? names.slice(1) : []).flatMap((_, at) => [
    all([...names.slice(0, at + 1), marks.startsLine(folded.slice(at + 1).join(" "))]),
    all([...names.slice(at + 1), marks.startsLine(folded.slice(0, at + 1).join(" "))]),
  ]);
  return {
    anyFits: either([...names, ...starts, ...phones]),
    fitsAll: either([...(names.length === 0 ? [] : [all(names)]), ...starts, ...split, ...phones]),
    isWhole: marks.isLine(phrase),
    nameHits:
      names.length === 0
        ? sql`0`
        : sql`${sql.join(
            names.map((name) => sql`${name}::int`),
            sql` + `,
          )}`,
  };
}

/** One value of an attribute begins with what was typed, or has a label that does. Who has just what was typed comes first. */
function fitsOfValue(marks: Marks, { begins, is }: ValueSearched): Fits {
  const fits = either([marks.beginsValue(begins), ...(is.length === 0 ? [] : [marks.isValue(is)])]);
  return { anyFits: fits, fitsAll: fits, isWhole: marks.isValue([begins]), nameHits: sql`0` };
}

function isName(marks: Marks, { whole, parts }: WordForms): Condition {
  const begins = (form: string) => marks.beginsName(form);
  const asOne = whole.map(begins);
  return parts.length === 0 ? either(asOne) : either([...asOne, all(parts.map((forms) => either(forms.map(begins))))]);
}
