import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { LOAD_JOB, REMOVE_JOB } from "./job-names.ts";
import { loadUpload } from "./load/load.ts";
import { finishUndo } from "./undo/undo.ts";

const OneUpload = z.object({ upload: z.int().positive() });

export function jobs(deps: Deps): readonly Job[] {
  return [
    job({ name: LOAD_JOB, payload: OneUpload, run: ({ upload }) => loadUpload(deps, upload) }),
    job({ name: REMOVE_JOB, payload: OneUpload, run: ({ upload }) => finishUndo(deps, upload) }),
  ];
}
