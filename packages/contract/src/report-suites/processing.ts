import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { HitFaultCode, Params } from "../refusals/index.ts";
import { RsidPath } from "./suites.ts";

export const Processing = z.object({ backlog: z.int(), lastProcessedAt: z.iso.datetime().nullable() }).meta({ id: "Processing" });

export const getProcessing = endpoint({
  name: "getProcessing",
  method: "GET",
  path: "/api/report-suites/:rsid/processing",
  permission: "reportSuite.read",
  summary: "How many accepted hits are not in reports yet. 0 means that all are, and that late links are done.",
  params: RsidPath,
  reply: Processing,
});

export const QuarantineReason = z.enum([
  "hit.malformed",
  "type.unknown",
  "identity.missing",
  "identity.too_long",
  "timestamp.invalid",
  "timestamp.future",
  "currency.invalid",
  "currency.no_rate",
  "page.missing",
  "event.missing",
  "visitor.opted_out",
]);
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** Why a value or a purchase was left out although its hit counts. */
export const UnreadReason = z.enum([
  "amount.unreadable",
  "amount.ambiguous",
  "amount.too_large",
  "id.placeholder",
  "transactionid.too_long",
  "list.cut",
  "purchase.repeated",
  // For refund calls: the value is the order's id, with what was left of the order.
  "refund.beyond_order",
  "refund.expired",
  "refund.seen_while_storage_off",
]);
export type UnreadReason = z.infer<typeof UnreadReason>;

/** Where a hit that came after a newer one of its visitor was put: in the newest visit, or before it, where it does not change what persists (OA6, OA9). */
export const LateReason = z.enum(["visit", "older"]);
export type LateReason = z.infer<typeof LateReason>;

export const Quarantine = z
  .object({
    counts: z.array(z.object({ reason: QuarantineReason, hits: z.int() })),
    newest: z.array(
      z.object({
        receivedAt: z.iso.datetime(),
        reason: QuarantineReason,
        /** Null for a hit that an early version put here; then only `detail` says why. */
        why: z.object({ code: HitFaultCode, params: Params }).nullable(),
        detail: z.string(),
        door: z.string(),
        payload: z.string(),
      }),
    ),
    /** Amounts, of hits that count, that wait for the rate of their day; newest days first (CY2). */
    waitingAmounts: z.array(
      z.object({
        day: z.iso.date(),
        currency: z.string(),
        /** The suite's currency. */
        to: z.string(),
        hits: z.int(),
        /** The exact amount in `currency`. */
        revenue: z.string(),
        events: z.array(z.object({ event: z.string(), amount: z.string() })),
      }),
    ),
    /** Hits that missed the reorder window: how many by where they were put, the newest days on which they arrived (in the suite's zone), and the newest examples (OA8). */
    cameLate: z.object({
      counts: z.array(z.object({ reason: LateReason, hits: z.int() })),
      days: z.array(z.object({ day: z.iso.date(), visit: z.int(), older: z.int() })),
      newest: z.array(z.object({ receivedAt: z.iso.datetime(), happenedAt: z.iso.datetime(), reason: LateReason, door: z.string() })),
    }),
    /** What was left out of hits that count: counts by reason and place, and the newest examples. */
    unread: z.object({
      counts: z.array(z.object({ reason: UnreadReason, field: z.string(), values: z.int() })),
      newest: z.array(z.object({ receivedAt: z.iso.datetime(), reason: UnreadReason, field: z.string(), value: z.string(), door: z.string() })),
    }),
  })
  .meta({ id: "Quarantine" });
export type Quarantine = z.infer<typeof Quarantine>;

export const getQuarantine = endpoint({
  name: "getQuarantine",
  method: "GET",
  path: "/api/report-suites/:rsid/quarantine",
  permission: "reportSuite.manage",
  summary:
    "Accepted hits that could not be used, and values that were left out of hits that count: counts by reason, and the newest examples. Amounts that wait for a rate: counts and sums by day and currency. Hits that came late: counts by day.",
  params: RsidPath,
  reply: Quarantine,
});
