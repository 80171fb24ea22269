import { SearchProperty } from "@rapport/contract/clienteling";
import { formsOfWord, searchable, type CustomerSearch, type WordForms } from "@rapport/domain";
import { sql, type RawBuilder } from "kysely";
import { primaryEntry } from "./book-queries.ts";
import { all, either, Marks, type Condition } from "./search-marks.ts";
import type { FoundContacts } from "./stored-customer.ts";

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
  readonly sort_name: string;
  readonly fits_all: boolean;
  readonly fit: number;
  readonly owner_operator_id: string | null;
  readonly owner_name: string | null;
}

export type PageOfSearch = CustomerSearchInput & { readonly after: SearchPlace | null; readonly limit: number };
export type Answered = FoundRow & { readonly matching: number; readonly counts: readonly number[] | null };

/** The order of a page of `f`. */
export const inOrder = sql`f.fits_all desc, f.fit desc, f.sort_name, f.customer_id`;

/** @param many the most terms of a condition: when one has more, `counts` says so and nobody is found. Null for any number. */
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
    -- In the order of the index that is looked in: of thousands, neighbours are found in half of the time.
    fitting as materialized (select * from (select * from found f where f.fits_all order by f.customer_id offset 0) f where ${isHere}),
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

export const SHOWN_OF_FOUND = sql`f.fits_all, f.fit, f.sort_name,
      c.id, c.account_number, c.first_name, c.last_name, c.phone, c.phone_numbers, c.other_phones, c.email, c.other_emails,
      c.street, c.postal_code, c.city, c.region, c.country, c.other_addresses, w.operator_id as owner_operator_id, w.name as owner_name`;

/** Joins the primary owner as `w` to customers `c`. */
export const withOwner = sql`${primaryEntry}
    left join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id
    left join worker w on w.id = b.worker_id`;

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
  const counted =
    many === null
      ? sql``
      : sql`counted as materialized (select ${marks.counts()} as customers from marked),
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
export function isInBooks(addressBooks: readonly string[], customer: RawBuilder<unknown> = sql`f.customer_id`): Condition {
  return sql`(
        select true from customer_address_book a
        where a.customer_id = ${customer} and a.address_book = any(${[...addressBooks]}::text[])
        limit 1
      )`;
}

export function isAfter({ fitsAll, fit, sortName, customerId }: SearchPlace): Condition {
  return sql`((f.fits_all, f.fit) < (${fitsAll}::boolean, ${fit}::integer)
        or ((f.fits_all, f.fit) = (${fitsAll}::boolean, ${fit}::integer) and (f.sort_name, f.customer_id) > (${sortName}, ${customerId}::uuid)))`;
}

interface Fits {
  /** So many of the first conditions are each true of customers who are found by it alone. */
  readonly alone: number;
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
export function fitsOf(marks: Marks, { search: { words, phrase }, digits }: Pick<CustomerSearchInput, "search" | "digits">): Fits {
  const names = marks.searches("name") ? words.map((word) => isName(marks, formsOfWord(word))) : [];
  const phones = marks.searches("phone") ? digits.map((number) => marks.inPhone(number)) : [];
  const folded = words.map(searchable);
  const bare = folded.join(" ");
  const begins = (text: string) => (marks.searchesLines ? [marks.startsLine(text)] : []);
  const starts = [...begins(phrase), ...(bare === phrase ? [] : begins(bare))];
  const alone = marks.conditions().length;
  // Without names, or without other lines, there is nothing to divide the words between.
  const split = (marks.searchesLines ? names.slice(1) : []).flatMap((_, at) => [
    all([...names.slice(0, at + 1), marks.startsLine(folded.slice(at + 1).join(" "))]),
    all([...names.slice(at + 1), marks.startsLine(folded.slice(0, at + 1).join(" "))]),
  ]);
  return {
    alone,
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
export function fitsOfValue(marks: Marks, { begins, is }: ValueSearched): Fits {
  const fits = either([marks.beginsValue(begins), ...(is.length === 0 ? [] : [marks.isValue(is)])]);
  return { alone: marks.conditions().length, anyFits: fits, fitsAll: fits, isWhole: marks.isValue([begins]), nameHits: sql`0` };
}

function isName(marks: Marks, { whole, parts }: WordForms): Condition {
  const begins = (form: string) => marks.beginsName(form);
  const asOne = whole.map(begins);
  return parts.length === 0 ? either(asOne) : either([...asOne, all(parts.map((forms) => either(forms.map(begins))))]);
}
