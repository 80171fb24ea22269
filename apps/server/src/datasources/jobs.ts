import { z } from "zod";
import { RATES_CAME } from "../currency-rates/index.ts";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { makeIdRule } from "./ids/make-id-rule.ts";
import { ID_RULE_JOB, LOAD_JOB, REMOVE_JOB, REMOVE_ROWS_JOB, RESUMABLE_JOB, UNFINISHED_JOB } from "./job-names.ts";
import { loadUpload } from "./load/load.ts";
import { endResumable } from "./resumable/end-resumable.ts";
import { settleMoney } from "./returns/settle-refunds.ts";
import { finishRemoval } from "./undo/take-back-rows.ts";
import { finishUndo } from "./undo/undo.ts";
import { endUnfinished } from "./version-1-4/end-unfinished.ts";

const OneUpload = z.object({ upload: z.int().positive() });

export function jobs(deps: Deps): readonly Job[] {
  return [
    job({ name: LOAD_JOB, payload: OneUpload, run: ({ upload }) => loadUpload(deps, upload) }),
    job({ name: ID_RULE_JOB, payload: z.object({ change: z.int().positive() }), run: ({ change }) => makeIdRule(deps, change) }),
    job({ name: UNFINISHED_JOB, schedule: "17 * * * *", payload: z.object({}), run: async () => await endUnfinished(deps) }),
    job({ name: RESUMABLE_JOB, schedule: "*/5 * * * *", payload: z.object({}), run: async () => await endResumable(deps) }),
    job({ name: REMOVE_ROWS_JOB, payload: z.object({ removal: z.int().positive() }), run: ({ removal }) => finishRemoval(deps, removal) }),
    job({ name: REMOVE_JOB, payload: OneUpload, run: ({ upload }) => finishUndo(deps, upload) }),
    job({ name: RATES_CAME, payload: z.object({ rsid: z.string() }), run: async ({ rsid }) => await settleMoney(deps, rsid) }),
  ];
}
