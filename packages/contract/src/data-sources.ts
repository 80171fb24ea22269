import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { Company, DataSourceId, JobId, Rsid } from "./ids.ts";

export const DataSourceType = z.enum(["summary", "transactionid", "visitorid"]);
export type DataSourceType = z.infer<typeof DataSourceType>;
/** What a caller may send: `generic` is the documented word for summary. */
export const DataSourceTypeInput = z
  .enum(["summary", "transactionid", "visitorid", "generic"])
  .transform((type): DataSourceType => (type === "generic" ? "summary" : type));
export const UploadMode = z.enum(["lenient", "strict"]);
export type UploadMode = z.infer<typeof UploadMode>;

/** Account in the documented 2.0 shape (spec 2.11), with our `mode`. The FTP fields are empty until SFTP intake exists. */
export const DataSourceAccount = z
  .object({
    name: z.string(),
    email: z.string(),
    data_source_id: z.int(),
    type: DataSourceType,
    mode: UploadMode,
    date_created: z.iso.date(),
    ftp_hostname: z.string(),
    ftp_username: z.string(),
    ftp_password: z.string(),
  })
  .meta({ id: "DataSourceAccount" });
export type DataSourceAccount = z.infer<typeof DataSourceAccount>;

export const JobStatus = z.enum(["uploaded", "processing", "success", "failure", "deleted"]);
export type JobStatus = z.infer<typeof JobStatus>;
export const JobError = z.object({ code: z.string(), message: z.string() });
export type JobError = z.infer<typeof JobError>;

/** Job in the documented 2.0 shape; dates are `YYYY-MM-DD hh:mm:ss` in the report suite's time zone. */
export const DataSourceJob = z
  .object({
    filename: z.string(),
    rows: z.int(),
    job_id: z.int(),
    status: JobStatus,
    uploaded_date: z.string(),
    started_processing_date: z.string().nullable(),
    finished_processing_date: z.string().nullable(),
    error: JobError.optional(),
    duplicateOf: z.int().optional(),
  })
  .meta({ id: "DataSourceJob" });
export type DataSourceJob = z.infer<typeof DataSourceJob>;

export const RejectionCode = z.enum([
  "row.cells",
  "row.too_long",
  "row.no_metric",
  "row.no_dimension",
  "date.missing",
  "date.format",
  "date.future",
  "dimension.semicolon",
  "metric.not_a_number",
  "transactionid.several",
  "transactionid.too_long",
  "visitorid.too_long",
]);
export type RejectionCode = z.infer<typeof RejectionCode>;
export const RejectedRow = z
  .object({ line: z.int(), column: z.string().nullable(), value: z.string(), code: RejectionCode, message: z.string() })
  .meta({ id: "RejectedRow" });
export type RejectedRow = z.infer<typeof RejectedRow>;

export const UnlinkedReason = z.enum(["unknown", "expired", "seen_while_storage_off", "unknown_visitor"]);
export type UnlinkedReason = z.infer<typeof UnlinkedReason>;

/** Every row read has exactly one fate: rowsRead = linkedByTransaction + linkedByCustomer + unlinked + summary + rejected. */
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
    /** Unlinked rows by reason; the sum is `unlinked`. */
    unlinkedReasons: z.partialRecord(UnlinkedReason, z.int()),
    duplicateOf: z.int().optional(),
    undoneAt: z.iso.datetime().optional(),
    rejectedRows: z.array(RejectedRow),
  })
  .meta({ id: "Receipt" });
export type Receipt = z.infer<typeof Receipt>;

const AccountPath = z.object({ company: Company, rsid: Rsid });
const OneAccountPath = AccountPath.extend({ dataSourceId: DataSourceId });

export const createDataSource = endpoint({
  name: "createDataSource",
  method: "POST",
  path: "/api/:company/datasources/account/:rsid",
  permission: "dataSource.manage",
  summary: "Create a data source account.",
  params: AccountPath,
  query: z.object({
    type: DataSourceTypeInput.default("summary"),
    name: z.string().trim().max(200).optional(),
    email: z.string().trim().max(254).optional(),
    mode: UploadMode.default("lenient"),
  }),
  reply: DataSourceAccount,
});
export const listDataSources = endpoint({
  name: "listDataSources",
  method: "GET",
  path: "/api/:company/datasources/account/:rsid",
  permission: "dataSource.manage",
  summary: "The data source accounts of a report suite.",
  params: AccountPath,
  reply: z.array(DataSourceAccount),
});
export const getDataSource = endpoint({
  name: "getDataSource",
  method: "GET",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId",
  permission: "dataSource.manage",
  summary: "One data source account.",
  params: OneAccountPath,
  reply: DataSourceAccount,
});
export const deleteDataSource = endpoint({
  name: "deleteDataSource",
  method: "DELETE",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId",
  permission: "dataSource.manage",
  summary: "Delete an account; its rows stay in reports.",
  params: OneAccountPath,
  reply: z.object({ success: z.boolean(), message: z.string() }),
});
export const createJob = endpoint({
  name: "createJob",
  method: "POST",
  path: "/api/:company/datasources/job/:rsid/:dataSourceId",
  permission: "dataSource.manage",
  summary: "Upload a data source file, multipart part `file`. `?force=true` loads a file that was loaded before.",
  params: OneAccountPath,
  query: z.object({ force: z.stringbool().default(false) }),
  bodyKind: "multipart",
  reply: DataSourceJob,
});
export const listJobs = endpoint({
  name: "listJobs",
  method: "GET",
  path: "/api/:company/datasources/job/:rsid/:dataSourceId",
  permission: "dataSource.manage",
  summary: "Jobs of an account, newest first, 100 a page.",
  params: OneAccountPath,
  query: z.object({
    status: JobStatus.optional(),
    start_date: z.string().max(30).optional(),
    end_date: z.string().max(30).optional(),
    page: z.coerce.number().int().min(1).default(1),
  }),
  reply: z.object({ page: z.int(), jobs: z.array(DataSourceJob), total_pages: z.int() }),
});
export const getJob = endpoint({
  name: "getJob",
  method: "GET",
  path: "/api/:company/datasources/job/:rsid/:dataSourceId/:jobId",
  permission: "dataSource.manage",
  summary: "One job.",
  params: OneAccountPath.extend({ jobId: JobId }),
  reply: DataSourceJob,
});

const UploadPath = z.object({ jobId: JobId });
export const getReceipt = endpoint({
  name: "getReceipt",
  method: "GET",
  path: "/api/uploads/:jobId/receipt",
  permission: "dataSource.manage",
  summary: "The fate of every row: counts that add up, and the first hundred rejected lines.",
  params: UploadPath,
  reply: Receipt,
});
export const getRejected = endpoint({
  name: "getRejected",
  method: "GET",
  path: "/api/uploads/:jobId/rejected",
  permission: "dataSource.manage",
  summary: "The rejected lines as a file in the same format, to mend and send again.",
  params: UploadPath,
  replyKind: "file",
});
export const undoUpload = endpoint({
  name: "undoUpload",
  method: "POST",
  path: "/api/uploads/:jobId/undo",
  permission: "dataSource.manage",
  summary: "Take an upload out again; reports return to what they were.",
  params: UploadPath,
  reply: Receipt,
});
export const getTemplate = endpoint({
  name: "getTemplate",
  method: "GET",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId/template",
  permission: "dataSource.manage",
  summary: "An empty file with the headers of this type, as a start.",
  params: OneAccountPath,
  replyKind: "file",
});
