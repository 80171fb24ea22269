import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

export interface QueuedJob {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Jobs of one queue run one after the other, in the order they were added. */
  readonly queue?: string;
  /** A waiting job with the same key is replaced. */
  readonly key?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
}

/** Queues a job; given a transaction, it exists only if that commits. */
export async function addJob(db: Kysely<Database>, { name, payload, queue, key, runAt, maxAttempts = 5 }: QueuedJob): Promise<void> {
  await sql`select from graphile_worker.add_job(
    identifier => ${name}, payload => ${JSON.stringify(payload)}::json, queue_name => ${queue ?? null}::text, run_at => ${runAt ?? null}::timestamptz,
    max_attempts => ${maxAttempts}::int, job_key => ${key ?? null}::text)`.execute(db);
}
