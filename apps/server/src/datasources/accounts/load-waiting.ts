import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { addJob } from "../../jobs/index.ts";
import { LOAD_JOB, LOAD_QUEUE } from "../job-names.ts";
import { clearStop, unloadedUploads } from "./account-queries.ts";

/** A stopped source goes on: what waited has jobs again, in the order in which it came. A job for an upload that has one already does nothing. */
export async function loadWaiting(trx: Transaction<Database>, dataSource: number): Promise<void> {
  await clearStop(trx, dataSource);
  for (const upload of await unloadedUploads(trx, dataSource)) await addJob(trx, { name: LOAD_JOB, payload: { upload }, queue: LOAD_QUEUE, maxAttempts: 100 });
}
