import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { publishAtOnceJob } from "./at-once.ts";
import { distributeJob } from "./distribute.ts";
import { forgetJob } from "./forget-snapshots.ts";
import { runDueSchedules } from "./schedules.ts";

export function jobs(deps: Deps): readonly Job[] {
  return [
    distributeJob(deps),
    publishAtOnceJob(deps),
    forgetJob(deps),
    job({ name: "distribution-schedules", payload: z.object({}), schedule: "* * * * *", run: async () => await runDueSchedules(deps) }),
  ];
}
