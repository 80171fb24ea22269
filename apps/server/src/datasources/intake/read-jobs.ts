import { Refusal } from "@rapport/contract";
import type { DataSourceJob, JobStatus } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { uploadOfAccount, type UploadRow } from "../queries.ts";
import { countUploads, uploadsPage } from "./job-list-queries.ts";
import { instantOfSuiteTime, suiteTime } from "../accounts/suite-time.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { jobFates } from "../receipt/job-fates.ts";
import { jobError } from "../receipt/job-error.ts";

const PAGE = 100;

export interface JobFilter extends AccountPlace {
  readonly status: JobStatus | undefined;
  /** In the suite's zone; the last month when absent. */
  readonly start: string | undefined;
  readonly end: string | undefined;
  /** From 1. */
  readonly page: number;
  readonly fates: boolean;
}

/** Jobs of an account, newest first, 100 a page; a page beyond the last is empty (A55). */
export async function listUploads(
  { db, clock, warehouse }: Pick<Deps, "db" | "clock" | "warehouse">,
  filter: JobFilter,
): Promise<{ page: number; jobs: DataSourceJob[]; total_pages: number }> {
  const timeZone = await timeZoneOf(db, filter.rsid);
  await accountOrRefusal(db, filter);
  const where = {
    rsid: filter.rsid,
    account: filter.dataSourceId,
    status: filter.status,
    from: filter.start === undefined ? monthBefore(clock.now()) : instantOfSuiteTime(filter.start, { timeZone, name: "start_date" }),
    to: filter.end === undefined ? clock.now() : instantOfSuiteTime(filter.end, { timeZone, name: "end_date" }),
  };
  const total = await countUploads(db, where);
  const rows = await uploadsPage(db, where, { limit: PAGE, offset: (filter.page - 1) * PAGE });
  const fates = filter.fates ? await jobFates({ warehouse }, { rsid: filter.rsid, uploads: rows }) : undefined;
  const jobs = rows.map((row) => ({ ...shownJob(row, timeZone), ...(fates !== undefined && { fates: fates.get(row.id) }) }));
  return { page: filter.page, jobs, total_pages: Math.ceil(total / PAGE) };
}

export async function readUpload({ db }: Pick<Deps, "db">, place: AccountPlace & { readonly jobId: number }): Promise<DataSourceJob> {
  const timeZone = await timeZoneOf(db, place.rsid);
  await accountOrRefusal(db, place);
  const row = await uploadOfAccount(db, { rsid: place.rsid, account: place.dataSourceId, id: place.jobId });
  if (row === undefined) throw new Refusal("job.unknown", { job: place.jobId });
  return shownJob(row, timeZone);
}

/** The documented job; `rows` is how many rows were loaded. */
export function shownJob(row: UploadRow, timeZone: string): DataSourceJob {
  const error = jobError(row);
  const time = (at: Date | null) => (at === null ? null : suiteTime(at, timeZone));
  return {
    filename: row.filename,
    rows: loadedRows(row),
    job_id: row.id,
    status: row.status,
    cameBy: row.came_by,
    uploaded_date: suiteTime(row.uploaded_at, timeZone),
    started_processing_date: time(row.started_at),
    finished_processing_date: time(row.finished_at),
    ...(error !== undefined && { error }),
    ...(row.duplicate_of !== null && { duplicateOf: row.duplicate_of }),
  };
}

/** How many rows of an upload were loaded, and not taken back since. */
export function loadedRows({ rows_read, rejected, taken_back }: UploadRow): number {
  return rows_read - rejected - taken_back;
}

function monthBefore(now: Date): Date {
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - 1);
  return before;
}
