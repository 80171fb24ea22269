import { z } from "zod";
import { Currency } from "./currency.ts";
import { endpoint } from "./endpoint.ts";
import { Rsid, TransactionId } from "./ids.ts";

export const Allocation = z.enum(["mostRecent", "original", "linear"]);
export type Allocation = z.infer<typeof Allocation>;

/** When a persisted value stops (spec 4.6). Durations count from the second the value was set. */
export const Expiration = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["hit", "visit", "never", "minute", "hour", "day", "week", "month", "quarter", "year"]) }),
  z.strictObject({ kind: z.literal("days"), days: z.int().min(1).max(3650) }),
  z.strictObject({
    kind: z.literal("event"),
    event: z.union([
      z.enum(["purchase", "productView", "cartOpen", "checkout", "cartAdd", "cartRemove", "cartView"]),
      z.string().regex(/^event([1-9]\d{0,2}|1000)$/, "is not an event; event1 to event1000 is expected"),
    ]),
  }),
]);
export type Expiration = z.infer<typeof Expiration>;

/** A variable that is set: `evar1`-`evar250`, `prop1`-`prop75`, `list1`-`list3`, `campaign` or `marketingchannel`. */
export const VariableName = z
  .string()
  .regex(
    /^(evar([1-9]|[1-9]\d|1\d\d|2[0-4]\d|250)|prop([1-9]|[1-6]\d|7[0-5])|list[1-3]|event([1-9]\d{0,2}|1000)|campaign|marketingchannel|category|product|page|channel)$/,
    "is not a variable; evar1 to evar250, prop1 to prop75, list1 to list3, event1 to event1000, campaign, marketingchannel, category, product, page or channel is expected",
  );

export const VariableSettings = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  allocation: Allocation.optional(),
  expiration: Expiration.optional(),
  /** Where a Segment message holds the value, e.g. `properties.coupon`. */
  from: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_$ -]+(\.[A-Za-z0-9_$ -]+){0,9}$/, "is not a place in a message; names with dots between them are expected, e.g. properties.coupon")
    .max(200)
    .optional(),
  /** Delimiter of a list variable, one character; comma by default. */
  delimiter: z.string().length(1).optional(),
  /** An event's kind; `counter` by default. */
  eventType: z.enum(["counter", "numeric", "currency"]).optional(),
});
export type VariableSettings = z.infer<typeof VariableSettings>;

const TimeZone = z.string().max(60).refine(isTimeZone, "is not a time zone; an IANA name is expected, e.g. Europe/Amsterdam");

export const SuiteSettings = z.strictObject({
  name: z.string().trim().min(1).max(200),
  timeZone: TimeZone,
  currency: Currency,
  /** The switch *Transaction ID Storage*: ids seen while it is off are not kept (spec T1, T2). */
  transactionIdStorage: z.boolean(),
  /** Days from the online hit; product decision 1. */
  transactionIdWindowDays: z.int().min(1).max(762),
  lateLinking: z.boolean(),
  variables: z.record(VariableName, VariableSettings).refine((v) => Object.keys(v).length <= 1400, "holds too many variables; at most 1400 are expected"),
});
export type SuiteSettings = z.infer<typeof SuiteSettings>;

export const ReportSuite = SuiteSettings.extend({
  rsid: Rsid,
  writeKey: z.string(),
  createdAt: z.iso.datetime(),
  transactionIdStorageSince: z.iso.datetime().nullable(),
}).meta({ id: "ReportSuite" });
export type ReportSuite = z.infer<typeof ReportSuite>;

const RsidPath = z.object({ rsid: Rsid });

export const createReportSuite = endpoint({
  name: "createReportSuite",
  method: "POST",
  path: "/api/report-suites",
  permission: "reportSuite.manage",
  summary: "Create a report suite; the answer carries its write key.",
  body: SuiteSettings.partial().required({ name: true, timeZone: true, currency: true }).extend({ rsid: Rsid }),
  reply: ReportSuite,
  status: 201,
});
export const listReportSuites = endpoint({
  name: "listReportSuites",
  method: "GET",
  path: "/api/report-suites",
  permission: "reportSuite.read",
  summary: "Every report suite of this installation.",
  reply: z.object({ reportSuites: z.array(ReportSuite) }),
});
export const getReportSuite = endpoint({
  name: "getReportSuite",
  method: "GET",
  path: "/api/report-suites/:rsid",
  permission: "reportSuite.read",
  summary: "One report suite with its settings.",
  params: RsidPath,
  reply: ReportSuite,
});
export const changeReportSuite = endpoint({
  name: "changeReportSuite",
  method: "PATCH",
  path: "/api/report-suites/:rsid",
  permission: "reportSuite.manage",
  summary: "Change settings; they hold for hits received and files uploaded from now on. `variables` is merged by variable.",
  params: RsidPath,
  body: SuiteSettings.partial(),
  reply: ReportSuite,
});

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

/** States of a transaction id; expired beats linked (rulings, Words). */
export const TransactionState = z.enum(["recorded", "linked", "expired", "unknown"]);
export const Transaction = z
  .object({
    transactionId: TransactionId,
    state: TransactionState,
    recordedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    /** The effective id as the retailer gave it (`vid`, Segment `userId`); a device keeps its kind: `aid:`, `mid:`, `fid:`, `anon:`, `ipua:`. */
    visitor: z.string().nullable(),
    /** The frozen dimensions; a list where several values persisted. */
    snapshot: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullable(),
    /** When each frozen value was set, for "why has this sale this campaign?". */
    setAt: z.record(z.string(), z.iso.datetime()).nullable(),
    rows: z.int(),
  })
  .meta({ id: "Transaction" });
export const getTransaction = endpoint({
  name: "getTransaction",
  method: "GET",
  path: "/api/report-suites/:rsid/transactions/:transactionId",
  permission: "reportSuite.read",
  summary: "What is known of a transaction id, with its snapshot. 200 for every state.",
  params: RsidPath.extend({ transactionId: TransactionId }),
  reply: Transaction,
});

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
