import { z } from "zod";
import { OneAccountPath } from "./accounts.ts";
import { endpoint } from "../endpoint.ts";
import { JobId } from "../ids.ts";
import { Params } from "../refusals/saying.ts";

export const JobStatus = z.enum(["uploaded", "processing", "success", "failure", "deleted"]);
export type JobStatus = z.infer<typeof JobStatus>;

/** Which way a file came: `http` for one of an early version, when a screen and the API were not told apart. `folder`: another program put it into the source's folder. */
export const CameBy = z.enum(["screen", "api", "sftp", "folder", "http"]);
export type CameBy = z.infer<typeof CameBy>;

/** Why nothing of a file was loaded: `code` with `params`; `message` is English, for people. Jobs of an early version have no parameters. */
export const JobError = z.object({ code: z.string(), params: Params, message: z.string() });
export type JobError = z.infer<typeof JobError>;

/** The rows of a job by their present fates: `waiting` may still be linked, `unlinked` never will. */
export const JobFates = z.object({ linked: z.int(), waiting: z.int(), unlinked: z.int(), summary: z.int(), rejected: z.int() });
export type JobFates = z.infer<typeof JobFates>;

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
    cameBy: CameBy,
    duplicateOf: z.int().optional(),
    /** Present when the request asks for it. */
    fates: JobFates.optional(),
  })
  .meta({ id: "DataSourceJob" });
export type DataSourceJob = z.infer<typeof DataSourceJob>;

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
  summary: "Jobs of an account, newest first, 100 a page. `?fates=true` adds what became of the rows of each job.",
  params: OneAccountPath,
  query: z.object({
    status: JobStatus.optional(),
    start_date: z.string().max(30).optional(),
    end_date: z.string().max(30).optional(),
    page: z.coerce.number().int().min(1).default(1),
    fates: z.stringbool().default(false),
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
