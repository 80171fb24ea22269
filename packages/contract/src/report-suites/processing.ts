import { z } from "zod";
import { endpoint } from "../endpoint.ts";
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

export const Quarantine = z
  .object({
    counts: z.array(z.object({ reason: QuarantineReason, hits: z.int() })),
    newest: z.array(z.object({ receivedAt: z.iso.datetime(), reason: QuarantineReason, detail: z.string(), door: z.string(), payload: z.string() })),
  })
  .meta({ id: "Quarantine" });
export type Quarantine = z.infer<typeof Quarantine>;

export const getQuarantine = endpoint({
  name: "getQuarantine",
  method: "GET",
  path: "/api/report-suites/:rsid/quarantine",
  permission: "reportSuite.manage",
  summary: "Hits that were accepted but could not be used: counts by reason and the newest examples.",
  params: RsidPath,
  reply: Quarantine,
});
