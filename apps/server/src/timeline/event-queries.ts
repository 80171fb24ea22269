import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { CustomerScope, LEAST_OCCURRENCES, rowsOfCustomers, STANDS } from "../whose-sale/index.ts";

/** The engine's `YYYY-MM-DD hh:mm:ss.mmm`, UTC, as ISO 8601. */
const Instant = z.string().transform((text) => `${text.replace(" ", "T")}Z`);
const Count = z.coerce.number().int();

/** The eVars that hold store and receipt number, such as `evar5`; null for none. The settings allow no other form, so they are safe in a query's text. */
export interface SaleVariables {
  readonly store: string | null;
  readonly receipt: string | null;
}
const valueOf = (variable: string | null) => (variable === null ? "''" : `ifNull(dims.${variable}.:String, '')`);

/** The persisted value. Of a variable with several values, the newest. */
function persisted(key: string): string {
  return `if(notEmpty(lists['${key}']), lists['${key}'][-1], ifNull(post.${key}.:String, ''))`;
}

const PLAIN = [
  "at",
  "position",
  "upload",
  "occurrences",
  "visitor_id",
  "visit_number",
  "visit_start",
  "page_view",
  "orders",
  "units",
  "revenue",
  "is_return",
  "fate",
  "key",
];

/** What the event queries depend on: the variables, and whether rows wait for the customer. */
export interface EventsWanted extends SaleVariables, Pick<CustomerScope, "waits"> {}

interface RowsOfEvents extends EventsWanted {
  /** Leaves out what neither sells nor takes back, and gives each product its category behind this sign. */
  readonly salesWith?: string;
}

/** The rows from which events are made. */
function rowsOfEvents({ store, receipt, waits, salesWith }: RowsOfEvents): string {
  return rowsOfCustomers({
    of: waits ? "oneWithWaiting" : "one",
    where: salesWith === undefined ? "1" : "(orders != 0 OR units != 0 OR revenue != 0 OR is_return = 1)",
    columns: {
      ...Object.fromEntries(PLAIN.map((name) => [name, name])),
      least_occurrences: LEAST_OCCURRENCES,
      first_id: "transaction_ids[1]",
      product_names:
        salesWith === undefined ? "products.name" : `arrayMap((name, category) -> concat(name, '${salesWith}', category), products.name, products.category)`,
      product_units: "products.units",
      // The waiting money of a refund, in its currency (CY2).
      waits_in: "if(money_waits = 1, money_currency, '')",
      own_revenue: "if(money_waits = 1, money_revenue, revenue)",
      own_revenues: "if(money_waits = 1, money_lines, products.revenue)",
      page: "ifNull(dims.page.:String, '')",
      campaign: persisted("campaign"),
      channel: persisted("marketingchannel"),
      store_number: valueOf(store),
      receipt_number: valueOf(receipt),
    },
  });
}

/**
 * Orders, store purchases, returns and visits of a customer. Each hit with a purchase is one order. The rows of a file with
 * the same time, store and receipt number are one store purchase, or one return of one order. Every row that sells or takes back is in one of
 * these, so the timeline adds up to what the customer spent. Money in another currency is a second row of its hit, with the same
 * position (CY2): the lines of both are added up. A refund has its money in a row of its own; waiting money of it is a return by itself. A visit shows if
 * anything but an order or a return happened in it. Reading hits takes most of the time, so orders and visits are read together.
 */
