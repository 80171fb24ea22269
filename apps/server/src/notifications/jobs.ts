import { DAY_MS } from "@rapport/domain";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { forgetBefore } from "./queries.ts";

/** How long the log of deliveries is kept (NO7). */
const KEPT_DAYS = 90;

export function jobs({ db, clock }: Pick<Deps, "db" | "clock">): readonly Job[] {
  return [
    job({
      name: "notifications.forget",
      schedule: "41 3 * * *",
      payload: z.object({}),
      run: async () => await forgetBefore(db, new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS)),
    }),
  ];
}
