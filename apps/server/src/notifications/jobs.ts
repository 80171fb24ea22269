import { DAY_MS, WAITS_MS } from "@rapport/domain";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { forgetBefore, giveUpUntried } from "./queries.ts";
import { forgetOldSecrets } from "./webhooks/webhook-queries.ts";

/** How long the log of deliveries is kept (NO7). */
const KEPT_DAYS = 90;

export function jobs({ db, clock }: Pick<Deps, "db" | "clock">): readonly Job[] {
  return [
    job({
      name: "notifications.forget",
      schedule: "41 3 * * *",
      payload: z.object({}),
      run: async () => {
        await forgetBefore(db, new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS));
        await giveUpOldMails({ db, clock });
      },
    }),
    job({
      name: "notifications.old_secrets",
      schedule: "7 * * * *",
      payload: z.object({}),
      run: async () => await forgetOldSecrets(db, clock.now()),
    }),
  ];
}

/** A mail that nobody tried for as long as it would have been tried is given up: mail was off, and it is no news any more (NO6). */
export async function giveUpOldMails({ db, clock }: Pick<Deps, "db" | "clock">): Promise<void> {
  await giveUpUntried(db, { way: "mail", dueBefore: new Date(clock.now().getTime() - TRIED_FOR_MS) });
}

const TRIED_FOR_MS = WAITS_MS.reduce((sum, wait) => sum + wait, 0);
