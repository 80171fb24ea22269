import type { Query } from "@rapport/contract";
import type { JobFates, listSourceActivity, listSourceFiles, SourceActivity, SourceFile } from "@rapport/contract/data-sources";
import { calendarOf, DAY_MS, instantOf } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { jobError } from "../receipt/job-error.ts";
import { jobFates } from "../receipt/job-fates.ts";
import { activityOfSources, countFiles, filesByJob, filesPage, newestFile, type LoggedFile } from "./file-log-queries.ts";

type LogDeps = Pick<Deps, "db" | "warehouse">;

/** The files of all sources of a suite (FU17). Days are those of the suite's calendar. */
export async function readFileLog(
  deps: LogDeps,
  { rsid, query }: { rsid: string; query: Query<typeof listSourceFiles> },
): Promise<{ files: SourceFile[]; total: number | null; newest: number }> {
  const { search = "", source, type, status, from, to, sort, descending, page, limit, jobs, counted } = query;
  const timeZone = await timeZoneOf(deps.db, rsid);
  const upTo = query.upTo ?? (await newestFile(deps.db, rsid));
  const which = {
    rsid,
    search,
    source,
    type,
    status,
    from: from === undefined ? undefined : startOfDay(from, timeZone),
    before: to === undefined ? undefined : startOfDay(to, timeZone, 1),
    upTo,
    jobs: numbersIn(jobs),
  };
  const total = counted ? await countFiles(deps.db, which) : null;
  const rows = await filesPage(deps.db, which, { sort, descending, limit, offset: (page - 1) * limit });
  return { files: await shownFiles(deps, { rsid, rows }), total, newest: upTo };
}

/** What came to each source of a suite, for their list. */
export async function readActivity(deps: LogDeps, { rsid, query }: { rsid: string; query: Query<typeof listSourceActivity> }): Promise<SourceActivity[]> {
  await timeZoneOf(deps.db, rsid);
  const sources = await activityOfSources(deps.db, { rsid, only: numbersIn(query.sources) });
  const rows = await filesByJob(deps.db, { rsid, jobs: sources.flatMap(({ newest }) => newest ?? []) });
  const files = new Map((await shownFiles(deps, { rsid, rows })).map((file) => [file.jobId, file]));
  return sources.map((source) => ({
    dataSourceId: source.data_source_id,
    filesInQueue: source.files_in_queue,
    rows: source.rows,
    errors: source.errors,
    failedFiles: source.failed_files,
    newest: files.get(source.newest ?? 0) ?? null,
  }));
}

const NO_ROWS: JobFates = { linked: 0, waiting: 0, unlinked: 0, summary: 0, rejected: 0 };

async function shownFiles({ warehouse }: LogDeps, { rsid, rows }: { rsid: string; rows: readonly LoggedFile[] }): Promise<SourceFile[]> {
  const fates = await jobFates({ warehouse }, { rsid, uploads: rows });
  return rows.map((row) => ({
    jobId: row.id,
    dataSourceId: row.data_source_id,
    source: row.source,
    type: row.type,
    sourceExists: row.source_exists,
    sourceStopped: row.source_stopped,
    filename: row.filename,
    cameBy: row.came_by,
    bytes: Number(row.bytes),
    rows: row.rows_read,
    errors: row.rejected,
    fates: fates.get(row.id) ?? NO_ROWS,
    receivedAt: row.uploaded_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    tookMs: row.started_at === null || row.finished_at === null ? null : row.finished_at.getTime() - row.started_at.getTime(),
    status: row.duplicate_of === null ? row.status : "duplicate",
    duplicateOf: row.duplicate_of,
    error: jobError(row) ?? null,
  }));
}

function numbersIn(written: string | undefined): number[] | undefined {
  return written?.split(",").map(Number);
}

/** The first instant of a calendar day in a zone, or of a day after it. */
function startOfDay(day: string, timeZone: string, daysAfter = 0): Date {
  const local = Date.parse(`${day}T00:00:00Z`) + daysAfter * DAY_MS;
  return new Date(instantOf(local, calendarOf(timeZone).offsets(local)));
}
