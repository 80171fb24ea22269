import { z } from "zod";
import { DataSourceType } from "./accounts.ts";
import { endpoint } from "../endpoint.ts";
import { RsidPath } from "../report-suites/suites.ts";
import { CameBy, JobError, JobFates, JobStatus } from "./jobs.ts";

/** The status of a file in the log: that of its job, or `duplicate` when its rows were loaded before, so that nothing of it was. */
export const FileStatus = z.enum([...JobStatus.options, "duplicate"]);
export type FileStatus = z.infer<typeof FileStatus>;

/** A file that came to a data source, with what became of its rows (FU17). */
export const SourceFile = z
  .object({
    jobId: z.int(),
    dataSourceId: z.int(),
    source: z.string(),
    type: DataSourceType,
    /** False when the source was deleted since. */
    sourceExists: z.boolean(),
    /** True while its source is stopped, so that its files wait until somebody restarts it. */
    sourceStopped: z.boolean(),
    filename: z.string(),
    cameBy: CameBy,
    /** As it was sent: packed, if it was. */
    bytes: z.int(),
    /** Rows that were read, whatever became of them. */
    rows: z.int(),
    /** Rows that were rejected. */
    errors: z.int(),
    fates: JobFates,
    receivedAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    /** From the start of its loading to the end, in milliseconds; null while it is not done, or was never begun. */
    tookMs: z.int().nullable(),
    status: FileStatus,
    duplicateOf: z.int().nullable(),
    error: JobError.nullable(),
  })
  .meta({ id: "SourceFile" });
export type SourceFile = z.infer<typeof SourceFile>;

export const FILE_SORTS = ["received", "filename", "source", "type", "cameBy", "bytes", "rows", "errors", "status", "took", "number"] as const;

/** Which files of a suite: of a source or a type, of some days of the suite's calendar, of a status, with a text in their name or that of their source. */
export const FileFilter = z.object({
  search: z.string().trim().max(100).optional(),
  source: z.coerce.number().int().positive().optional(),
  type: DataSourceType.optional(),
  status: FileStatus.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

/** Numbers of jobs or data sources with commas between them, a hundred at most. */
const Numbers = z.string().regex(/^\d{1,10}(,\d{1,10}){0,99}$/);

export const listSourceFiles = endpoint({
  name: "listSourceFiles",
  method: "GET",
  path: "/api/report-suites/:rsid/data-sources/files",
  permission: "dataSource.manage",
  summary: "The files that came to the data sources of a report suite, the newest first, those of deleted sources too: a page of those that are asked for.",
  params: RsidPath,
  query: FileFilter.extend({
    sort: z.enum(FILE_SORTS).default("received"),
    descending: z.stringbool().default(true),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    limit: z.coerce.number().int().min(1).max(1_000).default(50),
    /** Only files up to this job, so that pages that are read one after the other fit together while files come: `newest` of the first page. */
    upTo: z.coerce.number().int().positive().optional(),
    /** Only these jobs, so that files that are under way are looked at again without the others. */
    jobs: Numbers.optional(),
    /** False leaves `total` out, for pages after the first. */
    counted: z.stringbool().default(true),
  }),
  reply: z.object({ files: z.array(SourceFile), total: z.int().nullable(), newest: z.int() }),
});

/** What came to a data source so far. */
export const SourceActivity = z
  .object({
    dataSourceId: z.int(),
    /** Files that came and are not loaded yet. */
    filesInQueue: z.int(),
    /** Rows of its files that are in reports. */
    rows: z.int(),
    /** Rows of its files that were rejected, of files that count. */
    errors: z.int(),
    /** Files of which nothing was loaded. */
    failedFiles: z.int(),
    /** The newest file. */
    newest: SourceFile.nullable(),
  })
  .meta({ id: "SourceActivity" });
export type SourceActivity = z.infer<typeof SourceActivity>;

export const listSourceActivity = endpoint({
  name: "listSourceActivity",
  method: "GET",
  path: "/api/report-suites/:rsid/data-sources/activity",
  permission: "dataSource.manage",
  summary: "Of each data source of a report suite: files in its queue, rows in reports, rejected rows, failed files, and the newest file.",
  params: RsidPath,
  query: z.object({
    /** Only these data sources, so that those with files under way are looked at again without the others. */
    sources: Numbers.optional(),
  }),
  reply: z.array(SourceActivity),
});
