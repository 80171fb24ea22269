import { setTimeout as pause } from "node:timers/promises";
import type { Running } from "../../deps.ts";
import { tellAsleep, tellLowMatches, tellWaiting, type ConditionDeps } from "./tell-conditions.ts";

const LOOK_EVERY_MS = 60_000;
/** The share of linked rows is asked of the warehouse, so less often. */
const MATCHES_EVERY = 30;

/** Looks for what lasts too long, and tells it. One look that fails does not keep the others from being made. */
export function watchConditions(deps: ConditionDeps): Required<Pick<Running, "stop">> {
  const stopping = new AbortController();
  const loop = run();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };

  async function run(): Promise<void> {
    for (let looks = 0; !stopping.signal.aborted; looks += 1) {
      await pause(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      for (const look of [tellWaiting, tellAsleep, ...(looks % MATCHES_EVERY === 0 ? [tellLowMatches] : [])])
        await look(deps).catch((error: unknown) => deps.log.warn({ err: error }, "a look at what lasts too long failed and is made again"));
    }
  }
}
