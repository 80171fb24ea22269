import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

/*
 * What calls and rows give back of orders. Calls have no file: their rows have upload numbers from `CALLS` on. `range`
 * numbers the states of a row from 0; the negative of a state has the same number.
 */

const Texts = z.array(z.string());
const Numbers = z.array(z.number());
const Values = z.record(z.string(), z.string());
const Lists = z.record(z.string(), Texts);
const Visitors = z.object({ suite: z.string(), visitors: Texts });

/** Refunds that wait for orders. */
export const waitingAsks = {
  name: "waitingAsks",
  text: `
    SELECT key, visitor_id, toUnixTimestamp64Milli(at) AS at, toString(position) AS position, toUnixTimestamp64Milli(received_at) AS received_at,
      toUnixTimestamp64Milli(asked_at) AS asked_at, currency, toString(day) AS day, amounts, upload, line
    FROM waiting_amounts_v1
    WHERE suite = {suite:String} AND key IN {keys:Array(String)}
    ORDER BY waiting_amounts_v1.asked_at, waiting_amounts_v1.position`,
  params: z.object({ suite: z.string(), keys: Texts }),
  row: z.object({
    key: z.string(),
    visitor_id: z.string(),
    at: z.coerce.number(),
    position: z.string(),
    received_at: z.coerce.number(),
    asked_at: z.coerce.number(),
    currency: z.string(),
    day: z.string(),
    amounts: z.string(),
    upload: z.number(),
    line: z.number(),
  }),
} satisfies NamedQuery;
export type WaitingAsk = z.output<(typeof waitingAsks)["row"]>;

/** Orders by transaction id, with the values frozen with them and what they counted. */
export const ordersNamed = {
  name: "ordersNamed",
  text: `
    SELECT transaction_id, recorded, visitor_id, toUnixTimestamp64Milli(hit_at) AS hit_at, toUnixTimestamp64Milli(processed_at) AS processed_at,
      toUnixTimestamp64Milli(expires_at) AS expires_at, snapshot, lists, product_category, product_name, order_known, order_id, currency, toString(rate_day) AS rate_day,
      toString(orders) AS orders, toString(units) AS units, toString(revenue) AS revenue, lines.category AS categories, lines.name AS names, lines.skus AS skus,
      arrayMap(x -> toString(x), lines.units) AS line_units, arrayMap(x -> toString(x), lines.revenue) AS line_revenues
    FROM transactions_v1
    WHERE suite = {suite:String} AND transaction_id IN {keys:Array(String)}
    ORDER BY transaction_id, transactions_v1.recorded DESC, range, transactions_v1.hit_at
    LIMIT 1 BY transaction_id`,
  params: z.object({ suite: z.string(), keys: Texts }),
  row: z.object({
    transaction_id: z.string(),
    recorded: z.coerce.boolean(),
    visitor_id: z.string(),
    hit_at: z.coerce.number(),
    processed_at: z.coerce.number(),
    expires_at: z.coerce.number(),
    snapshot: Values,
    lists: Lists,
    product_category: z.string(),
    product_name: z.string(),
    order_known: z.coerce.boolean(),
    order_id: z.string(),
    currency: z.string(),
    rate_day: z.string(),
    orders: z.string(),
    units: z.string(),
    revenue: z.string(),
    categories: Texts,
    names: Texts,
    skus: z.array(Texts),
    line_units: Texts,
    line_revenues: Texts,
  }),
} satisfies NamedQuery;
export type OrderNamed = z.output<(typeof ordersNamed)["row"]>;

