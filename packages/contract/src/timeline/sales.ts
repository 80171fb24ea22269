import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Money } from "../money.ts";
import { CustomerPath } from "../paths.ts";

/** Explains why a sale has its campaign: the frozen snapshot of a customer's order, the most important values first. */
export const SaleExplanation = z
  .object({
    transactionId: z.string(),
    recordedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** `variable` is an id such as `campaign` or `evar3`; `name` is the retailer's name for it, null for none. */
    frozen: z.array(z.object({ variable: z.string(), name: z.string().nullable(), values: z.array(z.string()), setAt: z.iso.datetime().nullable() })),
    /** One for each product. `isOnline`: refunded by a call, not by a file. Only headquarters sees which file and line. */
    rows: z.array(
      z.object({
        at: z.iso.datetime(),
        product: z.string().nullable(),
        quantity: z.number(),
        amount: Money,
        /** True while its money, in another currency, waits for the rate of its day. It is given in its own currency and does not count yet (CY2). */
        waitsForRate: z.boolean(),
        isOnline: z.boolean(),
      }),
    ),
    /** How many more rows joined the order: `rows` holds the first 2,000. */
    moreRows: z.int(),
  })
  .meta({ id: "SaleExplanation" });
export type SaleExplanation = z.infer<typeof SaleExplanation>;

export const explainSale = endpoint({
  name: "explainSale",
  method: "GET",
  path: "/api/pos/customers/:customerId/sales/:transactionId",
  permission: "pos",
  looksUp: true,
  feature: "clienteling",
  summary: "Why a sale has its campaign: the visitor's state frozen with the transaction, and the offline rows that joined it.",
  params: CustomerPath.extend({ transactionId: z.string().min(1).max(100) }),
  reply: SaleExplanation,
});
