import { inTransaction } from "@rapport/operational";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { holdPublishing } from "./publish.ts";
import { entitiesPublished, forgetSections, forgetSnapshots } from "./queries.ts";
import { forgetRuns } from "./run-queries.ts";

/** How many snapshots of a store can be gone back to. */
const KEPT_SNAPSHOTS = 20;
/** How many runs of a legal entity, and sessions of a store, the history has at least. */
const KEPT_RUNS = 200;
const KEPT_SESSIONS = 50;
/** So many runs are dropped at a time, so that nobody who publishes waits for a long history. */
const RUNS_AT_ONCE = 50;
/** For so long a session that failed or was cancelled can be run again. */
const SESSIONS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export function forgetJob(deps: Deps): Job {
  return job({ name: "forget-snapshots", payload: z.object({}), schedule: "37 3 * * *", run: async () => await forgetOld(deps) });
}

/** Drops old runs, snapshots that nobody goes back to, and the contents that neither a snapshot nor a session needs. */
export async function forgetOld({ db, clock }: Pick<Deps, "db" | "clock">): Promise<void> {
  const since = new Date(clock.now().getTime() - SESSIONS_KEPT_MS);
  for (const legalEntity of await entitiesPublished(db)) {
    while ((await forgetSomeRuns(db, legalEntity)) === RUNS_AT_ONCE);
    await inTransaction(db, async (trx) => {
      // Otherwise a content that is about to be named again would be dropped.
      await holdPublishing(trx, legalEntity);
      await forgetSnapshots(trx, { legalEntity, keep: KEPT_SNAPSHOTS });
      await forgetSections(trx, { legalEntity, since });
    });
  }
}

async function forgetSomeRuns(db: Deps["db"], legalEntity: string): Promise<number> {
  return await inTransaction(db, async (trx) => {
    await holdPublishing(trx, legalEntity);
    return await forgetRuns(trx, { legalEntity, runs: KEPT_RUNS, sessions: KEPT_SESSIONS, most: RUNS_AT_ONCE });
  });
}
