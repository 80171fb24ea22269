import { z } from "zod";
import { AttributeValue, Label } from "./attribute-values.ts";
import { ClientCard } from "./cards.ts";
import { Cursor } from "../cursor.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";

/** A client whose date comes round: which of their dates, on which day, and in how many days. */
export const UpcomingDate = z
  .object({
    client: ClientCard,
    attribute: AttributeCode,
    name: Label,
    value: AttributeValue,
    /** The legal entity's day. 29 February is kept on the 28th in other years. */
    day: z.iso.date(),
    inDays: z.int(),
    /** Which occasion a mark of `markToday` is about, with the reason `date`. */
    occurrence: z.string(),
  })
  .meta({ id: "UpcomingDate" });
export type UpcomingDate = z.infer<typeof UpcomingDate>;

export const upcomingDates = endpoint({
  name: "upcomingDates",
  method: "POST",
  path: "/api/pos/client-book/upcoming",
  permission: "clientBook.view",
  looksUp: true,
  feature: "clienteling",
  summary:
    "Dates of the associate's clients that come round within some days, of all date attributes together: by day, today first, then by name, a page at a time.",
  body: z.strictObject({ days: z.int().min(0).max(366).default(30), cursor: Cursor, limit: z.int().min(1).max(100).default(50) }),
  reply: z.object({ total: z.int(), dates: z.array(UpcomingDate), nextCursor: z.string().nullable() }),
});
