import { z } from "zod";
import type { Deps } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { convertWaiting } from "./convert-waiting.ts";
import { CONVERT } from "./put-rates.ts";

export function jobs(deps: Deps): readonly Job[] {
  return [job({ name: CONVERT, payload: z.object({ rsid: z.string() }), run: async ({ rsid }) => await convertWaiting(deps, { suite: rsid }) })];
}
