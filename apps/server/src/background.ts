import type { Deps, Running } from "./deps.ts";
import { startJobs } from "./jobs/index.ts";
import { SLICES } from "./slices.ts";

/** Everything that runs beside the requests: processing, then queued jobs and schedules. Stops in reverse order. */
export async function startBackground(deps: Deps, { processing }: { processing: Running }): Promise<Required<Running>> {
  const running = [processing];
  const stop = async () => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  try {
    running.push(await startJobs(deps, { jobs: SLICES.flatMap((slice) => slice.jobs?.(deps) ?? []) }));
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { stop, healthy: () => running.every((part) => part.healthy?.() ?? true) };
}
