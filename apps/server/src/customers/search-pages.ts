import { SearchProperty } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder } from "kysely";
import { Marks, type Condition, type HowTested } from "./search-marks.ts";
import {
  SHOWN_OF_FOUND,
  fitsOf,
  fitsOfValue,
  inOrder,
  isAfter,
  isInBooks,
  searchStatement,
  withOwner,
  type Answered,
  type FoundRow,
  type PageOfSearch,
  type SearchPlace,
} from "./search-queries.ts";

type Db = Kysely<Database>;

/**
 * Best first: an e-mail address or account number equal to the query, then customers who match all of it, then by how many words of the name match.
 * One more than `limit` where there is a next page. Also returns how many customers match all of the query; null where they are too many to count (CS15).
 *
 * A search is a list of conditions on the words and lines of a customer. Each customer gets a mark (one bit) for each condition that is true of them, and
 * the rest is decided by their marks. Customers themselves are read only for the page, and for digits inside a phone number.
 *
 * A condition that is true of very many customers, like two digits of a phone number, is read no further than the first of them. Then the customers who have
 * it are read in the order of the page until it is full. Where that takes long, because they are far apart, all of them are read and sorted after all.
 */
export async function customerSearch(
  db: Db,
  { many = MANY, ...input }: PageOfSearch & { readonly many?: number },
): Promise<{ matching: number | null; rows: FoundRow[] }> {
  const counted = await answerOf(db, searchStatement({ ...input, many }));
  const cut = new Set(counted.counts.flatMap((terms, at) => (terms > many ? [at] : [])));
  if (cut.size === 0) return counted;
  const inOrder = manyFoundStatement({ ...input, cut });
  const page = inOrder === null ? null : await answerOf(db, inOrder.statement);
  if (inOrder === null || page === null || page.counts.some((read) => read <= input.limit))
    return await answerOf(db, searchStatement({ ...input, many: null }));
  return inOrder.isCounted ? page : { ...page, matching: null };
}

/** The most terms of one condition that are counted and sorted. */
const MANY = 10_000;
/** How many customers are read in order for a page before all are sorted after all. */
const MOST_IN_ORDER = 20_000;

async function answerOf(db: Db, statement: RawBuilder<Answered>) {
  const { rows } = await statement.execute(db);
  return { matching: rows[0]?.matching ?? 0, counts: rows[0]?.counts ?? [], rows: rows.filter(({ id }) => id !== null) };
}

/**
 * The same page where the conditions at these places are true of very many customers. Who has another condition as well is found by it. The others are read in
 * the order of names: those with the word in their name, then the rest. `counts` says how many of each were found, at most one more than the page has; fewer
 * when too many had to be read. Null where this cannot give the page; `isCounted` where there are no others, so that `matching` is exact.
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
}: PageOfSearch & { readonly cut: ReadonlySet<number> }): { readonly statement: RawBuilder<Answered>; readonly isCounted: boolean } | null {
  const fits = (tested: HowTested) => {
    const marks = new Marks({ legalEntity, properties: new Set(properties), tested });
    return { marks, ...(value === null ? fitsOf(marks, { search, digits }) : fitsOfValue(marks, value)) };
  };
  const found = fits((at, by) => (cut.has(at) ? (by.test ?? sql`false`) : by.mark));
  const conditions = found.marks.conditions();
  const many = [...cut].flatMap((at) => ({ isAlone: at < found.alone, ...conditions[at] }));
  const hasName = many.some(({ isOfName = false }) => isOfName);
  if (many.some(({ isTestable = false }) => !isTestable) || (hasName && search.words.length > 1)) return null;
  const rest = fits((at, by) => (cut.has(at) ? (by.test ?? sql`false`) : sql`false`));
  const isHere = (customer: RawBuilder<unknown>) => (addressBooks === null ? sql`true` : isInBooks(addressBooks, customer));
  const inNames = (fit: 0 | 1, condition: Condition) => {
    const place = placeAmong(fit, after);
    if (place === "behind") return [];
    return [
      sql`(
      select c.id as customer_id, c.sort_name, true as fits_all, ${sql.lit(fit)} as fit from (
        select id, sort_name, search_text, phone_digits, other_emails from customer
        where legal_entity = ${legalEntity} and ${place} order by sort_name, id limit ${MOST_IN_ORDER}
      ) c
      where ${condition} and c.id not in (select customer_id from marks) and ${isHere(sql`c.id`)}
      limit ${limit + 1})`,
    ];
  };
  const isCounted = !many.some(({ isAlone }) => isAlone);
  const others = isCounted
    ? []
    : [
        ...(hasName ? inNames(1, sql`(${rest.nameHits}) = 1`) : []),
        ...(many.some(({ isAlone, isOfName }) => isAlone && isOfName === false) ? inNames(0, sql`${rest.fitsAll} and (${rest.nameHits}) = 0`) : []),
      ];
  const named = others.map(
    (one, at) => sql`${sql.table(`others_${at}`)} as materialized ${one},
    `,
  );
  const counts = others.map((_, at) => sql`(select count(*) from ${sql.table(`others_${at}`)})`);
  return {
    isCounted,
    statement: sql<Answered>`
    with marked as (${found.marks.rows({ most: null, without: cut })}
    ),
    marks as materialized (select customer_id, sort_name, bit_or(mark) as mark from marked group by customer_id, sort_name),
    found as materialized (
      select m.customer_id, m.sort_name, ${found.fitsAll} as fits_all, case when ${found.isWhole} then 100 else ${found.nameHits} end as fit
      from marks m join customer c on c.id = m.customer_id where ${found.anyFits}
    ),
    ${sql.join(named, sql``)}first as (
      select * from (select * from found f where ${after === null ? sql`true` : isAfter(after)} order by ${inOrder} offset 0) f
      where ${isHere(sql`f.customer_id`)} limit ${limit + 1}
    ),
    page as (select * from first${sql.join(
      others.map((_, at) => sql` union all select * from ${sql.table(`others_${at}`)}`),
      sql``,
    )})
    select ${isCounted ? sql`(select count(*)::int from found f where f.fits_all and ${isHere(sql`f.customer_id`)})` : sql`0`} as matching,
      array[${sql.join(counts)}]::integer[] as counts, ${SHOWN_OF_FOUND}
    from (select) as always
    left join ((select * from page f order by ${inOrder} limit ${limit + 1}) f join customer c on c.id = f.customer_id and c.legal_entity = ${legalEntity}) on true
    ${withOwner}
    order by ${inOrder}`,
  };
}

/** Which customers with this fit come after the place, when they are read in the order of names; none where the place is behind them all. */
function placeAmong(fit: number, after: SearchPlace | null): Condition | "behind" {
  if (after === null || (after.fitsAll && fit < after.fit)) return sql`true`;
  if (!after.fitsAll || fit > after.fit) return "behind";
  return sql`(sort_name, id) > (${after.sortName}, ${after.customerId}::uuid)`;
}
