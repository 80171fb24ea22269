import type { z } from "zod";

/** A piece of background work: queued with a payload, or run on a schedule. It runs at least once, so a repeated run must do no harm. */
export interface Job<P extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly payload: P;
  /** Five cron fields, UTC, e.g. `0 3 * * *`; the payload is then `{}`. */
  readonly schedule?: string;
  /** Tries before it is given up and shown as failed; 5 by default. */
  readonly maxAttempts?: number;
  run(payload: z.output<P>): Promise<void>;
}

/** Ties the type of `run`'s payload to the schema. */
export function job<P extends z.ZodType>(definition: Job<P>): Job {
  // A queue holds jobs with payloads of every type. Each is parsed by its own schema before its `run` gets it.
  return definition as unknown as Job;
}
