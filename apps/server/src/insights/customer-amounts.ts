import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { rowsOfCustomers } from "../whose-sale/index.ts";

/** How a measure's value is written: an amount in the report suite's currency, a decimal number, or a day `YYYY-MM-DD`. */
export type MeasureKind = "money" | "number" | "date";

const Params = z.object({ suite: z.string(), from: z.string(), zone: z.string() });
const Row = z.object({ account: z.string(), value: z.string() });

/** One row for each customer who has a value; `from` bounds the rows' times, `zone` is the suite's. */
export type CustomerQuery = NamedQuery<typeof Params, typeof Row>;

const COLUMNS = { at: "at", position: "position", upload: "upload", line: "line", revenue: "revenue", orders: "orders" };

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

/** The time range has no end: nothing is later than today, and a row of today without a time is dated noon, which may lie ahead. */
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
