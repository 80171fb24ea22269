import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

/** Whose hits and rows are meant: the known visitor, and devices with the instant (epoch ms) up to which they were only his. */
export const Whose = z.object({
  suite: z.string(),
  visitor: z.string(),
  keys: z.array(z.string()),
  devices: z.array(z.string()),
  learned: z.array(z.number()),
});
export type Whose = z.output<typeof Whose>;

/** The engine's `YYYY-MM-DD hh:mm:ss.mmm`, UTC, as ISO 8601. */
const Instant = z.string().transform((text) => `${text.replace(" ", "T")}Z`);
const Count = z.coerce.number().int();

export const devicesOfVisitor = {
  name: "devicesOfVisitor",
  text: `
    SELECT device_id, toUnixTimestamp64Milli(min(learned_at)) AS learned
    FROM identities_v1
    WHERE suite = {suite:String} AND visitor = sipHash64({visitor:String}) AND visitor_id = {visitor:String}
    GROUP BY device_id
    ORDER BY device_id`,
  params: z.object({ suite: z.string(), visitor: z.string() }),
  row: z.object({ device_id: z.string(), learned: Count }),
} satisfies NamedQuery;

export const sharedDevices = {
  name: "sharedDevices",
  text: `
    SELECT device_id
    FROM identities_v1
    WHERE suite = {suite:String} AND device_id IN {devices:Array(String)}
    GROUP BY device_id
    HAVING uniqExact(visitor_id) > 1`,
  params: z.object({ suite: z.string(), devices: z.array(z.string()) }),
  row: z.object({ device_id: z.string() }),
} satisfies NamedQuery;

const OF_KEYS = "suite = {suite:String} AND visitor IN (SELECT sipHash64(arrayJoin({keys:Array(String)})))";
const BEFORE_KNOWN = (at: string) => `toUnixTimestamp64Milli(${at}) < {learned:Array(Int64)}[indexOf({devices:Array(String)}, visitor_id)]`;
const ITS_HITS = `${OF_KEYS} AND (visitor_id = {visitor:String} OR ${BEFORE_KNOWN("at")})`;

/** A row that joined an order is of whoever the order is of, however much later the row is: what counts is when the order was placed. */
const ITS_HITS_AND_ROWS = `${OF_KEYS} AND (
        visitor_id = {visitor:String}
        OR if(upload > 0 AND fate = 'transaction', (visitor_id, key) IN (
          SELECT visitor_id, transaction_id
          FROM (
            SELECT visitor_id, transaction_id, hit_at
            FROM transactions_v1
            WHERE suite = {suite:String} AND recorded = 1 AND transaction_id IN (SELECT key FROM hits_v1 WHERE ${OF_KEYS} AND upload > 0 AND fate = 'transaction')
            ORDER BY transaction_id, range, hit_at
            LIMIT 1 BY transaction_id
          )
          WHERE has({devices:Array(String)}, visitor_id) AND ${BEFORE_KNOWN("hit_at")}
        ), ${BEFORE_KNOWN("at")}))`;

/** What a value persisted as; of a variable that keeps several, the newest. */
const persisted = (key: string) => `if(notEmpty(lists['${key}']), lists['${key}'][-1], ifNull(post.${key}.:String, ''))`;

/**
 * Orders, store purchases, returns and visits of a customer. A hit is an order of its own; the rows of a file with
 * the same time are one store purchase, or one return of one order. Every row that sells or takes back is one of the
 * two, so the timeline adds up to what the customer spent. A visit is one in which something else than an order or a
 * return happened.
 */