const events = (wanted: RowsOfEvents) => `
    SELECT
      kind, min(seen_at) AS at, sale_id AS id, transaction, store, receipt, waits_in,
      if(kind = 'visit', '', ifNull(toString(sipHash64(kind, sale_at, sale_id, transaction, store, concat(receipt, waits_in))), '')) AS sale, if(kind = 'visit', '0', toString(sum(own_revenue))) AS total,
      if(any(upload) = 0 AND kind != 'visit',
        arrayMap((name, units, revenue) -> (name, toString(units), toString(revenue)), argMax(names, length(names)), sumForEach(line_units), sumForEach(line_revenues)),
        arrayFlatten(arrayMap(entry -> entry.2, arraySort(entry -> entry.1, groupArrayIf((position, arrayZip(names, arrayMap(x -> toString(x), line_units), arrayMap(x -> toString(x), line_revenues))), kind != 'visit'))))) AS sales,
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
        at AS seen_at, position, page_view, orders, is_return, own_revenue, upload,
        if(kind = 'visit', [], product_names) AS names, if(kind = 'visit', [], product_units) AS line_units, if(kind = 'visit', [], own_revenues) AS line_revenues,
        multiIf(kind = 'visit', '', upload = 0, toString(position), toString(upload)) AS sale_id,
        multiIf(kind = 'visit', '', upload = 0, first_id, fate = 'transaction', key, '') AS transaction,
        if(kind = 'storePurchase', store_number, '') AS store, if(kind = 'storePurchase', receipt_number, '') AS receipt,
        if(kind = 'visit', '', waits_in) AS waits_in,
        if(kind = 'visit', NULL, at) AS sale_at,
        if(kind = 'visit', (visitor_id, visit_number, visit_start), ('', 0, fromUnixTimestamp64Milli(0, 'UTC'))) AS visit,
        page, campaign, channel
      FROM (${rowsOfEvents(wanted)})
      WHERE ${STANDS}
    )
    GROUP BY kind, sale_at, sale_id, transaction, store, receipt, waits_in, visit
    HAVING kind != 'visit' OR countIf(orders = 0 AND is_return = 0) > 0`;

const Kind = z.enum(["onlineOrder", "storePurchase", "return", "visit"]);
const Lines = z.array(z.tuple([z.string(), z.string(), z.string()]));

/**
 * A page of events, each with the counts of all events. A page without events has no counts; ask `countEvents`. One person's rows are
 * few: to hand them to several threads costs more than these save (F10).
 */
export const customerEvents = (wanted: EventsWanted, { withNames = false }: { withNames?: boolean } = {}) =>
  ({
    name: "customerEvents",
    text: `
    SELECT kind, at, id, sale, transaction, store, receipt, waits_in, total, arraySlice(sales, 1, 5) AS lines, length(sales) AS line_count, ${withNames ? "arrayStringConcat(arrayMap(line -> line.1, sales), '\\n')" : "''"} AS names, campaign, channel, minutes, pages, page_views, counts
    FROM (SELECT *, sumMap(map(kind, 1)) OVER () AS counts FROM (${events(wanted)}))
    WHERE (kind = {kind:String} OR {kind:String} = '') AND at < {before:DateTime64(3, 'UTC')}
    ORDER BY at DESC
    LIMIT {limit:UInt32} WITH TIES
    SETTINGS max_threads = 1`,
    params: CustomerScope.extend({ kind: z.string(), before: z.string(), limit: z.number() }),
    row: z.object({
      kind: Kind,
      at: Instant,
      /** The position of the hit, for an online order or return. */
      id: z.string(),
      sale: z.string(),
      transaction: z.string(),
      store: z.string(),
      receipt: z.string(),
      /** The currency of a refund whose money waits for a rate. */
      waits_in: z.string(),
      total: z.string(),
      lines: Lines,
      line_count: Count,
      /** Of all products, when it was asked with them. */
      names: z.string(),
      campaign: z.string(),
      channel: z.string(),
      minutes: Count,
      pages: z.array(z.string()),
      page_views: Count,
      counts: z.partialRecord(Kind, Count),
    }),
  }) satisfies NamedQuery;
export type CustomerEvent = z.output<ReturnType<typeof customerEvents>["row"]>;

export const countEvents = (wanted: EventsWanted) =>
  ({
    name: "countEvents",
    text: `SELECT kind, count() AS events FROM (${events(wanted)}) GROUP BY kind`,
    params: CustomerScope,
    row: z.object({ kind: Kind, events: Count }),
  }) satisfies NamedQuery;

export const linesOfSale = (wanted: EventsWanted) =>
  ({
    name: "linesOfSale",
    text: `SELECT kind, at, id, waits_in, total, sales AS lines FROM (${events(wanted)}) WHERE kind != 'visit' AND sale = {sale:String}`,
    params: CustomerScope.extend({ sale: z.string() }),
    row: z.object({
      kind: Kind,
      at: Instant,
      id: z.string(),
      waits_in: z.string(),
      total: z.string(),
      lines: Lines,
    }),
  }) satisfies NamedQuery;

