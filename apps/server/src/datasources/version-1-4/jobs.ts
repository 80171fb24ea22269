import type { Body14, Job14 } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import { accountOrRefusal } from "../accounts/accounts.ts";
import { suiteTime } from "../accounts/suite-time.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { loadedRows } from "../intake/read-jobs.ts";
import { jobError } from "../receipt/job-error.ts";
import type { UploadRow } from "../queries.ts";
import { uploadsSince } from "./job-queries.ts";

const DAY_MS = 86_400_000;

/** All jobs of a source, or those of the last `lookback` days, newest first. Why each row was rejected is in the upload's receipt. */
export async function jobs14(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { reportSuiteID: rsid, dataSourceID, filters }: Body14<"DataSources.GetJobs">,
): Promise<Job14[]> {
  const timeZone = await timeZoneOf(db, rsid);
  const { id } = await accountOrRefusal(db, { rsid, dataSourceId: dataSourceID });
  const { name, state, lookback } = filters;
  const rows = await uploadsSince(db, {
    account: id,
    from: lookback === undefined ? new Date(0) : new Date(clock.now().getTime() - lookback * DAY_MS),
    names: name,
    // A file that waits is uploaded; there is no cache before that.
    statuses: state === undefined ? undefined : state === "cache" ? [] : [state],
  });
  return rows.map((row) => shown(row, timeZone));
}

function shown(row: UploadRow & { readonly bytes: number }, timeZone: string): Job14 {
  const time = (at: Date | null) => (at === null ? "" : suiteTime(at, timeZone));
  const error = jobError(row);
  return {
    id: row.id,
    fileName: row.filename,
    startDate: time(row.started_at),
    finishDate: time(row.finished_at),
    size: row.bytes,
    rows: loadedRows(row),
    errors: [...(error === undefined ? [] : [error.message]), ...rejectedIn(row)],
    warnings: row.duplicate_of === null ? [] : [`Its rows are those of job ${row.duplicate_of}, so nothing was loaded.`],
    receivedDate: suiteTime(row.uploaded_at, timeZone),
    status: row.status,
  };
}

function rejectedIn({ id, status, rejected }: UploadRow): string[] {
  if (status !== "success" || rejected === 0) return [];
  return [`${rejected === 1 ? "1 row was" : `${rejected} rows were`} rejected: see /api/uploads/${id}/receipt and /api/uploads/${id}/rejected.`];
}