const EVENTS = `
    SELECT
      kind, at, id, transaction, toString(sum(amount)) AS total,
      arrayFlatten(arrayMap(entry -> entry.2, arraySort(entry -> entry.1, groupArray((position, sold))))) AS sales,
      any(campaign) AS campaign, any(channel) AS channel, 0 AS minutes, emptyArrayString() AS pages, 0 AS page_views
    FROM (
      SELECT
        multiIf(
          is_return = 1 OR (fate = 'customer' AND (revenue < 0 OR (revenue = 0 AND (units < 0 OR orders < 0)))), 'return',
          upload = 0 AND orders > 0, 'onlineOrder',
          upload > 0 AND (orders != 0 OR revenue != 0 OR units != 0), 'storePurchase', '') AS kind,
        at, position, revenue AS amount,
        if(upload = 0, toString(position), toString(upload)) AS id,
        multiIf(upload = 0, transaction_ids[1], fate = 'transaction', key, '') AS transaction,
        arrayZip(products.name, arrayMap(x -> toString(x), products.units), arrayMap(x -> toString(x), products.revenue)) AS sold,
        ${persisted("campaign")} AS campaign, ${persisted("marketingchannel")} AS channel
      FROM hits_v1
      WHERE ${ITS_HITS_AND_ROWS} AND (upload > 0 OR orders > 0 OR is_return = 1)
    )
    WHERE kind != ''
    GROUP BY kind, at, id, transaction
    UNION ALL
    SELECT
      'visit' AS kind, min(seen_at) AS at, concat(toString(visit_number), ' ', visitor_id) AS id, '' AS transaction, '0' AS total, [] AS sales,
      argMax(campaign, (seen_at, position)) AS campaign, argMax(channel, (seen_at, position)) AS channel,
      dateDiff('minute', min(seen_at), max(seen_at)) AS minutes,
      arraySlice(arrayDistinct(arrayFilter(page -> page != '', arrayMap(seen -> seen.3, arraySort(groupArray((seen_at, position, page)))))), 1, 5) AS pages,
      sum(page_view) AS page_views
    FROM (
      SELECT
        visitor_id, visit_number, visit_start, at AS seen_at, position, page_view, orders, is_return, ifNull(dims.page.:String, '') AS page,
        ${persisted("campaign")} AS campaign, ${persisted("marketingchannel")} AS channel
      FROM hits_v1
      WHERE ${ITS_HITS} AND upload = 0
    )
    GROUP BY visitor_id, visit_number, visit_start
    HAVING countIf(orders = 0 AND is_return = 0) > 0`;

export const customerEvents = {
  name: "customerEvents",
  text: `
    SELECT kind, at, id, transaction, total, arraySlice(sales, 1, 5) AS lines, length(sales) AS line_count, campaign, channel, minutes, pages, page_views
    FROM (${EVENTS})
    WHERE (kind = {kind:String} OR {kind:String} = '') AND at < {before:DateTime64(3, 'UTC')}
    ORDER BY at DESC
    LIMIT {limit:UInt32} WITH TIES`,
  params: Whose.extend({ kind: z.string(), before: z.string(), limit: z.number() }),
  row: z.object({
    kind: z.enum(["onlineOrder", "storePurchase", "return", "visit"]),
    at: Instant,
    id: z.string(),
    transaction: z.string(),
    total: z.string(),
    lines: z.array(z.tuple([z.string(), z.string(), z.string()])),
    line_count: Count,
    campaign: z.string(),
    channel: z.string(),
    minutes: Count,
    pages: z.array(z.string()),
    page_views: Count,
  }),
} satisfies NamedQuery;
export type CustomerEvent = z.output<typeof customerEvents.row>;

export const countEvents = {
  name: "countEvents",
  text: `SELECT kind, count() AS events FROM (${EVENTS}) GROUP BY kind`,
  params: Whose,
  row: z.object({ kind: z.enum(["onlineOrder", "storePurchase", "return", "visit"]), events: Count }),
} satisfies NamedQuery;

export const rowsOfSale = {
  name: "rowsOfSale",
  text: `
    SELECT at, upload, line, products.name[1] AS product, toString(units) AS quantity, toString(revenue) AS amount, count() OVER () AS joined
    FROM hits_v1
    WHERE suite = {suite:String} AND visitor = sipHash64({visitor:String}) AND visitor_id = {visitor:String} AND upload > 0 AND fate = 'transaction' AND key = {transactionId:String}
    ORDER BY at, upload, line
    LIMIT 2000`,
  params: z.object({ suite: z.string(), visitor: z.string(), transactionId: z.string() }),
  row: z.object({ at: Instant, upload: Count, line: Count, product: z.string(), quantity: z.coerce.number(), amount: z.string(), joined: Count }),
} satisfies NamedQuery;
