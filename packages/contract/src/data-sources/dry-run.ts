import { endpoint } from "../endpoint.ts";
import { DataSourceId } from "../ids.ts";
import { RsidPath } from "../report-suites/suites.ts";
import { Receipt } from "./receipts.ts";
import { z } from "zod";

/** The receipt that a file would have if it were loaded now. */
export const DryRun = Receipt.omit({ jobId: true, undoneAt: true }).meta({ id: "DryRun" });
export type DryRun = z.infer<typeof DryRun>;

export const dryRunFile = endpoint({
  name: "dryRunFile",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/dry-run",
  permission: "dataSource.manage",
  summary: "Try a file, multipart part `file`: the receipt it would have. Nothing of it is loaded or kept. `?force=true` tries it as one that is loaded again.",
  params: RsidPath.extend({ dataSourceId: DataSourceId }),
  query: z.object({ force: z.stringbool().default(false) }),
  bodyKind: "multipart",
  reply: DryRun,
});
