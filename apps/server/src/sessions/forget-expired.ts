import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { linkMailJob } from "./mail/link-mail.ts";
import { removeExpiredApprovals } from "./approval/queries.ts";
import { removeExpiredSessions, removeUnusedDevices } from "./queries.ts";
import { DEVICE_SECONDS } from "./sign-in.ts";
import { removeOldAttempts } from "./sign-on/queries.ts";

/** Deletes expired sessions, and sign-ins that did not come back. They are refused already; this only keeps the tables small. */
export function jobs(deps: Deps): readonly Job[] {
  const { db, clock } = deps;
  const run = async () => {
    await removeExpiredSessions(db, clock.now());
    await removeOldAttempts(db, clock.now());
    await removeExpiredApprovals(db, clock.now());
    await removeUnusedDevices(db, new Date(clock.now().getTime() - DEVICE_SECONDS * 1000));
  };
  return [job({ name: "forgetExpiredSessions", payload: z.object({}), schedule: "17 * * * *", run }), linkMailJob(deps)];
}
