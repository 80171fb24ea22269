import { z } from "zod";
import type { Deps, Running } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { dataMark } from "./queries.ts";
import { refreshMeasures } from "./refresh-measures.ts";

/** Each minute, because a purchase leaves a measure when it is a year old, and nothing else happens then. */
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
/** Measures take at most a tenth of the time, however much changes. */
const REST_FACTOR = 9;

/** Soon after processing or an upload changed the data, in this process or another. */
export async function start(deps: Deps): Promise<Running> {
  const state = { computedFor: await dataMark(deps.db), restUntil: 0, work: Promise.resolve(), busy: false };
  const look = async (): Promise<void> => {
    const begun = performance.now();
    if (begun < state.restUntil) return;
    const mark = await dataMark(deps.db);
    if (mark === state.computedFor) return;
    if (!(await refreshMeasures(deps))) return;
    state.computedFor = mark;
    const ended = performance.now();
    state.restUntil = ended + (ended - begun) * REST_FACTOR;
  };
  const timer = setInterval(() => {
    if (state.busy) return;
    state.busy = true;
    state.work = look()
      .catch((error: unknown) => deps.log.error({ err: error }, "measures could not be kept fresh"))
      .finally(() => (state.busy = false));
  }, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await state.work;
    },
  };
}
