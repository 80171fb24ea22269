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
  summary: "How many accepted hits are not in reports yet; 0 when every one is, late links included.",
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
]);
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** Why a value of a hit, or a purchase, was kept out although its hit stands. */
export const UnreadReason = z.enum([
  "amount.unreadable",
  "amount.ambiguous",
  "amount.too_large",
  "id.placeholder",
  "transactionid.too_long",
  "list.cut",
  "purchase.repeated",
  // For refunds by call: the value is the order's id, with what was left of the order.
  "refund.beyond_order",
  "refund.expired",
  "refund.seen_while_storage_off",
]);
export type UnreadReason = z.infer<typeof UnreadReason>;

/** Where a hit stands that came after a newer one of its visitor: in the newest visit, or before it, apart from what persists (OA6, OA9). */
export const LateReason = z.enum(["visit", "older"]);
export type LateReason = z.infer<typeof LateReason>;

export const Quarantine = z
  .object({
    counts: z.array(z.object({ reason: QuarantineReason, hits: z.int() })),
    newest: z.array(
      z.object({
        receivedAt: z.iso.datetime(),
        reason: QuarantineReason,
        /** Null for a hit that was put here before there were codes: `detail` alone says why. */
        why: z.object({ code: HitFaultCode, params: Params }).nullable(),
        detail: z.string(),
        door: z.string(),
        payload: z.string(),
      }),
    ),
    /** Amounts of hits that stand, which wait for the rate of their day: the newest days first (CY2). */
    waitingAmounts: z.array(
      z.object({
        day: z.iso.date(),
        currency: z.string(),
        /** The suite's own currency. */
        to: z.string(),
        hits: z.int(),
        /** In `currency`, exact. */
        revenue: z.string(),
        events: z.array(z.object({ event: z.string(), amount: z.string() })),
      }),
    ),
    /** Hits that missed the reorder window: all of them by where they stand, the newest days of their arrival in the suite's time, and the newest examples (OA8). */
    cameLate: z.object({
      counts: z.array(z.object({ reason: LateReason, hits: z.int() })),
      days: z.array(z.object({ day: z.iso.date(), visit: z.int(), older: z.int() })),
      newest: z.array(z.object({ receivedAt: z.iso.datetime(), happenedAt: z.iso.datetime(), reason: LateReason, door: z.string() })),
    }),
    /** What was kept out of hits that stand: counts by reason and place, and the newest examples. */
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
    "Hits that were accepted but could not be used, and values that were kept out of hits that stand: counts by reason and the newest examples. Amounts that wait for a rate: counts and sums by day and currency. Hits that came late: counts by day.",
  params: RsidPath,
  reply: Quarantine,
});
