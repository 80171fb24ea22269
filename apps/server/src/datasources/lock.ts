import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../deps.ts";

/** Work that only one process may do at a time, whichever process that is. */
export const LOCKS = { linking: 2, loading: 3 } as const;

const LOCK_CLASS = 7021;
const RETRY_MS = 20;

/**
 * Runs `work` while no other process, and nothing else in this one, holds the lock. Who waits holds no connection
 * meanwhile, so that many waiting requests never starve the one that works.
 */
export async function withLock<T>({ pool, log }: Pick<Deps, "pool" | "log">, lock: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const client = await pool.connect();
    const onError = (error: Error) => log.error({ err: error, lock }, "the connection that holds a lock was lost");
    client.on("error", onError);
    let keep = true;
    try {
      const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [LOCK_CLASS, lock]);
      if (rows[0]?.taken === true) {
        keep = false;
        return await work();
      }
    } finally {
      client.off("error", onError);
      // Closing the connection is what surely lets go of the lock.
      client.release(!keep);
    }
    await sleep(RETRY_MS);
  }
}
