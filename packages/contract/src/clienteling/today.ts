import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { CustomerId } from "../ids.ts";
import { Money } from "../money.ts";
import { ClientCard } from "./cards.ts";

/** Why a client is on Today (TD1). `date` is one of `upcomingDates`. */
export const TodayReason = z.enum(["date", "visited", "returned", "lapsing"]);
export type TodayReason = z.infer<typeof TodayReason>;

/** Which occasion a mark is about. A later one has another text. */
const Occurrence = z.string().min(1).max(200);

const sectionOf = <T extends z.ZodRawShape>(facts: T) =>
  z.object({ total: z.int(), clients: z.array(z.object({ client: ClientCard, occurrence: Occurrence, ...facts })) });

export const Today = z
  .object({
    /** When this associate looked before; null the first time. */
    lookedAt: z.iso.datetime().nullable(),
    /** Visits of the last days to the site, the newest first. `looked` are products and pages, the last seen first. */
    visited: sectionOf({ at: z.iso.datetime(), isNew: z.boolean(), visits: z.int(), looked: z.array(z.string()) }),
    /** What came back in the last days, the newest first. Amounts are positive: what counts, null for nothing, and what waits for a rate, in its own currency. */
    returned: sectionOf({ day: z.iso.date(), amount: Money.nullable(), waiting: z.array(Money) }),
    /** Who stays away longer than they use to, the one who is most overdue for their rhythm first. */
    lapsing: sectionOf({ lastDay: z.iso.date(), sinceDays: z.int(), everyDays: z.number() }),
  })
  .meta({ id: "Today" });
export type Today = z.infer<typeof Today>;

/** A POST, because it remembers that the associate looked. */
export const readToday = endpoint({
  name: "readToday",
  method: "POST",
  path: "/api/pos/today",
  permission: "clientBook.view",
  looksUp: true,
  feature: "clienteling",
  summary: "Whom of their own clients the associate should think of today, by reason, at most `limit` for each. `total` counts all of a reason.",
  body: z.strictObject({ limit: z.int().min(1).max(500).default(20) }),
  reply: Today,
});

export const markToday = endpoint({
  name: "markToday",
  method: "PUT",
  path: "/api/pos/today/marks",
  permission: "clientBook.view",
  feature: "clienteling",
  summary:
    "Say what became of one reason on Today: `done` hides it from every associate, `dismissed` from this one, `snoozed` for some days; `open` takes this associate's mark back.",
  body: z.discriminatedUnion("state", [
    z.strictObject({ state: z.enum(["done", "dismissed", "open"]), customerId: CustomerId, reason: TodayReason, occurrence: Occurrence }),
    z.strictObject({ state: z.literal("snoozed"), days: z.int().min(1).max(366), customerId: CustomerId, reason: TodayReason, occurrence: Occurrence }),
  ]),
});
