import { z } from "zod";
import { Money } from "./customers.ts";
import { endpoint } from "./endpoint.ts";
import { CustomerId, NoteId } from "./ids.ts";

const CustomerPath = z.object({ customerId: CustomerId });

export const NoteText = z.string().trim().min(1, "a note needs a text").max(4000);
export const Note = z.object({ id: NoteId, text: NoteText, pinned: z.boolean(), author: z.string(), writtenAt: z.iso.datetime() }).meta({ id: "Note" });
export type Note = z.infer<typeof Note>;
/** The id is the device's own, so a repeated send is the same note. */
export const addNote = endpoint({
  name: "addNote",
  method: "POST",
  path: "/api/pos/customers/:customerId/notes",
  permission: "note.write",
  summary: "Add a note; `pinned` is shown for reading before contact.",
  params: CustomerPath,
  body: z.strictObject({ id: NoteId, text: NoteText, pinned: z.boolean().default(false) }),
  reply: Note,
  status: 201,
});

export const TimelineKind = z.enum(["note", "onlineOrder", "storePurchase", "return", "visit"]);
export type TimelineKind = z.infer<typeof TimelineKind>;
export const TimelineLine = z.object({ product: z.string(), quantity: z.number(), amount: Money });
/** Why a sale carries its channel and campaign: the values frozen with its transaction. */
export const Credit = z.object({ marketingChannel: z.string().nullable(), campaign: z.string().nullable() });
/**
 * Something that happened. The amounts and quantities of a return are negative, as they stand in the data: the totals
 * of all items add up to what the customer spent.
 */
export const TimelineItem = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("note"), at: z.iso.datetime(), note: Note }),
    z.object({
      kind: z.literal("onlineOrder"),
      at: z.iso.datetime(),
      transactionId: z.string().nullable(),
      total: Money,
      lines: z.array(TimelineLine).max(5),
      lineCount: z.int(),
      credit: Credit,
    }),
    z.object({ kind: z.literal("storePurchase"), at: z.iso.datetime(), total: Money, lines: z.array(TimelineLine).max(5), lineCount: z.int(), credit: Credit }),
    z.object({
      kind: z.literal("return"),
      at: z.iso.datetime(),
      transactionId: z.string().nullable(),
      total: Money,
      lines: z.array(TimelineLine).max(5),
      lineCount: z.int(),
      credit: Credit,
    }),
    z.object({ kind: z.literal("visit"), at: z.iso.datetime(), minutes: z.int(), pages: z.array(z.string()).max(5), pageViews: z.int(), credit: Credit }),
  ])
  .meta({ id: "TimelineItem" });
export type TimelineItem = z.infer<typeof TimelineItem>;

/** `nextBefore` is the next page's `before`; things that happened at the same time stay on one page, which may so be longer than `limit`. */
export const getTimeline = endpoint({
  name: "getTimeline",
  method: "GET",
  path: "/api/pos/customers/:customerId/timeline",
  permission: "pos",
  summary: "Notes, purchases, returns and visits to the site, newest first, with counts by kind and the pinned notes.",
  params: CustomerPath,
  query: z.object({ kind: TimelineKind.optional(), before: z.iso.datetime().optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
  reply: z.object({ counts: z.record(TimelineKind, z.int()), pinned: z.array(Note), items: z.array(TimelineItem), nextBefore: z.iso.datetime().nullable() }),
});

/** "Why has this sale this campaign?": the frozen snapshot of a customer's order, in order of importance. */
export const SaleExplanation = z
  .object({
    transactionId: z.string(),
    recordedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** `variable` is an id such as `campaign`; `name` is what the report suite calls it. */
    frozen: z.array(z.object({ variable: z.string(), name: z.string(), values: z.array(z.string()), setAt: z.iso.datetime().nullable() })),
    rows: z.array(z.object({ at: z.iso.datetime(), product: z.string().nullable(), quantity: z.number(), amount: Money, filename: z.string(), line: z.int() })),
    /** How many rows joined the order beside those in `rows`, which are its first 2,000. */
    moreRows: z.int(),
  })
  .meta({ id: "SaleExplanation" });
export type SaleExplanation = z.infer<typeof SaleExplanation>;
export const explainSale = endpoint({
  name: "explainSale",
  method: "GET",
  path: "/api/pos/customers/:customerId/sales/:transactionId",
  permission: "pos",
  summary: "Why a sale carries its campaign: the visitor's state frozen with the transaction, and the offline rows that joined it.",
  params: CustomerPath.extend({ transactionId: z.string().min(1).max(100) }),
  reply: SaleExplanation,
});
