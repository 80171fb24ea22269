import { setTimeout as pause } from "node:timers/promises";
import { tryLock } from "@rapport/operational";
import type { Deps, Running } from "../../deps.ts";
import { tellAsleep, tellLowMatches, tellWaiting, type ConditionDeps } from "./tell-conditions.ts";

const LOOK_EVERY_MS = 60_000;
/** The share of linked rows is asked of the warehouse, so less often. */
const MATCHES_EVERY = 30;

/**
 * Looks for what lasts too long, and tells it. One look that fails does not keep the others from being made. One process looks at a time: what one sees as over
 * it forgets, and another that looked a moment earlier would tell it a second time.
 */
export function watchConditions(deps: ConditionDeps & Pick<Deps, "pool">): Required<Pick<Running, "stop">> {
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
      await lookOnce(deps, { withMatches: looks % MATCHES_EVERY === 0 }).catch((error: unknown) => {
        deps.log.warn({ err: error }, "nothing could be looked at and it is tried again");
      });
    }
  }
}

/** Makes each look once, unless another process makes them now. */
export async function lookOnce(deps: ConditionDeps & Pick<Deps, "pool">, { withMatches }: { withMatches: boolean }): Promise<void> {
  const lock = await tryLock(deps.pool, "telling");
  if (lock === null) return;
  try {
    for (const look of [tellWaiting, tellAsleep, ...(withMatches ? [tellLowMatches] : [])]) {
      lock.assertHeld();
      await look(deps).catch((error: unknown) => deps.log.warn({ err: error }, "a look at what lasts too long failed and is made again"));
    }
  } finally {
    lock.release();
  }
}
