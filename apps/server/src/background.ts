import type { Deps, Running } from "./deps.ts";
import { startJobs } from "./jobs/index.ts";
import { SLICES } from "./slices.ts";

export interface BackgroundOptions {
  /** The lane, already running: in this thread or in one of its own. */
  readonly processing: Running;
  /** Runs scheduled jobs; on by default. Queued jobs run either way. */
  readonly schedules?: boolean;
}

/** Starts all background work: processing, each slice's loop, then queued jobs and schedules. Stops it in reverse order. */
export async function startBackground(deps: Deps, { processing, schedules = true }: BackgroundOptions): Promise<Required<Running>> {
  const running = [processing];
  const stop = async () => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  try {
    for (const slice of SLICES) {
      const part = await slice.start?.(deps);
      if (part !== undefined) running.push(part);
    }
    const jobs = SLICES.flatMap((slice) => slice.jobs?.(deps) ?? []);
    running.push(await startJobs(deps, { jobs: schedules ? jobs : jobs.map(({ schedule: _, ...job }) => job) }));
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { stop, healthy: () => running.every((part) => part.healthy?.() ?? true) };
}
