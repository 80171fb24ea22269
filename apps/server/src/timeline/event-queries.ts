import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

/**
 * A customer as the warehouse knows them: the known visitor, and the devices that only they used, each with the instant
 * (epoch ms) until which that holds. `orders` are the joined orders placed on those devices until then, `owners` the
 * visitors they belong to. `waiting` is the account number if rows that wait for a visitor carry it, `linked` those of
 * these rows that have found an order since, as `upload:line`. `replaced` are the visitor's rows that were filled anew
 * since (RW1), as `upload:line:range`.
 */
export const Whose = z.object({
  suite: z.string(),
  visitor: z.string(),
  keys: z.array(z.string()),
  devices: z.array(z.string()),
  learned: z.array(z.number()),
  owners: z.array(z.string()),
  orders: z.array(z.string()),
  waiting: z.array(z.string()),
  linked: z.array(z.string()),
  replaced: z.array(z.string()),
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

/** A row that waits for a visitor's first hit belongs to nobody in reports, but names the customer by account number. */
export const rowsThatWait = {
  name: "rowsThatWait",
  text: `
    SELECT sum(occurrences) AS waiting, groupArrayIf(concat(toString(upload), ':', toString(line)), occurrences = -1) AS linked
    FROM hits_v1
    WHERE suite = {suite:String} AND visitor = 0 AND key = {key:String} AND unlinked_reason = 'unknown_visitor'`,
  params: z.object({ suite: z.string(), key: z.string() }),
  row: z.object({ waiting: Count, linked: z.array(z.string()) }),
} satisfies NamedQuery;

/** States of a visitor's rows that their negative has cancelled. */
export const replacedRows = {
  name: "replacedRows",
  text: `
    SELECT groupArray(concat(toString(upload), ':', toString(line), ':', toString(range))) AS replaced
    FROM hits_v1
    WHERE suite = {suite:String} AND visitor = sipHash64({visitor:String}) AND visitor_id = {visitor:String} AND upload > 0 AND occurrences = -1`,
  params: z.object({ suite: z.string(), visitor: z.string() }),
  row: z.object({ replaced: z.array(z.string()) }),
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

/** A set of constants, so that the engine can use the sort key; a subquery took three times as long. */
const ON_DEVICES = `suite = {suite:String} AND visitor IN arrayMap(key -> sipHash64(key), {devices:Array(String)})`;
const BEFORE_KNOWN = (at: string) => `toUnixTimestamp64Milli(${at}) < {learned:Array(Int64)}[indexOf({devices:Array(String)}, visitor_id)]`;

/** The joined orders of these devices. A query of its own: inside the query for events it took half of the time. */
export const ordersJoinedOnDevices = {
  name: "ordersJoinedOnDevices",
  text: `SELECT DISTINCT key FROM hits_v1 WHERE ${ON_DEVICES} AND upload > 0 AND fate = 'transaction' ORDER BY key`,
  params: Whose.pick({ suite: true, devices: true }),
  row: z.object({ key: z.string() }),
} satisfies NamedQuery;

/** Which of some orders were placed on the devices while only this customer used them. */
export const ordersPlacedOnDevices = {
  name: "ordersPlacedOnDevices",
  text: `
    SELECT visitor_id, transaction_id
    FROM (
      SELECT visitor_id, transaction_id, hit_at
      FROM transactions_v1
      WHERE suite = {suite:String} AND recorded = 1 AND transaction_id IN {orders:Array(String)}
      ORDER BY transaction_id, range, hit_at
      LIMIT 1 BY transaction_id
    )
    WHERE has({devices:Array(String)}, visitor_id) AND ${BEFORE_KNOWN("hit_at")}`,
  params: Whose.pick({ suite: true, devices: true, learned: true, orders: true }),
  row: z.object({ visitor_id: z.string(), transaction_id: z.string() }),
} satisfies NamedQuery;

/**
 * A hit belongs to the customer if it carries their id, or if it came earlier from a device that only they used. A joined
 * row belongs to the order's visitor: what counts is when the order was placed, not when the row came. A row that was
 * linked late stands beside its negative.
 */
const ITS_HITS_AND_ROWS = `suite = {suite:String}
        AND visitor IN arrayConcat(arrayMap(key -> sipHash64(key), {keys:Array(String)}), arrayMap(id -> toUInt64(0), {waiting:Array(String)}))
        AND multiIf(
          visitor = 0, has({waiting:Array(String)}, key) AND unlinked_reason = 'unknown_visitor' AND NOT has({linked:Array(String)}, concat(toString(upload), ':', toString(line))),
          visitor_id = {visitor:String}, upload = 0 OR (occurrences >= 0 AND NOT has({replaced:Array(String)}, concat(toString(upload), ':', toString(line), ':', toString(range)))),
          upload > 0 AND fate = 'transaction', has(arrayZip({owners:Array(String)}, {orders:Array(String)}), (visitor_id, key)),
          ${BEFORE_KNOWN("at")})`;

/** The eVars that hold store and receipt number, such as `evar5`; null where none does. Their form is the settings' own, so they may stand in a query. */
export interface SaleVariables {
  readonly store: string | null;
  readonly receipt: string | null;
}
const valueOf = (variable: string | null) => (variable === null ? "''" : `ifNull(dims.${variable}.:String, '')`);

/** The persisted value; of a variable that keeps several, the newest. */
const persisted = (key: string) => `if(notEmpty(lists['${key}']), lists['${key}'][-1], ifNull(post.${key}.:String, ''))`;

/**
 * Orders, store purchases, returns and visits of a customer. A hit is an order of its own; the rows of a file with
 * the same time, store and receipt number are one store purchase, or one return of one order. Every row that sells or takes back is in one of
 * these, so that the timeline adds up to what the customer spent. Money in another currency is a second row of its hit (CY2), with
 * the same position: the lines of both are added up. A visit shows if something else than an order or a
 * return happened in it. Reading the hits takes most of the time, so they are read once, for orders and visits together.
 */
const events = ({ store, receipt }: SaleVariables) => `
    SELECT
      kind, min(seen_at) AS at, sale_id AS id, transaction, store, receipt, if(kind = 'visit', '', ifNull(toString(sipHash64(kind, sale_at, sale_id, transaction, store, receipt)), '')) AS sale, if(kind = 'visit', '0', toString(sum(revenue))) AS total,
      if(any(upload) = 0 AND kind != 'visit',
        arrayMap((name, units, revenue) -> (name, toString(units), toString(revenue)), argMax(names, length(names)), sumForEach(line_units), sumForEach(line_revenues)),
        arrayFlatten(arrayMap(entry -> entry.2, arraySort(entry -> entry.1, groupArrayIf((position, sold), kind != 'visit'))))) AS sales,
      argMax(campaign, (seen_at, position)) AS campaign, argMax(channel, (seen_at, position)) AS channel,
      if(kind = 'visit', dateDiff('minute', min(seen_at), max(seen_at)), 0) AS minutes,
      arraySlice(arrayDistinct(arrayFilter(page -> page != '', arrayMap(seen -> seen.3, arraySort(groupArrayIf((seen_at, position, page), kind = 'visit'))))), 1, 5) AS pages,
      sumIf(page_view, kind = 'visit') AS page_views
    FROM (
      SELECT
        arrayJoin(arrayFilter(role -> role != '', [
          multiIf(
            is_return = 1 OR (fate IN ('customer', 'unlinked') AND (revenue < 0 OR (revenue = 0 AND (units < 0 OR orders < 0)))), 'return',
            upload = 0 AND (orders > 0 OR (occurrences = 0 AND revenue != 0)), 'onlineOrder',
            upload > 0 AND (orders != 0 OR revenue != 0 OR units != 0), 'storePurchase', ''),
          if(upload = 0 AND occurrences != 0, 'visit', '')])) AS kind,
        at AS seen_at, position, page_view, orders, is_return, revenue, upload,
        if(kind = 'visit', [], products.name) AS names, if(kind = 'visit', [], products.units) AS line_units, if(kind = 'visit', [], products.revenue) AS line_revenues,
        multiIf(kind = 'visit', '', upload = 0, toString(position), toString(upload)) AS sale_id,
        multiIf(kind = 'visit', '', upload = 0, transaction_ids[1], fate = 'transaction', key, '') AS transaction,
        if(kind = 'storePurchase', ${valueOf(store)}, '') AS store, if(kind = 'storePurchase', ${valueOf(receipt)}, '') AS receipt,
        if(kind = 'visit', NULL, at) AS sale_at,
        if(kind = 'visit', (visitor_id, visit_number, visit_start), ('', 0, fromUnixTimestamp64Milli(0, 'UTC'))) AS visit,
        arrayZip(products.name, arrayMap(x -> toString(x), products.units), arrayMap(x -> toString(x), products.revenue)) AS sold,
        ifNull(dims.page.:String, '') AS page, ${persisted("campaign")} AS campaign, ${persisted("marketingchannel")} AS channel
      FROM hits_v1
      WHERE ${ITS_HITS_AND_ROWS}
    )
    GROUP BY kind, sale_at, sale_id, transaction, store, receipt, visit
    HAVING kind != 'visit' OR countIf(orders = 0 AND is_return = 0) > 0`;

const Kind = z.enum(["onlineOrder", "storePurchase", "return", "visit"]);

/** A page of events, each with the counts of all events. A page without events has no counts; ask `countEvents`. */
export const customerEvents = (variables: SaleVariables) =>
  ({
    name: "customerEvents",
    text: `
    SELECT kind, at, id, sale, transaction, store, receipt, total, arraySlice(sales, 1, 5) AS lines, length(sales) AS line_count, campaign, channel, minutes, pages, page_views, counts
    FROM (SELECT *, sumMap(map(kind, 1)) OVER () AS counts FROM (${events(variables)}))
    WHERE (kind = {kind:String} OR {kind:String} = '') AND at < {before:DateTime64(3, 'UTC')}
    ORDER BY at DESC
    LIMIT {limit:UInt32} WITH TIES`,
    params: Whose.extend({ kind: z.string(), before: z.string(), limit: z.number() }),
    row: z.object({
      kind: Kind,
      at: Instant,
      /** Of an online order or return the position of its hit. */
      id: z.string(),
      sale: z.string(),
      transaction: z.string(),
      store: z.string(),
      receipt: z.string(),
      total: z.string(),
      lines: z.array(z.tuple([z.string(), z.string(), z.string()])),
      line_count: Count,
      campaign: z.string(),
      channel: z.string(),
      minutes: Count,
      pages: z.array(z.string()),
      page_views: Count,
      counts: z.partialRecord(Kind, Count),
    }),
  }) satisfies NamedQuery;
export type CustomerEvent = z.output<ReturnType<typeof customerEvents>["row"]>;

export const countEvents = (variables: SaleVariables) =>
  ({
    name: "countEvents",
    text: `SELECT kind, count() AS events FROM (${events(variables)}) GROUP BY kind`,
    params: Whose,
    row: z.object({ kind: Kind, events: Count }),
  }) satisfies NamedQuery;

export const linesOfSale = (variables: SaleVariables) =>
  ({
    name: "linesOfSale",
    text: `SELECT kind, at, id, total, sales AS lines FROM (${events(variables)}) WHERE kind != 'visit' AND sale = {sale:String}`,
    params: Whose.extend({ sale: z.string() }),
    row: z.object({ kind: Kind, at: Instant, id: z.string(), total: z.string(), lines: z.array(z.tuple([z.string(), z.string(), z.string()])) }),
  }) satisfies NamedQuery;

export const rowsOfSale = {
  name: "rowsOfSale",
  text: `
    SELECT at, upload, products.name[1] AS product, toString(units) AS quantity, toString(revenue) AS amount, count() OVER () AS joined
    FROM hits_v1
    WHERE suite = {suite:String} AND visitor = sipHash64({visitor:String}) AND visitor_id = {visitor:String} AND upload > 0 AND fate = 'transaction' AND key = {transactionId:String}
    ORDER BY at, upload, line
    LIMIT 2000`,
  params: z.object({ suite: z.string(), visitor: z.string(), transactionId: z.string() }),
  row: z.object({ at: Instant, upload: Count, product: z.string(), quantity: z.coerce.number(), amount: z.string(), joined: Count }),
} satisfies NamedQuery;
