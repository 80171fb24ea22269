import { z } from "zod";
import { Label } from "../clienteling/attribute-values.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";
import { Money } from "../money.ts";
import { CustomerPath } from "../paths.ts";
import { PurchaseFilters } from "./purchases.ts";
import { TimelineKind } from "./timeline.ts";

/** Where the rows stand that a sentence was made from: purchases with these filters, the timeline of one kind, or an attribute of the customer. */
export const SummaryOpens = z.discriminatedUnion("view", [
  z.object({ view: z.literal("purchases"), filters: PurchaseFilters }),
  z.object({ view: z.literal("timeline"), kind: TimelineKind.nullable() }),
  z.object({ view: z.literal("attribute"), attribute: AttributeCode }),
]);
export type SummaryOpens = z.infer<typeof SummaryOpens>;

const opens = SummaryOpens.nullable();
const Day = z.iso.date();

/** One sentence: what it says, by its kind, and where its rows are (SM3). Days are of the report suite. */
export const SummarySentence = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("bought"),
      opens,
      firstDay: Day,
      purchases: z.int(),
      online: z.int(),
      inStores: z.int(),
      /** Null when all of it waits for a rate. */
      spent: Money.nullable(),
      /** Beside it, what waits for a rate, in its own currencies. */
      waiting: z.array(Money),
      /** To the site; 0 also where they may not be told. They are other rows than the purchases. */
      visits: z.int(),
      opensVisits: opens,
    }),
    z.object({ kind: z.literal("boughtNothing"), opens, visits: z.int() }),
    z.object({ kind: z.literal("rhythm"), opens, everyDays: z.number(), lastDay: Day, sinceDays: z.int() }),
    z.object({ kind: z.literal("lastPurchase"), opens, lastDay: Day, sinceDays: z.int() }),
    z.object({ kind: z.literal("favouriteCategory"), opens, category: z.string(), times: z.int(), size: z.string().nullable(), sizeTimes: z.int() }),
    z.object({ kind: z.literal("favouriteArticle"), opens, article: z.string(), times: z.int() }),
    z.object({ kind: z.literal("favouriteSize"), opens, size: z.string(), times: z.int() }),
    z.object({
      kind: z.literal("lastContact"),
      opens,
      contact: z.enum(["activity", "note"]),
      at: z.iso.datetime(),
      author: z.string(),
      sinceDays: z.int(),
    }),
    z.object({ kind: z.literal("noContact"), opens }),
    z.object({ kind: z.literal("dateDue"), opens, attribute: AttributeCode, name: Label, day: Day, inDays: z.int() }),
    z.object({ kind: z.literal("returnDue"), opens, day: Day, amount: Money.nullable(), waiting: z.array(Money) }),
    z.object({ kind: z.literal("visitDue"), opens, at: z.iso.datetime() }),
    z.object({ kind: z.literal("lapsing"), opens, sinceDays: z.int(), everyDays: z.number() }),
    z.object({ kind: z.literal("nothingDue"), opens }),
  ])
  .meta({ id: "SummarySentence" });
export type SummarySentence = z.infer<typeof SummarySentence>;

export const getSummary = endpoint({
  name: "getSummary",
  method: "GET",
  path: "/api/pos/customers/:customerId/summary",
  permission: "pos",
  looksUp: true,
  feature: "clienteling",
  summary:
    "Three to five sentences about a customer, made by rules from everything they did in all channels: who they are, their rhythm, what they like, the last contact, what is due. Each says where the rows stand that it was made from.",
  params: CustomerPath,
  reply: z.object({ sentences: z.array(SummarySentence) }),
});
