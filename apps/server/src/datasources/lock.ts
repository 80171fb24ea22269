import type { Warehouse } from "@rapport/warehouse";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../deps.ts";

/** Work that only one process may do at a time, whichever process that is. */
export const LOCKS = { linking: 2, loading: 3 } as const;

const LOCK_CLASS = 7021;
const RETRY_MS = 20;

export class LockLost extends Error {
  override readonly name = "LockLost";
  constructor(lock: number) {
    super(`lock ${lock} was lost during its work`);
  }
}

/**
 * Runs `work` while no other process, and nothing else in this one, holds the lock. Who waits holds no connection
 * meanwhile, so that many waiting requests never starve the one that works.
 *
 * @param work is given `assertHeld`, which throws `LockLost` once the connection that holds the lock was lost: another
 * process may have the lock by then, so call it before each write
 */
export async function withLock<T>({ pool, log }: Pick<Deps, "pool" | "log">, lock: number, work: (assertHeld: () => void) => Promise<T>): Promise<T> {
  for (;;) {
    const client = await pool.connect();
    let lost = false;
    const onError = (error: Error) => {
      lost = true;
      log.error({ err: error, lock }, "the connection that holds a lock was lost");
    };
    const assertHeld = () => {
      if (lost) throw new LockLost(lock);
    };
    client.on("error", onError);
    let keep = true;
    try {
      const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [LOCK_CLASS, lock]);
      if (rows[0]?.taken === true) {
        keep = false;
        return await work(assertHeld);
      }
    } finally {
      client.off("error", onError);
      // Closing the connection is what surely lets go of the lock.
      client.release(!keep);
    }
    await sleep(RETRY_MS);
  }
}

/** The same warehouse, of which each write is made only while the lock is held. */
export function writingWhile(assertHeld: () => void, warehouse: Warehouse): Warehouse {
  return {
    ...warehouse,
    run: async (query, params) => {
      assertHeld();
      await warehouse.run(query, params);
    },
    insert: async (rows) => {
      assertHeld();
      await warehouse.insert(rows);
    },
    insertTsv: async (rows) => {
      assertHeld();
      await warehouse.insertTsv(rows);
    },
  };
}
