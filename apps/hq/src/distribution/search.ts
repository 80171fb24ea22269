import { z } from "zod";

/** The run whose sessions are shown; without it those of all runs. */
export const RunsSearch = z.object({ run: z.number().int().positive().optional().catch(undefined) });
