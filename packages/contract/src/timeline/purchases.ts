import { z } from "zod";
import { Cursor } from "../cursor.ts";
import { endpoint } from "../endpoint.ts";
import { Money } from "../money.ts";
import { CustomerPath } from "../paths.ts";
import { Credit, SaleKey } from "./timeline.ts";

export const PurchaseKind = z.enum(["onlineOrder", "storePurchase", "return"]);

/** A line of a sale or a return. Amounts and quantities of a return are negative, so that all lines add up to what the customer spent. */
export const PurchaseLine = z
  .object({
    kind: PurchaseKind,
    at: z.iso.datetime(),
    sale: SaleKey,
    transactionId: z.string().nullable(),
    store: z.string().nullable(),
    receipt: z.string().nullable(),
    /** Null for what a sale has beside its articles, such as shipping. */
    product: z.string().nullable(),
    category: z.string().nullable(),
    /** As the product's name says it (PU4). */
    size: z.string().nullable(),
    quantity: z.number(),
    amount: Money,
    /** True while its money, in another currency, waits for the rate of its day. It is given in its own currency and does not count yet (CY2). */
    waitsForRate: z.boolean(),
    /** How many of a purchase came back (PU3). */
    cameBack: z.number(),
    credit: Credit,
  })
  .meta({ id: "PurchaseLine" });
export type PurchaseLine = z.infer<typeof PurchaseLine>;

/** What a customer bought most often and kept (PU5). `times` counts purchases. */
export const Favourites = z
  .object({
    articles: z.array(z.object({ article: z.string(), times: z.int(), lastAt: z.iso.datetime() })),
    categories: z.array(z.object({ category: z.string(), times: z.int() })),
    sizes: z.array(z.object({ size: z.string(), category: z.string().nullable(), times: z.int() })),
  })
  .meta({ id: "Favourites" });
export type Favourites = z.infer<typeof Favourites>;

const Words = z.string().trim().max(100);
const Named = z.string().min(1).max(1_000);

/** Filters of the lines; a line has to fit each that is given. By POST, because a text may be about a person. */
export const PurchaseFilters = z.strictObject({
  /** Words that product, category, store, receipt and order number hold together. */
  text: Words.default(""),
  /** Days of the report suite, both included. */
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
  /** Products with this name, whatever their size. */
  article: Named.nullable().default(null),
  category: Named.nullable().default(null),
  size: Named.nullable().default(null),
  /** Only returns, and purchases of which something came back. */
  cameBack: z.boolean().default(false),
  /** Only purchases of which something was kept, as favourites count them (PU5). */
  kept: z.boolean().default(false),
});
export type PurchaseFilters = z.infer<typeof PurchaseFilters>;

export const searchPurchases = endpoint({
  name: "searchPurchases",
  method: "POST",
  path: "/api/pos/customers/:customerId/purchases",
  permission: "pos",
  looksUp: true,
  feature: "clienteling",
  summary: "Every line that a customer bought or gave back, online and in stores, the newest first, with what came back and what they buy most often.",
  params: CustomerPath,
  body: PurchaseFilters.extend({ cursor: Cursor, limit: z.int().min(1).max(200).default(50) }),
  reply: z.object({
    lines: z.array(PurchaseLine),
    /** Of all lines that fit, not of this page alone. */
    total: z.int(),
    purchases: z.int(),
    /** What these lines add up to, less what came back. Lines that wait for a rate are left out. */
    spent: Money,
    /** What those add up to, in their own currencies. */
    waiting: z.array(Money),
    /** Of everything that the customer bought, whatever the filters. */
    favourites: Favourites,
    nextCursor: z.string().nullable(),
  }),
});
