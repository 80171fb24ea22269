import { z } from "zod";
import { wrongAs } from "../refusals/index.ts";
import { Currency } from "../currency.ts";
import { endpoint } from "../endpoint.ts";
import { Rsid } from "../ids.ts";
import { TimeZone } from "../time-zone.ts";
import { VariableChange, VariableName, VariableSettings } from "./variables.ts";

const SaleVariable = z.string().regex(/^evar([1-9]|[1-9]\d|1\d\d|2[0-4]\d|250)$/);

/** As many as a suite has. */
const areNotTooMany = (variables: object) => Object.keys(variables).length <= 1400;

export const SuiteSettings = z.strictObject({
  name: z.string().trim().min(1).max(200),
  timeZone: TimeZone,
  currency: Currency,
  /** The switch *Transaction ID Storage*: ids seen while it is off are not kept (T1, T2). */
  transactionIdStorage: z.boolean(),
  /** Days from the online hit (X1, X2). */
  transactionIdWindowDays: z.int().min(1).max(762),
  lateLinking: z.boolean(),
  /** *Sign-in*: the first person recognised in a visit takes along what the device set in it (SO1). */
  signIn: z.boolean(),
  /** How many bytes of a purchase id are compared: 100, or the 20 that old tags expect (D6). */
  purchaseIdBytes: z.union([z.literal(20), z.literal(100)]),
  /** A purchase without an id that repeats one of its visit is a reload and counts nothing (PI1, PI2). */
  dropReloadedPurchases: z.boolean(),
  /** How long a hit with its own time waits for earlier ones, in milliseconds from its arrival; 0 for not at all (OA2). */
  reorderWindowMs: z.int().min(0).max(10_000),
  /** The eVars that hold the store and the receipt number of store purchases; null for none (C19). */
  storeVariable: SaleVariable.nullable(),
  receiptVariable: SaleVariable.nullable(),
  variables: z.record(VariableName, VariableSettings).refine(areNotTooMany, wrongAs("form.variables")),
});
export type SuiteSettings = z.infer<typeof SuiteSettings>;

export const ReportSuite = SuiteSettings.extend({
  rsid: Rsid,
  writeKey: z.string(),
  createdAt: z.iso.datetime(),
  transactionIdStorageSince: z.iso.datetime().nullable(),
}).meta({ id: "ReportSuite" });
export type ReportSuite = z.infer<typeof ReportSuite>;

export const RsidPath = z.object({ rsid: Rsid });

export const createReportSuite = endpoint({
  name: "createReportSuite",
  method: "POST",
  path: "/api/report-suites",
  permission: "reportSuite.manage",
  summary: "Create a report suite; the answer has its write key.",
  body: SuiteSettings.partial().required({ name: true, timeZone: true, currency: true }).extend({ rsid: Rsid }),
  reply: ReportSuite,
  status: 201,
});

export const listReportSuites = endpoint({
  name: "listReportSuites",
  method: "GET",
  path: "/api/report-suites",
  permission: "reportSuite.read",
  reach: "handler",
  summary: "The report suites of this installation.",
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
  summary:
    "Change settings; they hold for hits received and files uploaded from now on. Of a variable only the named settings change; null takes a setting, or a variable's settings, away.",
  params: RsidPath,
  body: SuiteSettings.partial().extend({
    variables: z.record(VariableName, VariableChange.nullable()).refine(areNotTooMany, wrongAs("form.variables")).optional(),
  }),
  reply: ReportSuite,
});
