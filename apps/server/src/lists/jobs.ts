import { fileFailure } from "@rapport/contract/refusals";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { IMPORT_JOB } from "./imports.ts";
import { endForgottenImports, removeOldImports } from "./queries.ts";
import { runImport } from "./run-import.ts";

/** Files and their rows may hold people's data, so they do not stay: a file until its rows are stored, for a day at most, and its wrong rows for a week. */
const FILE_KEPT_MS = 24 * 3_600_000;
const KEPT_MS = 7 * FILE_KEPT_MS;

export function jobs(deps: Deps): readonly Job[] {
  return [
    job({ name: IMPORT_JOB, payload: z.object({ id: z.uuid() }), run: async ({ id }) => await runImport(deps, id) }),
    job({
      name: "lists.sweep",
      payload: z.object({}),
      schedule: "20 * * * *",
      run: async () => {
        const before = (ms: number) => new Date(deps.clock.now().getTime() - ms);
        await endForgottenImports(deps.db, { before: before(FILE_KEPT_MS), failure: fileFailure("list.waited", {}) });
        await removeOldImports(deps.db, before(KEPT_MS));
      },
    }),
  ];
}