/** No value holds it: control characters in texts become blanks (VA1). */
const UNIT_SEPARATOR = "\\x1f";

/** Every sale and return of a customer with all its lines, the newest first; of each line product and category, quantity, amount. */
export const salesOfCustomer = (wanted: EventsWanted) =>
  ({
    name: "salesOfCustomer",
    text: `
    SELECT kind, at, id, sale, transaction, store, receipt, waits_in, total, campaign, channel,
      arrayMap(line -> (splitByChar('${UNIT_SEPARATOR}', line.1)[1], splitByChar('${UNIT_SEPARATOR}', line.1)[2], line.2, line.3), sales) AS lines
    FROM (${events({ ...wanted, salesWith: UNIT_SEPARATOR })})
    WHERE kind != 'visit'
    ORDER BY at DESC, sale
    SETTINGS max_threads = 1`,
    params: CustomerScope,
    row: z.object({
      kind: Kind.exclude(["visit"]),
      at: Instant,
      id: z.string(),
      sale: z.string(),
      transaction: z.string(),
      store: z.string(),
      receipt: z.string(),
      waits_in: z.string(),
      total: z.string(),
      campaign: z.string(),
      channel: z.string(),
      lines: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])),
    }),
  }) satisfies NamedQuery;
export type SaleOfCustomer = z.output<ReturnType<typeof salesOfCustomer>["row"]>;

/** How many visits a customer has on the timeline, and when the newest began. It reads none of the values that the timeline shows. */
export const visitsOfCustomer = (waits: boolean) =>
  ({
    name: "visitsOfCustomer",
    text: `
    SELECT count() AS visits, toString(max(began)) AS last
    FROM (
      SELECT min(at) AS began
      FROM (${rowsOfCustomers({
        of: waits ? "oneWithWaiting" : "one",
        columns: Object.fromEntries(["at", "visitor_id", "visit_number", "visit_start", "orders", "is_return"].map((name) => [name, name])),
        where: "upload = 0 AND occurrences != 0",
      })})
      GROUP BY visitor_id, visit_number, visit_start
      HAVING countIf(orders = 0 AND is_return = 0) > 0
    )
    SETTINGS max_threads = 1`,
    params: CustomerScope,
    row: z.object({ visits: Count, last: Instant }),
  }) satisfies NamedQuery;

/** The rows that joined an order, in their present state: a line for each product, and one for what a refund gave back beside its products. */
export const rowsOfSale = {
  name: "rowsOfSale",
  text: `
    SELECT at, upload, sold.1 AS product, toString(sold.2) AS quantity, toString(sold.3) AS amount, waits_in, count() OVER () AS joined
    FROM (
      SELECT at, upload, line, waits_in, arrayJoin(if(length(names) < 2, [(names[1], units, own_revenue)],
        arrayConcat(arrayZip(names, product_units, own_revenues), if(rest = (0, 0), [], [('', rest.1, rest.2)])))) AS sold
      FROM (
        SELECT at, upload, line, units, products.name AS names, products.units AS product_units, if(money_waits = 1, money_currency, '') AS waits_in,
          if(money_waits = 1, money_revenue, revenue) AS own_revenue, if(money_waits = 1, money_lines, products.revenue) AS own_revenues,
          (units - arraySum(product_units), own_revenue - arraySum(own_revenues)) AS rest, ${LEAST_OCCURRENCES} AS least_occurrences
        FROM hits_v1
        WHERE suite = {suite:String} AND visitor = sipHash64({visitor:String}) AND visitor_id = {visitor:String} AND upload > 0 AND fate = 'transaction' AND key = {transactionId:String}
      )
      WHERE ${STANDS}
    )
    ORDER BY at, upload, line
    LIMIT 2000`,
  params: z.object({ suite: z.string(), visitor: z.string(), transactionId: z.string() }),
  row: z.object({
    at: Instant,
    upload: Count,
    product: z.string(),
    quantity: z.coerce.number(),
    amount: z.string(),
    waits_in: z.string(),
    joined: Count,
  }),
} satisfies NamedQuery;
