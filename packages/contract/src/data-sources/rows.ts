import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { JobId } from "../ids.ts";
import { RejectionCode } from "../refusals/row-faults.ts";
import { RejectedRow, UnlinkedReason } from "./receipts.ts";

/** What became of a row. `transaction` and `customer`: it is linked by that id. */
export const RowFate = z.enum(["transaction", "customer", "unlinked", "summary", "rejected"]);
export type RowFate = z.infer<typeof RowFate>;

const Texts = z.record(z.string(), z.string());

/** A row of a file as it is now. Amounts are decimals in the report suite's currency, as reports count them. */
export const UploadRow = z
  .object({
    line: z.int(),
    fate: RowFate,
    /** Why a row is unlinked. */
    reason: UnlinkedReason.nullable(),
    /** Why a row is rejected; null for a correct row of a strict file that was refused. */
    fault: RejectedRow.omit({ line: true }).nullable(),
    /** Where it counts in reports; null when it does not. */
    at: z.iso.datetime().nullable(),
    transactionId: z.string().nullable(),
    /** The customer by whose id it is linked, or for whom it waits. */
    visitorId: z.string().nullable(),
    /** One for a row of sales; of a row that gives an order back, each product of the order. Amounts as those of the row. */
    products: z.array(z.object({ name: z.string(), category: z.string(), units: z.string(), revenue: z.string(), metrics: Texts })),
    /** Its own values, by variable. */
    said: Texts,
    /** The values it took from its order or customer, by variable. */
    took: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    orders: z.string(),
    units: z.string(),
    revenue: z.string(),
    metrics: Texts,
    /** True when its money waits for a rate, and is not counted until then (CY2). */
    waitsForRate: z.boolean(),
    /** A rejected line as it was sent. */
    text: z.string().nullable(),
  })
  .meta({ id: "UploadRow" });
export type UploadRow = z.infer<typeof UploadRow>;

/** Which rows of an upload: of a fate, for a reason, or with a text in their ids and values. A number also finds the line. */
export const RowFilter = z.object({
  fate: RowFate.optional(),
  reason: z.union([UnlinkedReason, RejectionCode]).optional(),
  search: z.string().max(254).optional(),
});
export type RowFilter = z.infer<typeof RowFilter>;

export const UploadRows = z
  .object({
    rows: z.array(UploadRow),
    /** `after` of the next page; null on the last. */
    next: z.int().nullable(),
    /** How many rows fit in all. Only the first page counts. */
    total: z.int().optional(),
    /**
     * All rows of the upload by fate and reason, whatever the filter. A rejected row's reason is its code; `""` is a correct row of a refused file. Only the
     * first page counts.
     */
    counts: z.array(z.object({ fate: RowFate, reason: z.union([UnlinkedReason, RejectionCode, z.literal("")]), rows: z.int() })).optional(),
  })
  .meta({ id: "UploadRows" });
export type UploadRows = z.infer<typeof UploadRows>;

export const MOST_ROWS = 5_000;

export const listUploadRows = endpoint({
  name: "listUploadRows",
  method: "GET",
  path: "/api/uploads/:jobId/rows",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "The rows of an upload in the order of their lines: what became of each, why, and what it took from its order or customer (FU14).",
  params: z.object({ jobId: JobId }),
  query: RowFilter.extend({ after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(100) }),
  reply: UploadRows,
});
