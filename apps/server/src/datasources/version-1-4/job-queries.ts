import type { JobStatus } from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { UPLOAD, type UploadRow } from "../queries.ts";

/** The most jobs of an answer. */
const MOST_JOBS = 10_000;

type Db = Kysely<Database>;

/** Uploads of an account since then, the newest 10,000; with `names` or `statuses`, only such. */
export async function uploadsSince(
  db: Db,
  of: { account: number; from: Date; names: readonly string[] | undefined; statuses: readonly JobStatus[] | undefined },
): Promise<(UploadRow & { readonly bytes: number })[]> {
  return await db
    .selectFrom("upload")
    .select(UPLOAD)
    .select(sql<number>`bytes::float8`.as("bytes"))
    .where("data_source_id", "=", of.account)
    .where("uploaded_at", ">=", of.from)
    .$if(of.names !== undefined, (query) => query.where("filename", "=", sql<string>`any(${of.names}::text[])`))
    .$if(of.statuses !== undefined, (query) => query.where("status", "=", sql<JobStatus>`any(${of.statuses}::text[])`))
    .orderBy("id", "desc")
    .limit(MOST_JOBS)
    .execute();
}
