import { formsOfWord, searchable, type CustomerSearch, type WordForms } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder } from "kysely";
import { literally } from "./like.ts";

type Db = Kysely<Database>;
type Condition = RawBuilder<boolean>;

export interface SearchPlace {
  readonly fitsAll: boolean;
  readonly fit: number;
  readonly sortName: string;
  readonly customerId: string;
}

export interface CustomerSearchInput {
  readonly legalEntity: string;
  readonly search: CustomerSearch;
  /** Digits to look for anywhere in a phone number. */
  readonly digits: readonly string[];
  /** Only customers in this store's customer address books; null for all stores. */
  readonly store: string | null;
}

/**
 * Best first: an e-mail address or account number equal to the query, then customers who match all of it, then by how many words of the name match.
 * One more than `limit` where there is a next page.
 */
export function customerSearch(db: Db, { after, limit, ...input }: CustomerSearchInput & { after: SearchPlace | null; limit: number }) {
  const { fitsAll, nameHits, isWhole } = fitsOf(input);
  const found = candidates(db, input)
    .select(["c.id", "c.account_number", "c.first_name", "c.last_name", "c.phone", "c.email", "c.city", "c.sort_name", "c.legal_entity"])
    .select(sql<number>`case when ${isWhole} then 100 else ${nameHits} end`.as("fit"))
    .select(sql<boolean>`(${fitsAll})`.as("fits_all"));
  const page = db
    .selectFrom(found.as("c"))
    .selectAll("c")
    .$if(after !== null, (query) => query.where(isAfter(after)))
    .orderBy("c.fits_all", "desc")
    .orderBy("c.fit", "desc")
    .orderBy("c.sort_name")
    .orderBy("c.id")
    .limit(limit + 1);
  return db
    .selectFrom(page.as("c"))
    .leftJoin("client_book_entry as e", (join) => join.onRef("e.legal_entity", "=", "c.legal_entity").onRef("e.customer_id", "=", "c.id"))
    .leftJoin("client_book as b", (join) => join.onRef("b.legal_entity", "=", "e.legal_entity").onRef("b.id", "=", "e.client_book_id"))
    .leftJoin("worker as w", "w.id", "b.worker_id")
    .select(["c.id", "c.account_number", "c.first_name", "c.last_name", "c.phone", "c.email", "c.city", "c.sort_name", "c.fit", "c.fits_all"])
    .select(["w.operator_id as owner_operator_id", "w.name as owner_name"])
    .orderBy("c.fits_all", "desc")
    .orderBy("c.fit", "desc")
    .orderBy("c.sort_name")
    .orderBy("c.id");
}

/** How many customers match all of the query. */
export async function countOfSearch(db: Db, input: CustomerSearchInput): Promise<number> {
  const { fitsAll } = fitsOf(input);
  const counted = await candidates(db, input)
    .where(fitsAll)
    .select(({ fn }) => fn.countAll<string>().as("customers"))
    .executeTakeFirstOrThrow();
  return Number(counted.customers);
}

function candidates(db: Db, input: CustomerSearchInput) {
  const { legalEntity, store } = input;
  const { anyFits } = fitsOf(input);
  return db
    .selectFrom("customer as c")
    .where("c.legal_entity", "=", legalEntity)
    .where(anyFits)
    .$if(store !== null, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom("customer_address_book as a")
            .innerJoin("store_address_book as s", (join) => join.onRef("s.legal_entity", "=", "a.legal_entity").onRef("s.address_book", "=", "a.address_book"))
            .select(sql.lit(1).as("one"))
            .whereRef("a.customer_id", "=", "c.id")
            .where("s.legal_entity", "=", legalEntity)
            .where("s.store", "=", store ?? "")
            .where("s.kind", "=", "customer"),
        ),
      ),
    );
}

function isAfter(after: SearchPlace | null): Condition {
  if (after === null) return sql`true`;
  const { fitsAll, fit, sortName, customerId } = after;
  return sql`((c.fits_all, c.fit) < (${fitsAll}::boolean, ${fit}::integer)
    or ((c.fits_all, c.fit) = (${fitsAll}::boolean, ${fit}::integer) and (c.sort_name, c.id) > (${sortName}, ${customerId}::uuid)))`;
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
function fitsOf({ search: { words, phrase }, digits }: CustomerSearchInput): Fits {
  const names = words.map((word) => isName(formsOfWord(word)));
  const phones = digits.map((number) => sql<boolean>`c.phone_digits like ${`%${literally(number)}%`}`);
  const starts = [startsLine(phrase)];
  const folded = words.map(searchable);
  const split = words
    .slice(1)
    .flatMap((_, at) => [
      both(names.slice(0, at + 1), startsLine(folded.slice(at + 1).join(" "))),
      both(names.slice(at + 1), startsLine(folded.slice(0, at + 1).join(" "))),
    ]);
  const bare = folded.join(" ");
  if (bare !== phrase) starts.push(startsLine(bare));
  return {
    anyFits: either([...names, ...starts, ...phones]),
    fitsAll: either([sql`(${sql.join(names, sql` and `)})`, ...starts, ...split, ...phones]),
    isWhole: sql`(c.account_number = ${phrase} or c.search_text like ${`%\n${literally(phrase)}\n%`})`,
    nameHits: sql`${sql.join(
      names.map((name) => sql`${name}::int`),
      sql` + `,
    )}`,
  };
}

/** The first line is the name. The condition on the whole text lets the database use its index. */
function isName({ whole, parts }: WordForms): Condition {
  const begins = (form: string) =>
    sql<boolean>`(c.search_text like ${`% ${literally(form)}%`} and split_part(c.search_text, chr(10), 1) like ${`% ${literally(form)}%`})`;
  const asOne = whole.map(begins);
  return parts.length === 0 ? either(asOne) : either([...asOne, all(parts.map((forms) => either(forms.map(begins))))]);
}

function startsLine(text: string): Condition {
  return sql`c.search_text like ${`%\n${literally(text)}%`}`;
}

function both(names: readonly Condition[], other: Condition): Condition {
  return all([...names, other]);
}

function all(conditions: readonly Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function either(conditions: readonly Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` or `)})`;
}
