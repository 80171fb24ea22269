import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

/** How a measure's value is written: an amount in the report suite's currency, a decimal number, or a day `YYYY-MM-DD`. */
export type MeasureKind = "money" | "number" | "date";

const Params = z.object({ suite: z.string(), from: z.string(), zone: z.string() });
const Row = z.object({ account: z.string(), value: z.string() });

/** One row for each customer who has a value; `from` bounds the rows' times, `zone` is the suite's. */
export type CustomerQuery = NamedQuery<typeof Params, typeof Row>;

/** What a customer spent, less returns. */
export const netSpendOfCustomers = ofCustomers({ name: "netSpendOfCustomers", rows: "revenue != 0", value: "toString(sum(revenue))" });

/** Orders less those taken back whole: the orders of reports over the same time. A return of some of its lines takes no order back. */
export const ordersOfCustomers = ofCustomers({ name: "ordersOfCustomers", rows: "orders != 0", value: "toString(sum(orders))" });

/** The day of the newest hit or row that sold something. A row that was linked late stands beside its negative, so each is summed first. */
export const lastPurchaseOfCustomers = ofCustomers({
  name: "lastPurchaseOfCustomers",
  rows: "(revenue != 0 OR orders != 0)",
  value: "toString(toDate(max(at), {zone:String}))",
  each: "SELECT owner, at, upload, line, position FROM customer_rows GROUP BY owner, at, upload, line, position HAVING sum(revenue) > 0 OR sum(orders) > 0",
});

/**
 * The one definition of what is a customer's: hits and rows that carry their id. Earlier anonymous hits count too, from devices
 * that only this customer used. A device that several customers used is shared, and its anonymous hits belong to nobody. A joined
 * row belongs to the order's visitor, whenever the row comes. A row that waits for a visitor's first hit belongs to the customer
 * whose account number it names. The time range has no end: nothing is later than today, and a row of today without a time is
 * dated noon, which may lie ahead.
 */
function ofCustomers({ name, rows, value, each = "SELECT * FROM customer_rows" }: { name: string; rows: string; value: string; each?: string }): CustomerQuery {
  const within = `suite = {suite:String} AND at > {from:DateTime64(3, 'UTC')} AND ${rows}`;
  const columns = "at, position, upload, line, revenue, orders";
  return {
    name,
    text: `
    WITH devices AS (
      SELECT device_id, any(visitor_id) AS owner, min(learned_at) AS learned
      FROM identities_v1
      WHERE suite = {suite:String}
      GROUP BY device_id
      HAVING uniqExact(visitor_id) = 1
    ), customer_rows AS (
      SELECT visitor_id AS owner, ${columns}
      FROM hits_v1
      WHERE ${within} AND startsWith(visitor_id, 'vid:')
      UNION ALL
      SELECT concat('vid:', key), ${columns}
      FROM hits_v1
      WHERE ${within} AND visitor = 0 AND unlinked_reason = 'unknown_visitor'
      UNION ALL
      SELECT devices.owner, hit.at, hit.position, hit.upload, hit.line, hit.revenue, hit.orders
      FROM (
        SELECT visitor_id, ${columns}, if(upload > 0 AND fate = 'transaction', key, '') AS joined
        FROM hits_v1
        WHERE ${within} AND visitor != 0 AND NOT startsWith(visitor_id, 'vid:')
      ) AS hit
      INNER JOIN devices ON hit.visitor_id = devices.device_id
      LEFT ANY JOIN (
        SELECT transaction_id, hit_at AS placed_at, 1 AS found
        FROM transactions_v1
        WHERE suite = {suite:String} AND recorded = 1 AND NOT startsWith(visitor_id, 'vid:') AND transaction_id IN (
          SELECT key FROM hits_v1 WHERE suite = {suite:String} AND upload > 0 AND fate = 'transaction' AND NOT startsWith(visitor_id, 'vid:')
        )
        ORDER BY transaction_id, range, hit_at
        LIMIT 1 BY transaction_id
      ) AS placed ON hit.joined = placed.transaction_id
      WHERE if(placed.found = 1, placed.placed_at, hit.at) < devices.learned
    )
    SELECT substring(owner, 5) AS account, ${value} AS value
    FROM (${each})
    WHERE startsWith(owner, 'vid:')
    GROUP BY owner`,
    params: Params,
    row: Row,
  };
}
