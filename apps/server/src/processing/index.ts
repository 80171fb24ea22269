import { z } from "zod";
import type { Deps, Running } from "../deps.ts";
import { job, type Job } from "../jobs/index.ts";
import { forgetOld } from "./forget-old.ts";
import { startLane, type LaneDeps } from "./lane/lane.ts";
import { linkNews } from "./range/link-news.ts";

export { backlogOf } from "./backlog.ts";
export { register } from "./routes.ts";
export { startProcessingThread } from "./thread/start-thread.ts";
export { channelOf, type ProcessingThread, type ThreadHost, type ThreadStart } from "./thread/thread-channel.ts";

/** The loop that turns accepted hits into rows of reports, in this thread. */
export function startProcessing(deps: Omit<LaneDeps, "linkWaiting" | "onStep">): Running {
  return startLane({ ...deps, linkWaiting: async (news) => await linkNews(deps, news) });
}

export function jobs(deps: Deps): readonly Job[] {
  return [job({ name: "processing.forgetOld", schedule: "20 3 * * *", payload: z.object({}), run: async () => await forgetOld(deps) })];
}
