import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { removeExpiredSessions } from "./queries.ts";

/** Expired sessions are refused at once; this only clears the table. */
export function jobs({ db, clock }: Deps): readonly Job[] {
  return [job({ name: "forgetExpiredSessions", payload: z.object({}), schedule: "17 * * * *", run: async () => await removeExpiredSessions(db, clock.now()) })];
}