/** What was given back of orders, as positive amounts, by currency. A cancelled row has its negative beside it. */
export const takenOfOrders = {
  name: "takenOfOrders",
  text: `
    SELECT refunded, money_currency AS currency, toString(-sum(hits_v1.orders)) AS orders, toString(-sum(hits_v1.units)) AS units,
      toString(-sum(if(money_currency = '', hits_v1.revenue, money_revenue))) AS revenue,
      (sumMap(refunded_lines, arrayResize(products.units, length(refunded_lines))) AS by_units).1 AS unit_lines, arrayMap(x -> toString(-x), by_units.2) AS line_units,
      (sumMap(refunded_lines, arrayResize(if(money_currency = '', products.revenue, money_lines), length(refunded_lines))) AS by_revenue).1 AS revenue_lines, arrayMap(x -> toString(-x), by_revenue.2) AS line_revenues
    FROM hits_v1
    WHERE suite = {suite:String} AND visitor IN (SELECT sipHash64(arrayJoin({visitors:Array(String)}))) AND refunded IN {orders:Array(String)}
    GROUP BY refunded, money_currency`,
  params: Visitors.extend({ orders: Texts }),
  row: z.object({
    refunded: z.string(),
    currency: z.string(),
    orders: z.string(),
    units: z.string(),
    revenue: z.string(),
    unit_lines: Numbers,
    line_units: Texts,
    revenue_lines: Numbers,
    line_revenues: Texts,
  }),
} satisfies NamedQuery;

const STATE = `
      toString(position) AS place, hits_v1.visitor_id AS visitor_id, upload, line, source, toJSONString(dims) AS own, toJSONString(post) AS persisted, lists,
      toString(hits_v1.orders) AS orders, toString(hits_v1.units) AS units, toString(hits_v1.revenue) AS revenue, is_return,
      mapApply((name, amount) -> (name, toString(amount)), hits_v1.metrics) AS metrics,
      products.category AS categories, products.name AS names, arrayMap(x -> toString(x), products.units) AS product_units, arrayMap(x -> toString(x), products.revenue) AS product_revenues,
      transaction_ids, fate, unlinked_reason, key, refunded, refunded_lines,
      money_currency, toString(money_day) AS money_day, money_waits, toString(money_revenue) AS money_revenue, arrayMap(x -> toString(x), money_lines) AS money_lines, toUInt32(range) AS state`;
const StateRow = z.object({
  place: z.string(),
  visitor_id: z.string(),
  upload: z.number(),
  line: z.number(),
  source: z.number(),
  own: z.string().transform((text) => Values.parse(JSON.parse(text))),
  persisted: z.string().transform((text) => Values.parse(JSON.parse(text))),
  lists: Lists,
  orders: z.string(),
  units: z.string(),
  revenue: z.string(),
  is_return: z.number(),
  metrics: Values,
  categories: Texts,
  names: Texts,
  product_units: Texts,
  product_revenues: Texts,
  transaction_ids: Texts,
  fate: z.string(),
  unlinked_reason: z.string(),
  key: z.string(),
  refunded: z.string(),
  refunded_lines: Numbers,
  money_currency: z.string(),
  money_day: z.string(),
  money_waits: z.number(),
  money_revenue: z.string(),
  money_lines: Texts,
  state: z.number(),
});
export type StateRow = z.output<typeof StateRow>;

const PLACES = `suite = {suite:String} AND visitor IN (SELECT sipHash64(arrayJoin({visitors:Array(String)})) UNION ALL SELECT toUInt64(0))
      AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at <= fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND position IN (SELECT toUInt64(arrayJoin({positions:Array(String)})))`;
const Places = Visitors.extend({ from: z.number(), to: z.number(), positions: Texts });

/** The present states of refund rows: those without a negative. */
export const statesOfRefunds = {
  name: "statesOfRefunds",
  text: `
    SELECT ${STATE}
    FROM hits_v1
    WHERE ${PLACES} AND upload > 0 AND occurrences >= 0
    ORDER BY hits_v1.position, range DESC
    LIMIT 1 BY hits_v1.position`,
  params: Places,
  row: StateRow,
} satisfies NamedQuery;

/** The values that persisted for the visitors of calls. */
export const valuesOfCalls = {
  name: "valuesOfCalls",
  text: `SELECT toString(position) AS place, toJSONString(post) AS persisted, lists FROM hits_v1 WHERE ${PLACES} AND upload = 0 AND occurrences = 1`,
  params: Places,
  row: StateRow.pick({ place: true, persisted: true, lists: true }),
} satisfies NamedQuery;
