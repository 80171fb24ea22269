import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Company } from "../ids.ts";
import { RankedRequest } from "./ranked-report.ts";

/** Names a hit or a row of a file to `explainRow`. */
export const ReportRowId = z.string().regex(/^[\w-]{8,120}$/);

/** The most lines of one answer. */
export const MOST_LINES = 500;

/** Which number of a report: that of an item, or without `itemId` a total. `shown`: of the items that the report may show, as its `filteredTotals`. */
const Cell = z.strictObject({
  request: RankedRequest,
  columnId: z.string().max(40),
  itemId: z.string().max(200).optional(),
  total: z.enum(["all", "shown"]).optional(),
  /** Of a column with a formula: which of the metrics in it, from 0; the answer lists them as `parts`. */
  part: z.int().min(0).max(500).optional(),
  /** The `next` of the page before. */
  after: z.string().max(400).optional(),
  limit: z.int().min(1).max(MOST_LINES).default(50),
});

export const ReportRow = z
  .object({
    id: ReportRowId,
    at: z.iso.datetime(),
    /** The same time in the zone of the report suite, with its offset. */
    localTime: z.string(),
    /** `order`: a hit with a purchase. `refund`: the part of an online refund that counts. `row`: of a file. */
    kind: z.enum(["pageView", "hit", "order", "row", "refund"]),
    isReturn: z.boolean(),
    /** The file of a row; `number` is that of the upload. */
    file: z.object({ upload: z.int(), filename: z.string(), dataSource: z.string(), line: z.int() }).nullable(),
    /** What became of a row of a file. */
    fate: z.enum(["transaction", "customer", "unlinked", "summary"]).nullable(),
    /** One visitor has one handle in a report suite; null for nobody. */
    visitor: z.string().nullable(),
    /** Who that is, for callers who may see customers; null when no account number is known, or when the caller may not. */
    accountNumber: z.string().nullable(),
    transactionIds: z.array(z.string()),
    page: z.string().nullable(),
    /** The values of the report's dimension on this hit or row. */
    values: z.array(z.string()),
    moreValues: z.int(),
  })
  .meta({ id: "ReportRow" });
export type ReportRow = z.infer<typeof ReportRow>;

/** A touch point that has credit for a line. */
const TouchPoint = z.object({ id: ReportRowId, at: z.iso.datetime(), amount: z.string() });

export const ReportLine = ReportRow.extend({
  /** Its part of the number, an exact decimal. */
  amount: z.string(),
  /** For visits and visitors: how many of their hits count here. Otherwise 1. */
  hits: z.int(),
  /** With an attribution model: the touch points of the item, which have the credit. */
  touchPoints: z.array(TouchPoint),
  moreTouchPoints: z.int(),
}).meta({ id: "ReportLine" });
export type ReportLine = z.infer<typeof ReportLine>;

export const RowsBehind = z
  .object({
    rows: z.array(ReportLine),
    next: z.string().nullable(),
    /** The number as the report shows it. */
    value: z.number(),
    /** What all lines of all pages add up to, before it is rounded as the report rounds it. */
    sum: z.string(),
    lines: z.int(),
    /** Rows that counted here and were taken back since, which leaves nothing. They are not listed. */
    takenBack: z.int(),
    metric: z.string(),
    /** The metrics of a formula, whose numbers have rows while the formula has none. Empty for a column without one. */
    parts: z.array(z.string()),
    dimension: z.string().nullable(),
    timeZone: z.string(),
    currency: z.string(),
    /** False when the caller may not see customers: then no line names one (BR5). */
    namesCustomers: z.boolean(),
  })
  .meta({ id: "RowsBehind" });
export type RowsBehind = z.infer<typeof RowsBehind>;

export const listRowsBehind = endpoint({
  name: "listRowsBehind",
  method: "POST",
  path: "/api/:company/reports/rows",
  permission: "report.read",
  reach: "handler",
  summary: "The hits and rows that made one number of a report, which add up to it (BR1).",
  params: z.object({ company: Company }),
  body: Cell,
  reply: RowsBehind,
});
