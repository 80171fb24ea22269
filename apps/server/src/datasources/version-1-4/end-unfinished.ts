import { fileFailure } from "@rapport/contract/refusals";
import type { Deps } from "../../deps.ts";
import { accountById } from "../accounts/account-queries.ts";
import { oneUntouched, removeJob } from "./part-queries.ts";
import { addFailed } from "./upload-data.ts";

/** How long a job waits for its next part. */
const HOURS = 24;

/** A job whose next part did not come for a day fails, and the file log says so: what was sent of it is never loaded by halves. */
export async function endUnfinished(deps: Pick<Deps, "db" | "clock" | "mail">): Promise<void> {
  const { db, clock } = deps;
  const at = clock.now();
  const since = new Date(at.getTime() - HOURS * 3_600_000);
  const endOne = async () =>
    await db.transaction().execute(async (trx) => {
      const job = await oneUntouched(trx, { since });
      if (job === undefined) return false;
      const account = await accountById(trx, { rsid: job.rsid, id: job.data_source_id });
      // One that failed is in the log already.
      if (account !== undefined && !job.has_failed)
        await addFailed(trx, deps, { account, job, at, failure: fileFailure("file.unfinished", { parts: job.parts, hours: HOURS }) });
      await removeJob(trx, job);
      return true;
    });
  while (await endOne());
}
