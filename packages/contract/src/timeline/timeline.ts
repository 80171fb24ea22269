import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Money } from "../money.ts";
import { ActivityTypeCode } from "../ids.ts";
import { Translated } from "../names.ts";
import { CustomerPath } from "../paths.ts";
import { Activity } from "./activities.ts";
import { NoteWithFiles } from "./notes.ts";

export const TimelineKind = z.enum(["note", "activity", "onlineOrder", "storePurchase", "return", "visit", "owner"]);
export type TimelineKind = z.infer<typeof TimelineKind>;

/** Names one sale of a customer, to ask for all its lines. */
export const SaleKey = z.string().min(1).max(40);

export const TimelineLine = z.object({ product: z.string(), quantity: z.number(), amount: Money });

/** Why a sale has its channel and campaign: the values frozen with its transaction. */
export const Credit = z.object({ marketingChannel: z.string().nullable(), campaign: z.string().nullable() });

/** Whose client somebody was or is; the name is null for people who may not know it (RI2b). */
const Owner = z.object({ name: z.string().nullable(), mine: z.boolean() });

/** What an online order and a return have alike. */
const order = {
  at: z.iso.datetime(),
  sale: SaleKey,
  transactionId: z.string().nullable(),
  total: Money,
  lines: z.array(TimelineLine).max(5),
  lineCount: z.int(),
  /** True while its money, in another currency, waits for the rate of its day. It is given in its own currency and does not count yet (CY2). */
  waitsForRate: z.boolean(),
  credit: Credit,
};

/**
 * Something that happened. Amounts and quantities of a return are negative. So the totals of all items add up to
 * what the customer spent, except items that wait for a rate.
 */
export const TimelineItem = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("note"), at: z.iso.datetime(), note: NoteWithFiles }),
    z.object({ kind: z.literal("activity"), at: z.iso.datetime(), activity: Activity }),
    z.object({ kind: z.literal("onlineOrder"), ...order }),
    /** `store` and `receipt` as the suite's variables hold them. A store of the legal entity is given by its name. */
    z.object({
      kind: z.literal("storePurchase"),
      at: z.iso.datetime(),
      sale: SaleKey,
      store: z.string().nullable(),
      receipt: z.string().nullable(),
      total: Money,
      lines: z.array(TimelineLine).max(5),
      lineCount: z.int(),
      credit: Credit,
    }),
    z.object({ kind: z.literal("return"), ...order }),
    z.object({ kind: z.literal("visit"), at: z.iso.datetime(), minutes: z.int(), pages: z.array(z.string()).max(5), pageViews: z.int(), credit: Credit }),
    /** They came into a client book (`from` null), were reassigned, or left one (`to` null). */
    z.object({ kind: z.literal("owner"), at: z.iso.datetime(), from: Owner.nullable(), to: Owner.nullable() }),
  ])
  .meta({ id: "TimelineItem" });
export type TimelineItem = z.infer<typeof TimelineItem>;

/** How many activities of a type a customer has. Its name is that of the newest one. */
export const ActivityTypeCount = z.object({ code: ActivityTypeCode, name: Translated, count: z.int() });
export type ActivityTypeCount = z.infer<typeof ActivityTypeCount>;

/** `nextBefore` is the next page's `before`. Items with the same time stay on one page, which may be longer than `limit`. */
export const getTimeline = endpoint({
  name: "getTimeline",
  method: "GET",
  path: "/api/pos/customers/:customerId/timeline",
  permission: "pos",
  looksUp: true,
  feature: "clienteling",
  summary:
    "Notes, activities, purchases, returns, visits to the site and changes of owner, newest first, with counts by kind and by type of activity, and the pinned notes. `activityType` takes the activities of one type only.",
  params: CustomerPath,
  query: z.object({
    kind: TimelineKind.optional(),
    activityType: ActivityTypeCode.optional(),
    before: z.iso.datetime().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: z.object({
    counts: z.record(TimelineKind, z.int()),
    /** The types of the customer's activities, the most frequent first. */
    activityTypes: z.array(ActivityTypeCount),
    pinned: z.array(NoteWithFiles),
    items: z.array(TimelineItem),
    nextBefore: z.iso.datetime().nullable(),
  }),
});

/** Words that items hold together: what was written, products, pages, stores, receipts, orders, campaigns and names of associates (R57d). */
export const searchTimeline = endpoint({
  name: "searchTimeline",
  method: "POST",
  path: "/api/pos/customers/:customerId/timeline/search",
  permission: "pos",
  looksUp: true,
  feature: "clienteling",
  summary:
    "The items of a customer's timeline that hold every word of a text, newest first. The counts are of all that hold them. By POST, so that what is typed about a person stands in no address.",
  params: CustomerPath,
  body: z.strictObject({
    text: z.string().trim().min(1).max(100),
    kind: TimelineKind.optional(),
    activityType: ActivityTypeCode.optional(),
    before: z.iso.datetime().optional(),
    limit: z.int().min(1).max(100).default(30),
  }),
  reply: getTimeline.reply,
});

/** All lines of a sale; the timeline shows the first five. */
export const getSaleLines = endpoint({
  name: "getSaleLines",
  method: "GET",
  path: "/api/pos/customers/:customerId/timeline/:sale/lines",
  permission: "pos",
  looksUp: true,
  feature: "clienteling",
  summary: "Every line of one sale or return on a customer's timeline.",
  params: CustomerPath.extend({ sale: SaleKey }),
  reply: z.object({
    /** They add up to the total: one without a product, at the end, is what the sale has beside its articles, such as shipping. */
    lines: z.array(TimelineLine),
    total: Money,
  }),
});
