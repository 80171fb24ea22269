import type { Deps, Running } from "./deps.ts";
import { startJobs } from "./jobs/index.ts";
import { SLICES } from "./slices.ts";

/** Everything that runs beside the requests: each slice's loop, then queued jobs and schedules. Stops in reverse order. */
export async function startBackground(deps: Deps): Promise<Required<Running>> {
  const running: Running[] = [];
  const stop = async () => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  try {
    for (const slice of SLICES) {
      const part = await slice.start?.(deps);
      if (part !== undefined) running.push(part);
    }
    running.push(await startJobs(deps, { jobs: SLICES.flatMap((slice) => slice.jobs?.(deps) ?? []) }));
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { stop, healthy: () => running.every((part) => part.healthy?.() ?? true) };
}
