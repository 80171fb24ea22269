import { createRetry } from "@rapport/operational";
import type { Deps } from "../deps.ts";

/** Jobs that failed because a store was away, by their ids in the queue. */
export interface Waiting {
  /** Lets the job be tried again within 20 seconds, however often it failed. Never rejects. */
  add(id: string): Promise<void>;
  /** Ends tries to note it. */
  stop(): Promise<void>;
}

/**
 * The queue's own rule puts the next try e^attempts seconds later, and after the last one there is none. While a store is away, attempts are kept
 * at three: 20 seconds at most, and such tries never run out. The queue itself may be what is away, so this is noted as soon as it is back (F2).
 */
export function createWaiting({ pool, log }: Pick<Deps, "pool" | "log">): Waiting {
  const unnoted = new Set<string>();
  const stopping = new AbortController();
  const retry = createRetry();
  let noting: Promise<void> | null = null;
  return {
    async add(id) {
      if (await note([id])) return;
      unnoted.add(id);
      noting ??= noteAll().finally(() => (noting = null));
    },
    async stop() {
      stopping.abort();
      await noting;
    },
  };

  async function noteAll(): Promise<void> {
    while (unnoted.size > 0 && !stopping.signal.aborted) {
      retry.failed();
      await retry.pause(stopping.signal);
      const ids = [...unnoted];
      if (!(await note(ids))) continue;
      for (const id of ids) unnoted.delete(id);
    }
    retry.succeeded();
  }

  async function note(ids: readonly string[]): Promise<boolean> {
    try {
      await pool.query(TRY_AGAIN, [ids]);
      return true;
    } catch (error) {
      log.debug({ err: error }, "that a job waits could not be noted yet");
      return false;
    }
  }
}

const TRY_AGAIN = `
  update graphile_worker._private_jobs set attempts = least(attempts, 3), run_at = least(run_at, now() + interval '20 seconds')
  where id = any($1::bigint[])`;
