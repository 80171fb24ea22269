import { z } from "zod";
import { DataSourceJob, JobError, JobFates, JobStatus } from "./jobs.ts";
import { endpoint } from "../endpoint.ts";
import { DataSourceId, JobId, Rsid } from "../ids.ts";
import { RejectionCode } from "../refusals/row-faults.ts";
import { Params } from "../refusals/saying.ts";

/** What is wrong with a row is `code` with `params`; `message` is the same in English, for people. `column`: null for the whole row. */
export const FaultOfRow = z
  .object({ column: z.string().nullable(), value: z.string(), code: RejectionCode, params: Params, message: z.string() })
  .meta({ id: "FaultOfRow" });
export type FaultOfRow = z.infer<typeof FaultOfRow>;

/** A rejected row with its first fault. `further`: what else is wrong with it (FF32); absent for nothing. */
export const RejectedRow = FaultOfRow.extend({
  line: z.int(),
  further: z.array(FaultOfRow).optional(),
  /** The upload that has it mended (FU23). */
  mendedBy: z.int().optional(),
}).meta({ id: "RejectedRow" });
export type RejectedRow = z.infer<typeof RejectedRow>;

export const UnlinkedReason = z.enum(["unknown", "expired", "seen_while_storage_off", "unknown_visitor", "beyond_order", "before_order"]);
export type UnlinkedReason = z.infer<typeof UnlinkedReason>;

/** Rows that count although their day is odd, with the first of their lines. */
const OddRows = z.object({ rows: z.int(), lines: z.array(z.int()) });

/** One file of those that were sent for the same upload, with its rows by their fates; of one that was replaced or undone, as they were then. */
const Attempt = z
  .object({
    jobId: z.int(),
    filename: z.string(),
    uploadedAt: z.iso.datetime(),
    status: JobStatus,
    /** What took its place. */
    replacedBy: z.int().optional(),
    /** The upload whose rejected rows it has, mended. */
    mends: z.int().optional(),
    /** It loaded nothing, because that upload has the same rows. */
    duplicateOf: z.int().optional(),
    error: JobError.optional(),
    rowsRead: z.int(),
    fates: JobFates,
  })
  .meta({ id: "UploadAttempt" });
export type UploadAttempt = z.infer<typeof Attempt>;

/** Every row read has exactly one fate: rowsRead = linkedByTransaction + linkedByCustomer + unlinked + summary + rejected + takenBack. */
export const Receipt = z
  .object({
    jobId: z.int(),
    filename: z.string(),
    status: JobStatus,
    error: JobError.optional(),
    rowsRead: z.int(),
    linkedByTransaction: z.int(),
    linkedByCustomer: z.int(),
    unlinked: z.int(),
    summary: z.int(),
    rejected: z.int(),
    /** Rows that were taken out of reports since (FU15); absent for none. */
    takenBack: z.int().optional(),
    /** Unlinked rows by reason; the sum is `unlinked`. */
    unlinkedReasons: z.partialRecord(UnlinkedReason, z.int()),
    duplicateOf: z.int().optional(),
    undoneAt: z.iso.datetime().optional(),
    rejectedRows: z.array(RejectedRow),
    /** Lines that begin with `#`: how many, and those that look like rows, the first of them in full. They do not count as rows read. */
    comments: z.object({ lines: z.int(), likeRows: z.int(), examples: z.array(z.object({ line: z.int(), text: z.string() })) }).optional(),
    /** How many visitor ids are placeholders (`null`, `0`, ...). Their rows are read without an id. */
    placeholderIds: z.int().optional(),
    /** Rows that earlier files of the source have, the first of their lines, and the first of those uploads. `counted` false: they were rejected. */
    repeatedRows: OddRows.extend({ uploads: z.array(z.int()), counted: z.boolean() }).optional(),
    /** Rows dated before the day of their order, as known now. */
    beforeOrder: OddRows.optional(),
    /** Rows dated more than a year before the suite's first hit. */
    beforeSuite: OddRows.optional(),
    /** With `duplicateOf`: true when the rows are the same but not the bytes. */
    sameRows: z.boolean().optional(),
    /** The upload whose rows these take the place of, and the one that took the place of these (FU22). While that one's job runs, its rows do so month by month. */
    replaces: z.int().optional(),
    replacedBy: z.int().optional(),
    /** The upload whose rejected rows these are, mended, and the uploads that have rejected rows of this one mended, with how many (FU23). */
    mends: z.int().optional(),
    mendedBy: z.array(z.object({ jobId: z.int(), rows: z.int() })).optional(),
    /** All files that were sent for this upload, first to last; absent for one. */
    attempts: z.array(Attempt).optional(),
  })
  .meta({ id: "Receipt" });
export type Receipt = z.infer<typeof Receipt>;

const UploadPath = z.object({ jobId: JobId });

export const getReceipt = endpoint({
  name: "getReceipt",
  method: "GET",
  path: "/api/uploads/:jobId/receipt",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "The fate of every row: counts that add up, and the first hundred rejected lines. Whoever names a data source gets only receipts of its uploads.",
  params: UploadPath,
  query: z.object({ rsid: Rsid.optional(), dataSourceId: DataSourceId.optional() }),
  reply: Receipt,
});

export const getRejected = endpoint({
  name: "getRejected",
  method: "GET",
  path: "/api/uploads/:jobId/rejected",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "The rejected lines as a file in the same format, to correct and send again.",
  params: UploadPath,
  replyKind: "file",
});

export const undoUpload = endpoint({
  name: "undoUpload",
  method: "POST",
  path: "/api/uploads/:jobId/undo",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "Undo an upload; reports become what they were before.",
  params: UploadPath,
  reply: Receipt,
});

export const replaceUpload = endpoint({
  name: "replaceUpload",
  method: "POST",
  path: "/api/uploads/:jobId/replace",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "Replace an upload by its corrected file, multipart part `file`. If that fails, the upload stays as it was (FU22).",
  params: UploadPath,
  bodyKind: "multipart",
  reply: DataSourceJob,
});
