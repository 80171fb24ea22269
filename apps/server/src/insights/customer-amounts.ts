import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { rowsOfCustomers } from "../whose-sale/index.ts";

/** The kind of a measure's value: an amount in the report suite's currency, a decimal number, or a day `YYYY-MM-DD`. */
export type MeasureKind = "money" | "number" | "date";

const Params = z.object({ suite: z.string(), from: z.string(), zone: z.string() });
const Row = z.object({ account: z.string(), value: z.string() });

/** One row for each customer who has a value. Rows before `from` do not count; `zone` is the suite's time zone. */
export type CustomerQuery = NamedQuery<typeof Params, typeof Row>;

const COLUMNS = { at: "at", position: "position", upload: "upload", line: "line", revenue: "revenue", orders: "orders" };

/** What a customer spent, less returns. */
export const netSpendOfCustomers = ofCustomers({ name: "netSpendOfCustomers", rows: "revenue != 0", value: "toString(sum(revenue))" });

/** Orders less those returned whole, as in a report over the same time. Returning only some lines returns no order. */
export const ordersOfCustomers = ofCustomers({ name: "ordersOfCustomers", rows: "orders != 0", value: "toString(sum(orders))" });

/** The day of the newest hit or row that sold something. A late-linked row has its negative beside it, so rows are summed first. */
export const lastPurchaseOfCustomers = ofCustomers({
  name: "lastPurchaseOfCustomers",
  rows: "(revenue != 0 OR orders != 0)",
  value: "toString(toDate(max(at), {zone:String}))",
  each: "SELECT owner, at, upload, line, position FROM customer_rows GROUP BY owner, at, upload, line, position HAVING sum(revenue) > 0 OR sum(orders) > 0",
});

/** The time range has no end: nothing is later than today, except that a row of today without a time counts as noon, which may still come. */
function ofCustomers({ name, rows, value, each = "SELECT * FROM customer_rows" }: { name: string; rows: string; value: string; each?: string }): CustomerQuery {
  return {
    name,
    text: `
    WITH customer_rows AS (${rowsOfCustomers({ of: "all", columns: COLUMNS, where: `at > {from:DateTime64(3, 'UTC')} AND ${rows}` })}
    )
    SELECT substring(owner, 5) AS account, ${value} AS value
    FROM (${each})
    GROUP BY owner`,
    params: Params,
    row: Row,
  };
}
