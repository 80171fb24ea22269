import type { DataSourceType, FileStatus, FILE_SORTS } from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import { sql, type Expression, type Kysely, type SqlBool } from "kysely";
import { stored, UPLOAD, type UploadRow } from "../queries.ts";

type Db = Kysely<Database>;

export interface LoggedFile extends UploadRow {
  readonly bytes: string;
  readonly source: string;
  readonly type: DataSourceType;
  readonly source_exists: boolean;
  readonly source_stopped: boolean;
}

/** Which files of a suite; times are instants. */
export interface LoggedFiles {
  readonly rsid: string;
  readonly search: string;
  readonly source: number | undefined;
  readonly type: DataSourceType | undefined;
  readonly status: FileStatus | undefined;
  readonly from: Date | undefined;
  /** The first instant that is too late. */
  readonly before: Date | undefined;
  /** The last job. */
  readonly upTo: number;
  /** Only these. */
  readonly jobs: readonly number[] | undefined;
}

export interface LogPage {
  readonly sort: (typeof FILE_SORTS)[number];
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Those jobs of a suite, with their sources. */
function found(db: Db, { rsid, search, source, type, status, from, before, upTo, jobs }: LoggedFiles) {
  const conditions: Expression<SqlBool>[] = [];
  if (search !== "") conditions.push(sql<boolean>`(strpos(lower(u.filename), lower(${search})) > 0 or strpos(lower(d.name), lower(${search})) > 0)`);
  if (source !== undefined) conditions.push(sql<boolean>`d.id = ${stored(source)}`);
  if (type !== undefined) conditions.push(sql<boolean>`d.type = ${type}`);
  if (status === "duplicate") conditions.push(sql<boolean>`u.duplicate_of is not null`);
  else if (status !== undefined) conditions.push(sql<boolean>`u.duplicate_of is null and u.status = ${status}`);
  if (from !== undefined) conditions.push(sql<boolean>`u.uploaded_at >= ${from}`);
  if (before !== undefined) conditions.push(sql<boolean>`u.uploaded_at < ${before}`);
  if (jobs !== undefined) conditions.push(sql<boolean>`u.id = any(${[...jobs]}::bigint[])`);
  return db
    .selectFrom("upload as u")
    .innerJoin("data_source as d", "d.id", "u.data_source_id")
    .where("u.rsid", "=", rsid)
    .where("u.id", "<=", stored(upTo))
    .where((eb) => eb.and(conditions));
}

const COLUMNS = UPLOAD.map((column) => `u.${column}` as const);
const STATUS = sql<FileStatus>`case when u.duplicate_of is null then u.status else 'duplicate' end`;
const SORTED_BY = {
  received: sql`u.uploaded_at`,
  filename: sql`lower(u.filename)`,
  source: sql`lower(d.name)`,
  type: sql`d.type`,
  cameBy: sql`u.came_by`,
  bytes: sql`u.bytes`,
  rows: sql`u.rows_read`,
  errors: sql`u.rejected`,
  status: STATUS,
  took: sql`u.finished_at - u.started_at`,
  number: sql`u.id`,
} as const satisfies Record<LogPage["sort"], unknown>;

const OF_SOURCE = [
  "u.bytes",
  "d.name as source",
  "d.type",
  sql<boolean>`d.deleted_at is null`.as("source_exists"),
  sql<boolean>`d.stopped_by is not null and d.deleted_at is null`.as("source_stopped"),
] as const;

/** A page of them. Of equal ones the newer stands first, or last when the order is ascending; what has no value stands last. */
export async function filesPage(db: Db, which: LoggedFiles, { sort, descending, limit, offset }: LogPage): Promise<LoggedFile[]> {
  const direction = descending ? sql`desc` : sql`asc`;
  const rows = await found(db, which)
    .select(COLUMNS)
    .select(OF_SOURCE)
    .orderBy(sql`${SORTED_BY[sort]} ${direction} nulls last, u.id ${direction}`)
    .limit(limit)
    .offset(offset)
    .execute();
  return rows as unknown as LoggedFile[];
}

export async function countFiles(db: Db, which: LoggedFiles): Promise<number> {
  const { count } = await found(db, which)
    .select(sql<number>`count(*)::integer`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** The suite's newest job; 0 when there is none. */
export async function newestFile(db: Db, rsid: string): Promise<number> {
  const { newest } = await db
    .selectFrom("upload")
    .select(sql<number>`coalesce(max(id), 0)::integer`.as("newest"))
    .where("rsid", "=", rsid)
    .executeTakeFirstOrThrow();
  return newest;
}

/**
 * Of each source in use: its files and rows so far. A file that was repeated or undone counts no rows.
 * @param only these sources; undefined for all
 */
export async function activityOfSources(db: Db, { rsid, only }: { rsid: string; only: readonly number[] | undefined }) {
  const counts = sql`u.status = 'success' and u.duplicate_of is null`;
  return await db
    .selectFrom("data_source as d")
    .leftJoin("upload as u", "u.data_source_id", "d.id")
    .select("d.id as data_source_id")
    .select([
      sql<number>`count(u.id) filter (where u.status in ('uploaded', 'processing'))::integer`.as("files_in_queue"),
      sql<number>`coalesce(sum(u.rows_read - u.rejected - u.taken_back) filter (where ${counts}), 0)::float8`.as("rows"),
      sql<number>`coalesce(sum(u.rejected) filter (where ${counts}), 0)::float8`.as("errors"),
      sql<number>`count(u.id) filter (where u.status = 'failure')::integer`.as("failed_files"),
      sql<number | null>`max(u.id)`.as("newest"),
    ])
    .where("d.rsid", "=", rsid)
    .where("d.deleted_at", "is", null)
    .$if(only !== undefined, (query) => query.where("d.id", "in", (only ?? []).map(stored)))
    .groupBy("d.id")
    .orderBy("d.id")
    .execute();
}

/** These jobs with their sources. */
export async function filesByJob(db: Db, { rsid, jobs }: { rsid: string; jobs: readonly number[] }): Promise<LoggedFile[]> {
  if (jobs.length === 0) return [];
  const rows = await db
    .selectFrom("upload as u")
    .innerJoin("data_source as d", "d.id", "u.data_source_id")
    .select(COLUMNS)
    .select(OF_SOURCE)
    .where("u.rsid", "=", rsid)
    .where("u.id", "in", [...jobs])
    .execute();
  return rows as unknown as LoggedFile[];
}
