import { createRetry } from "@rapport/operational";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Deps, Running } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { dataMark } from "./queries.ts";
import { refreshMeasures } from "./refresh-measures.ts";

/** Each minute, because nothing else happens when a purchase becomes a year old and leaves a measure. */
export function jobs(deps: Deps): readonly Job[] {
  return [
    job({
      name: "refreshMeasures",
      payload: z.object({}),
      schedule: "* * * * *",
      run: async () => {
        await refreshMeasures(deps);
      },
    }),
  ];
}

const LOOK_EVERY_MS = 2000;
/** Measures are computed at most a tenth of the time, however much changes. */
const REST_FACTOR = 9;

/** Refreshes measures soon after processing or an upload changed the data, in this process or another. Tries again after a failure. */
export async function start(deps: Deps): Promise<Running> {
  const retry = createRetry();
  const stopping = new AbortController();
  let computedFor = await dataMark(deps.db);
  let restMs = LOOK_EVERY_MS;
  const loop = run();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (retry.state().kind === "working") await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      else await retry.pause(stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await look();
        retry.succeeded();
      } catch (error) {
        retry.failed();
        deps.log.error({ err: error }, "measures could not be kept fresh");
      }
    }
  }

  async function look(): Promise<void> {
    restMs = LOOK_EVERY_MS;
    const begun = performance.now();
    const mark = await dataMark(deps.db);
    // Another process may be refreshing; the next look sees when it has finished.
    if (mark === computedFor || !(await refreshMeasures(deps))) return;
    computedFor = mark;
    restMs = Math.max(LOOK_EVERY_MS, (performance.now() - begun) * REST_FACTOR);
  }
}
