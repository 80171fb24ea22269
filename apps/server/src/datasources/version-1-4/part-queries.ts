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
type JobKey = Pick<JobInParts, "data_source_id" | "job_name">;

/** Begins the job unless it is there, and locks it until the transaction ends: of parts that come at once, one waits for the other. */
export async function lockedJob(trx: Trx, { columns, at, ...key }: JobKey & { columns: readonly string[]; at: Date }): Promise<JobInParts> {
  await trx
    .insertInto("upload_in_parts")
    .values({ ...key, columns: JSON.stringify(columns), parts: 0, bytes: 0, has_failed: false, began_at: at, touched_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { columns: stored, ...job } = await trx
    .selectFrom("upload_in_parts")
    .select(["data_source_id", "job_name", "columns", "parts", "has_failed", "touched_at"])
    .select(sql<number>`bytes::float8`.as("bytes"))
    .where("data_source_id", "=", key.data_source_id)
    .where("job_name", "=", key.job_name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  // Written above, as texts.
  return { ...job, columns: stored as unknown as string[] };
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
