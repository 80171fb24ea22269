import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { JobId } from "../ids.ts";
import { Receipt } from "./receipts.ts";
import { SourcePath } from "./unlinked.ts";

/** The first and the last day, in the report suite's time zone. */
const Days = z.strictObject({ from: z.iso.date(), to: z.iso.date() });

export const RowsOfDays = z
  .object({
    /** Rows of the source in reports on these days. */
    rows: z.int(),
    /** The uploads that they are of. */
    uploads: z.array(z.object({ jobId: z.int(), filename: z.string(), rows: z.int() })),
  })
  .meta({ id: "RowsOfDays" });
export type RowsOfDays = z.infer<typeof RowsOfDays>;

export const countRowsOfDays = endpoint({
  name: "countRowsOfDays",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/rows-of-days/count",
  permission: "dataSource.manage",
  summary: "How many rows of a data source stand in reports on some days, by upload. Nothing changes.",
  params: SourcePath,
  body: Days,
  reply: RowsOfDays,
});

export const takeBackRowsOfDays = endpoint({
  name: "takeBackRowsOfDays",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/rows-of-days/take-back",
  permission: "dataSource.manage",
  summary: "Take the rows of a data source that stand on some days out of reports (FU15). The reply says which they were.",
  params: SourcePath,
  body: Days,
  reply: RowsOfDays,
});

export const takeBackRow = endpoint({
  name: "takeBackRow",
  method: "POST",
  path: "/api/uploads/:jobId/rows/:line/take-back",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "Take one row of an upload out of reports (FU15).",
  params: z.object({ jobId: JobId, line: z.coerce.number().int().min(1).max(4_294_967_295) }),
  reply: Receipt,
});
