import { LEAST_PEOPLE, SIZE_PATTERNS } from "@rapport/domain/purchases";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { rowsOfCustomers } from "../whose-sale/index.ts";

const literal = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
const NAMED = literal(`(?i)${SIZE_PATTERNS.named}`);
const LAST = literal(SIZE_PATTERNS.last);
const TAIL = literal(SIZE_PATTERNS.tail);
const BLANKS = literal(SIZE_PATTERNS.blanks);

/** The article of a product without its size, as `sizeOf` reads it (PU4). */
export function articleOf(product: string): string {
  const without = (pattern: string) =>
    `replaceRegexpAll(replaceRegexpOne(replaceRegexpAll(replaceRegexpOne(${product}, ${pattern}, ' '), ' +', ' '), ${TAIL}, ''), ${BLANKS}, '')`;
  const article = `multiIf(match(${product}, ${NAMED}), ${without(NAMED)}, match(${product}, ${LAST}), ${without(LAST)}, ${product})`;
  return `if(${article} = '', ${product}, ${article})`;
}

/** How many articles of each customer are compared: those bought last. */
const MOST_ARTICLES = 50;
/** A customer with n articles makes n * n pairs. Of more pairs than this a share of the customers is compared (RC5). */
export const MOST_PAIRS = 30_000_000;
const MOST_NEIGHBOURS = 10;
const MOST_ROWS = 200_000;

/** A line sells something: pieces, or without a quantity something that was paid for (PU5). */
const SELLS = "(quantity > 0 OR (quantity = 0 AND amount > 0))";
/**
 * How many pieces were kept. What names no quantity counts by itself, as one piece for each that was paid for, so that a corrected price takes no
 * article back. Money that came later in a row of its own is none.
 */
const KEPT_PIECES = "sum(quantity) + greatest(0, sumIf(sign(amount), quantity = 0 AND occurrences != 0))";

/** What each customer bought since `from` and kept, and when they last bought it. */
const KEPT = `
        SELECT owner, article, maxIf(at, ${SELLS}) AS last_at
        FROM (
          SELECT owner, at, ${articleOf("product")} AS article, quantity, amount, occurrences
          FROM (
            SELECT owner, at, occurrences, sold.1 AS product, sold.2 AS quantity, sold.3 AS amount
            FROM (${rowsOfCustomers({
              of: "all",
              columns: { at: "at", occurrences: "occurrences", names: "products.name", quantities: "products.units", amounts: "products.revenue" },
              where: "at > {from:DateTime64(3, 'UTC')} AND (orders != 0 OR units != 0 OR revenue != 0 OR is_return = 1)",
            })})
            ARRAY JOIN arrayZip(names, quantities, amounts) AS sold
          )
          WHERE product != ''
        )
        GROUP BY owner, article
        HAVING ${KEPT_PIECES} > 0`;

const BASKETS = `
      SELECT owner, arrayMap(bought -> bought.2, arraySlice(arrayReverseSort(groupArray((last_at, sipHash64(article)))), 1, ${MOST_ARTICLES})) AS ids
      FROM (${KEPT}
      )
      GROUP BY owner`;

const Params = z.object({ suite: z.string(), from: z.string() });

/** How many pairs all customers make. */
export const pairsOfAll = {
  name: "pairsOfAll",
  heavy: true,
  text: `SELECT toString(sum(length(ids) * length(ids))) AS pairs FROM (${BASKETS})`,
  params: Params,
  row: z.object({ pairs: z.coerce.number() }),
} satisfies NamedQuery;

/** Articles that enough people have, by the number that stands for them. */
export const articlesOfAll = {
  name: "articlesOfAll",
  heavy: true,
  text: `
    SELECT article, toString(sipHash64(article)) AS id
    FROM (${KEPT})
    GROUP BY article
    HAVING uniqExact(owner) >= ${LEAST_PEOPLE}`,
  params: Params,
  row: z.object({ article: z.string(), id: z.string() }),
} satisfies NamedQuery;

/** For each article those that people have beside it most and that somebody bought since `sold` (RC4), from customers whose digest is below a share in thousandths. */
export const neighboursOfAll = {
  name: "neighboursOfAll",
  heavy: true,
  text: `
    SELECT toString(x) AS article, toString(y) AS neighbour, toString(both) AS together, toString(of_x) AS people, toString(of_y) AS neighbour_people
    FROM (
      SELECT x, y, both, max(if(x = y, both, 0)) OVER (PARTITION BY x) AS of_x, max(if(x = y, both, 0)) OVER (PARTITION BY y) AS of_y
      FROM (
        SELECT x, arrayJoin(ids) AS y, count() AS both
        FROM (
          SELECT ids, arrayJoin(arrayMap(id -> id, ids)) AS x
          FROM (${BASKETS}
          )
          WHERE sipHash64(owner) % 1000 < {share:UInt32}
        )
        GROUP BY x, y
        HAVING both >= ${LEAST_PEOPLE}
      )
    )
    WHERE x != y AND y IN (SELECT sipHash64(article) FROM (${KEPT}) GROUP BY article HAVING max(last_at) >= {sold:DateTime64(3, 'UTC')})
    ORDER BY of_x DESC, x, both / sqrt(of_x * of_y) DESC, y
    LIMIT ${MOST_NEIGHBOURS} BY x
    LIMIT ${MOST_ROWS}`,
  params: Params.extend({ share: z.number(), sold: z.string() }),
  row: z.object({
    article: z.string(),
    neighbour: z.string(),
    together: z.coerce.number(),
    people: z.coerce.number(),
    neighbour_people: z.coerce.number(),
  }),
} satisfies NamedQuery;
