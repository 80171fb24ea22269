import { tryLock, type LockName } from "@rapport/operational";
import type { Warehouse } from "@rapport/warehouse";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../deps.ts";

const LOOK_EVERY_MS = 20;

/**
 * Runs `work` while holding the lock, alone among all processes and in this one. Waiting uses no
 * connection, so that many waiting requests never starve the one that works.
 *
 * @param work gets `assertHeld`, which throws `LockLost` when the lock was lost; call it before each write
 */
export async function withLock<T>({ pool }: Pick<Deps, "pool">, name: LockName, work: (assertHeld: () => void) => Promise<T>): Promise<T> {
  for (;;) {
    const lock = await tryLock(pool, name);
    if (lock === null) {
      await sleep(LOOK_EVERY_MS);
      continue;
    }
    try {
      return await work(() => lock.assertHeld());
    } finally {
      lock.release();
    }
  }
}

/** The same warehouse, which writes only while the lock is held. */
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
