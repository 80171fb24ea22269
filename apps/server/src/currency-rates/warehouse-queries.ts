import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

const Key = z.object({ suite: z.string(), day: z.string(), from: z.string(), to: z.string() });

/** The days and currencies of a suite's foreign amounts, converted or not. */
export const foreignDays = {
  name: "foreignDays",
  text: "SELECT DISTINCT toString(day) AS day, from_currency AS `from`, to_currency AS `to` FROM foreign_amounts_v1 WHERE suite = {suite:String} ORDER BY day, `from`, `to`",
  params: z.object({ suite: z.string() }),
  row: z.object({ day: z.string(), from: z.string(), to: z.string() }),
} satisfies NamedQuery;

/** The amounts that some ranges brought, by position. */
export const foreignRows = {
  name: "foreignRows",
  text: `
    SELECT position, row
    FROM foreign_amounts_v1
    WHERE suite = {suite:String} AND day = {day:Date} AND from_currency = {from:String} AND to_currency = {to:String}
      AND position > {after:UInt64} AND range > {fromRange:UInt64} AND range <= {toRange:UInt64}
    ORDER BY position
    LIMIT {limit:UInt32}`,
  params: Key.extend({ after: z.number(), fromRange: z.number(), toRange: z.number(), limit: z.number() }),
  row: z.object({ position: z.coerce.number(), row: z.string() }),
} satisfies NamedQuery;

/** The money of some hits, as it was sent. */
export const foreignMoney = {
  name: "foreignMoney",
  text: `
    SELECT position, from_currency AS currency, toString(revenue) AS revenue, JSONExtract(row, 'products.revenue', 'Array(String)') AS lines
    FROM foreign_amounts_v1
    WHERE suite = {suite:String} AND day BETWEEN {first:Date} AND {last:Date} AND position IN {positions:Array(UInt64)}`,
  params: z.object({ suite: z.string(), first: z.string(), last: z.string(), positions: z.array(z.number()) }),
  row: z.object({ position: z.coerce.number(), currency: z.string(), revenue: z.string(), lines: z.array(z.string()) }),
} satisfies NamedQuery;

/** The last range whose amounts of a day and currency are in reports; 0 for none. */
const CUTOFF = "{cutoffs:Array(UInt64)}[indexOf({keys:Array(String)}, concat(toString(day), ' ', from_currency, ' ', to_currency))]";
const Cutoffs = z.object({ suite: z.string(), keys: z.array(z.string()), cutoffs: z.array(z.number()) });

/** What waits for each day and currency: everything from ranges after the day's cutoff. */
export const waitingByDay = {
  name: "waitingByDay",
  text: `
    SELECT toString(day) AS day, from_currency AS currency, to_currency AS to, count() AS hits, toString(sum(revenue)) AS revenue,
      mapApply((event, amount) -> (event, toString(amount)), sumMap(events)) AS events
    FROM foreign_amounts_v1
    WHERE suite = {suite:String} AND range > ${CUTOFF}
    GROUP BY day, from_currency, to_currency
    ORDER BY day DESC, currency, to
    LIMIT {limit:UInt32}`,
  params: Cutoffs.extend({ limit: z.number() }),
  row: z.object({
    day: z.string(),
    currency: z.string(),
    to: z.string(),
    hits: z.coerce.number(),
    revenue: z.string(),
    events: z.record(z.string(), z.string()),
  }),
} satisfies NamedQuery;

/** The waiting money of refunds, by day and currency. A cancelled state has a negative beside it. */
export const waitingRefunds = {
  name: "waitingRefundsByDay",
  text: `
    SELECT toString(money_day) AS day, money_currency AS currency, sum(if(occurrences < 0, -1, 1)) AS hits, toString(sum(money_revenue)) AS revenue
    FROM hits_v1
    WHERE suite = {suite:String} AND money_waits = 1
    GROUP BY money_day, money_currency
    HAVING hits > 0
    ORDER BY day DESC, currency
    LIMIT {limit:UInt32}`,
  params: z.object({ suite: z.string(), limit: z.number() }),
  row: z.object({ day: z.string(), currency: z.string(), hits: z.coerce.number(), revenue: z.string() }),
} satisfies NamedQuery;

export const suitesWithForeignAmounts = {
  name: "suitesWithForeignAmounts",
  text: "SELECT DISTINCT suite FROM foreign_amounts_v1 ORDER BY suite",
  params: z.object({}),
  row: z.object({ suite: z.string() }),
} satisfies NamedQuery;

export const forgetForeignRows = {
  name: "forgetForeignRows",
  text: `
    DELETE FROM foreign_amounts_v1
    WHERE suite = {suite:String} AND range <= ${CUTOFF}`,
  params: Cutoffs,
  row: z.never(),
} satisfies NamedQuery;
