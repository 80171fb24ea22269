import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { IMPORT_JOB } from "./imports.ts";
import { removeOldImports } from "./queries.ts";
import { runImport } from "./run-import.ts";

/** Files and their rows may hold people's data, so they do not stay. */
const KEPT_MS = 7 * 24 * 3_600_000;

export function jobs(deps: Deps): readonly Job[] {
  return [
    job({ name: IMPORT_JOB, payload: z.object({ id: z.uuid() }), run: async ({ id }) => await runImport(deps, id) }),
    job({
      name: "lists.sweep",
      payload: z.object({}),
      schedule: "20 3 * * *",
      run: async () => await removeOldImports(deps.db, new Date(deps.clock.now().getTime() - KEPT_MS)),
    }),
  ];
}
