import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { addJob } from "../../jobs/index.ts";
import { LOAD_JOB, LOAD_QUEUE } from "../job-names.ts";
import { clearStop, unloadedUploads } from "./account-queries.ts";
import { accountOrRefusal, readAccount, type AccountPlace } from "./accounts.ts";

/** The files that waited while the source was stopped are loaded now, in the order in which they came (E2). */
export async function restartAccount(deps: Pick<Deps, "db" | "fileDoors">, place: AccountPlace): Promise<DataSourceAccount> {
  const { id } = await accountOrRefusal(deps.db, place);
  await loadWaiting(deps, id);
  return await readAccount(deps, place);
}

/** A job for an upload that has one already does nothing. */
export async function loadWaiting({ db }: Pick<Deps, "db">, dataSource: number): Promise<void> {
  await inTransaction(db, async (trx) => {
    await clearStop(trx, dataSource);
    for (const upload of await unloadedUploads(trx, dataSource))
      await addJob(trx, { name: LOAD_JOB, payload: { upload }, queue: LOAD_QUEUE, maxAttempts: 100 });
  });
}
