import type { CompiledQuery } from "kysely";
import type { Deps } from "../../deps.ts";

/** The right to process, held by one process of all. */
export interface LaneLock {
  /** Throws when the right may be lost: then another process may have begun. */
  assertHeld(): void;
  /** Runs a statement on the connection that holds the right: whoever has it next sees what was written, or it is not. */
  run<R extends Record<string, unknown>>(query: CompiledQuery<R>): Promise<R[]>;
  release(): void;
}

const LOCK_CLASS = 7021;
const LANE = 1;

/** null while another process holds the lane. The right lasts as long as the connection. */
export async function takeLane({ pool, log }: Pick<Deps, "pool" | "log">): Promise<LaneLock | null> {
  const client = await pool.connect();
  let isLost = false;
  const onError = (error: Error): void => {
    isLost = true;
    log.warn({ err: error }, "the connection that holds the processing lane was lost");
  };
  client.on("error", onError);
  try {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [LOCK_CLASS, LANE]);
    if (rows[0]?.taken !== true) {
      client.off("error", onError);
      client.release();
      return null;
    }
  } catch (cause) {
    client.release(true);
    throw new Error("the processing lane could not be asked for", { cause });
  }
  return {
    assertHeld: () => {
      if (isLost) throw new Error("the processing lane was lost");
    },
    run: async <R extends Record<string, unknown>>({ sql, parameters }: CompiledQuery<R>) => (await client.query<R>(sql, [...parameters])).rows,
    // Closed, not returned: only the end of the connection surely lets go of the lock.
    release: () => client.release(true),
  };
}
