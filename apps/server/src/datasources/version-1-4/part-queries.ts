import type { Database } from "@rapport/operational";
import { sql, type Transaction } from "kysely";

type Trx = Transaction<Database>;

/** A job of which not all parts came. */
export interface JobInParts {
  readonly data_source_id: number;
  readonly job_name: string;
  readonly columns: readonly string[];
  readonly parts: number;
  readonly bytes: number;
  readonly has_failed: boolean;
  readonly touched_at: Date;
}
const JOB = ["data_source_id", "job_name", "columns", "parts", "has_failed", "touched_at"] as const;
type JobKey = Pick<JobInParts, "data_source_id" | "job_name">;

/**
 * Begins the job unless it is there, and locks it until the transaction ends: of parts that come at once, one waits for the other. undefined when it ended while
 * we waited.
 */
export async function lockedJob(trx: Trx, { columns, at, ...key }: JobKey & { columns: readonly string[]; at: Date }): Promise<JobInParts | undefined> {
  await trx
    .insertInto("upload_in_parts")
    .values({ ...key, columns: JSON.stringify(columns), parts: 0, bytes: 0, has_failed: false, began_at: at, touched_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const job = await trx
    .selectFrom("upload_in_parts")
    .select(JOB)
    .select(sql<number>`bytes::float8`.as("bytes"))
    .where("data_source_id", "=", key.data_source_id)
    .where("job_name", "=", key.job_name)
    .forUpdate()
    .executeTakeFirst();
  return job && { ...job, columns: job.columns as unknown as string[] };
}

/** How many other jobs of the source wait for their last part. */
export async function countOtherJobs(trx: Trx, { data_source_id, job_name }: JobKey): Promise<number> {
  const { count } = await trx
    .selectFrom("upload_in_parts")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("data_source_id", "=", data_source_id)
    .where("job_name", "!=", job_name)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** One that nobody sent a part of since then, locked, with its report suite. */
export async function oneUntouched(trx: Trx, { since }: { since: Date }): Promise<(JobInParts & { readonly rsid: string }) | undefined> {
  const job = await trx
    .selectFrom("upload_in_parts as j")
    .innerJoin("data_source as d", "d.id", "j.data_source_id")
    .select(["j.data_source_id", "j.job_name", "j.columns", "j.parts", "j.has_failed", "j.touched_at", "d.rsid"])
    .select(sql<number>`j.bytes::float8`.as("bytes"))
    .where("j.touched_at", "<", since)
    .orderBy("j.touched_at")
    .limit(1)
    .forUpdate("j")
    .skipLocked()
    .executeTakeFirst();
  return job && { ...job, columns: job.columns as unknown as string[] };
}

export async function addPart(trx: Trx, { lines, at, ...key }: JobKey & { lines: Buffer; at: Date }): Promise<void> {
  const { parts } = await trx
    .updateTable("upload_in_parts")
    .set((eb) => ({ parts: eb("parts", "+", 1), bytes: eb("bytes", "+", lines.length), touched_at: at }))
    .where("data_source_id", "=", key.data_source_id)
    .where("job_name", "=", key.job_name)
    .returning("parts")
    .executeTakeFirstOrThrow();
  await trx
    .insertInto("upload_part")
    .values({ ...key, part: parts, lines })
    .execute();
}

/** The lines of one part, from 1. */
export async function linesOfPart(trx: Trx, { data_source_id, job_name, part }: JobKey & { part: number }): Promise<Buffer> {
  const { lines } = await trx
    .selectFrom("upload_part")
    .select("lines")
    .where("data_source_id", "=", data_source_id)
    .where("job_name", "=", job_name)
    .where("part", "=", part)
    .executeTakeFirstOrThrow();
  return lines;
}

/** Its parts go at once; the job stays, so that its later parts do not begin a new one. */
export async function markFailed(trx: Trx, { data_source_id, job_name, at }: JobKey & { at: Date }): Promise<void> {
  await trx.deleteFrom("upload_part").where("data_source_id", "=", data_source_id).where("job_name", "=", job_name).execute();
  await trx
    .updateTable("upload_in_parts")
    .set({ has_failed: true, touched_at: at })
    .where("data_source_id", "=", data_source_id)
    .where("job_name", "=", job_name)
    .execute();
}

export async function touch(trx: Trx, { data_source_id, job_name, at }: JobKey & { at: Date }): Promise<void> {
  await trx.updateTable("upload_in_parts").set({ touched_at: at }).where("data_source_id", "=", data_source_id).where("job_name", "=", job_name).execute();
}

export async function removeJob(trx: Trx, { data_source_id, job_name }: JobKey): Promise<void> {
  await trx.deleteFrom("upload_in_parts").where("data_source_id", "=", data_source_id).where("job_name", "=", job_name).execute();
}

export async function removeJobsOf(trx: Trx, data_source_id: number): Promise<void> {
  await trx.deleteFrom("upload_in_parts").where("data_source_id", "=", data_source_id).execute();
}
