import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { DataSourceId, Rsid } from "../ids.ts";
import { JobStatus } from "./jobs.ts";

/** Limits of files in parts, as version 1.4 documents them (A51). `partBytes` is the most of one request, `openJobs` the most jobs of a source whose last part did not come. */
export const PARTS = { rows: 10_000, most: 100, openJobs: 20, jobBytes: 50 * 1024 * 1024, partBytes: 16 * 1024 * 1024 } as const;

const OfSuite = z.strictObject({ reportSuiteID: Rsid });
const OfSource = OfSuite.extend({ dataSourceID: DataSourceId });
const Flag = z.boolean().default(false);
const Names = z.array(z.string().max(200)).max(1_000).default([]);

/** Settings of a generic source. Its metrics and dimensions are the columns of its template (FU19). Rows come in any order, so what is said of that is checked and not kept. */
const GenericSettings = z.strictObject({
  injectionType: z.enum(["live", "historical"]).optional(),
  allowOutOfOrderHits: z.boolean().optional(),
  stopOnWarning: z.literal(false).optional(),
  metricNames: Names,
  metricEvents: Names,
  dimensionNames: Names,
  dimensionVariables: Names,
});

/** What each method takes. */
export const BODIES_1_4 = {
  "DataSources.Get": OfSuite,
  "DataSources.GetJobs": OfSource.extend({
    filters: z
      .object({
        name: z.array(z.string()).optional(),
        state: z.union([JobStatus, z.literal("cache")]).optional(),
        /** In days. */
        lookback: z.int().min(0).max(100_000).optional(),
      })
      .default({}),
  }),
  "DataSources.Save": OfSuite.extend({
    id: DataSourceId.optional(),
    name: z.string().trim().max(200),
    email: z.string().trim().max(254),
    processing_type: z.literal("generic"),
    generic_data_type: z.coerce.number().int().optional(),
    settings: GenericSettings.prefault({}),
  }),
  "DataSources.UploadData": OfSource.extend({
    jobName: z.string().max(200),
    finished: Flag,
    columns: z.array(z.string().max(1_000)).max(2_000),
    rows: z.array(z.array(z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])).max(2_000)).max(PARTS.rows),
  }),
  "DataSources.ProcessIncompleteVisits": OfSource,
  "DataSources.Restart": OfSource,
  "DataSources.Delete": OfSource,
} as const;
export type Method14 = keyof typeof BODIES_1_4;
export type Body14<M extends Method14> = z.output<(typeof BODIES_1_4)[M]>;

export const Account14 = z
  .object({
    id: z.string(),
    processing_type: z.literal("generic"),
    name: z.string(),
    email: z.string(),
    activatedDate: z.iso.date(),
    /** `loginID` is empty while the server takes nothing by SFTP. The password is told where it is made, and never here. */
    ftp: z.object({ path: z.string(), loginID: z.string(), password: z.string() }),
    haltOnWarning: z.literal(false),
    haltOnError: z.boolean(),
    lockedByError: z.boolean(),
  })
  .meta({ id: "DataSourceAccount14" });

export type Account14 = z.infer<typeof Account14>;

/** Dates are `YYYY-MM-DD hh:mm:ss` in the report suite's time zone, and empty before the job came so far. */
export const Job14 = z
  .object({
    id: z.int(),
    fileName: z.string(),
    startDate: z.string(),
    finishDate: z.string(),
    size: z.int(),
    rows: z.int(),
    errors: z.array(z.string()),
    warnings: z.array(z.string()),
    receivedDate: z.string(),
    status: JobStatus,
  })
  .meta({ id: "DataSourceJob14" });
export type Job14 = z.infer<typeof Job14>;

const METHODS = Object.keys(BODIES_1_4).join(", ");

/** The login that files may be sent with by SFTP, if the server takes them so: its password is told once. */
export const Saved14 = z.object({ dataSourceID: z.int(), ftp: Account14.shape.ftp.optional() }).meta({ id: "SavedDataSource14" });

/** The methods have one address. Their bodies name the report suite. */
export const callVersion14 = endpoint({
  name: "callVersion14",
  method: "POST",
  path: "/admin/1.4/rest/",
  permission: "dataSource.manage",
  reach: "address",
  summary: `Version 1.4 of the documented interface, for scripts that still speak it. Its methods are ${METHODS}.`,
  query: z.object({ method: z.string().max(100) }),
  body: z.looseObject({ reportSuiteID: Rsid }).transform((body): Record<string, unknown> & { readonly rsid: Rsid } => ({ ...body, rsid: body.reportSuiteID })),
  described: { body: z.union(Object.values(BODIES_1_4)) },
  maxBodyBytes: PARTS.partBytes,
  reply: z.union([z.boolean(), Saved14, z.array(Account14), z.array(Job14)]),
});
