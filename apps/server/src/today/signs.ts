import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { rowsOfCustomers } from "../whose-sale/index.ts";

const Params = z.object({
  suite: z.string(),
  /** Of the clients, and the devices that only they used; JSON arrays. */
  accounts: z.string(),
  devices: z.string(),
  from: z.string(),
  zone: z.string(),
});
const Account = z.string();
const Instant = z.string().transform((text) => `${text.replace(" ", "T")}Z`);
const Count = z.coerce.number().int();

const SEEN = "if(notEmpty(product_names), product_names, [page])";

/** Each client's visits to the site since `from` in which something but an order or a return happened. */
export const visitsOfClients = {
  name: "visitsOfClients",
  heavy: true,
  text: `
    SELECT account, toString(max(began)) AS began, uniqExact(visit) AS visits,
      arraySlice(arrayDistinct(arrayFilter(name -> name != '', arrayFlatten(arrayMap(hit -> hit.2, arrayReverseSort(hit -> hit.1, groupArray((at, seen))))))), 1, 5) AS looked
    FROM (
      SELECT substring(owner, 5) AS account, at, visit_start AS began, (visit_number, visit_start) AS visit, ${SEEN} AS seen
      FROM (${rowsOfCustomers({
        of: "several",
        columns: { at: "at", visit_number: "visit_number", visit_start: "visit_start", page: "ifNull(dims.page.:String, '')", product_names: "products.name" },
        where: "at > {from:DateTime64(3, 'UTC')} AND upload = 0 AND occurrences != 0 AND orders = 0 AND is_return = 0",
      })})
    )
    GROUP BY account`,
  params: Params.omit({ zone: true }),
  row: z.object({ account: Account, began: Instant, visits: Count, looked: z.array(z.string()) }),
} satisfies NamedQuery;

/**
 * Each client's days with a purchase since `from`, and what they gave back by day: the day, the currency of money that waits for a rate, and how much. A row that was linked late has its negative beside it, so the
 * rows of one sale are summed first.
 */
export const salesOfClients = {
  name: "salesOfClients",
  heavy: true,
  text: `
    SELECT account,
      arrayMap(day -> toString(day), groupUniqArrayIf(day, bought)) AS days,
      arrayMap((day, total) -> (substring(day, 1, 10), substring(day, 11), toString(-total)),
        mapKeys(sumMapIf(map(concat(toString(day), waits_in), total), gave_back) AS given_back), mapValues(given_back)) AS returns
    FROM (
      SELECT substring(owner, 5) AS account, toDate(at, {zone:String}) AS day, waits_in, sum(own_revenue) AS total,
        total > 0 AND waits_in = '' OR sum(orders) > 0 AS bought, total < 0 AND max(takes_back) = 1 AS gave_back
      FROM (${rowsOfCustomers({
        of: "several",
        columns: {
          at: "at",
          position: "position",
          upload: "upload",
          line: "line",
          // The waiting money of a refund, in its currency (CY2).
          waits_in: "if(money_waits = 1, money_currency, '')",
          own_revenue: "if(money_waits = 1, money_revenue, revenue)",
          orders: "orders",
          takes_back: "is_return = 1 OR (fate IN ('customer', 'unlinked') AND revenue < 0)",
        },
        where: "at > {from:DateTime64(3, 'UTC')} AND (revenue != 0 OR orders != 0 OR money_waits = 1)",
      })})
      GROUP BY account, at, upload, line, position, waits_in
    )
    GROUP BY account`,
  params: Params,
  row: z.object({ account: Account, days: z.array(z.string()), returns: z.array(z.tuple([z.string(), z.string(), z.string()])) }),
} satisfies NamedQuery;
