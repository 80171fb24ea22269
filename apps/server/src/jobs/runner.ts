import { LOCK_CLASSES } from "@rapport/operational";
import { run, type Logger, type ParsedCronItem, type TaskList } from "graphile-worker";
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../deps.ts";

export interface RunnerOptions {
  readonly concurrency: number;
  readonly logger: Logger;
  readonly tasks: TaskList;
  readonly crons: ParsedCronItem[];
}

export interface Runner {
  /** Resolves when it cannot continue, or when another runner could take its jobs for orphans. */
  readonly lost: Promise<void>;
  /** Resolves when jobs that have begun are finished; never rejects. */
  stop(): Promise<void>;
}

/** Starts to run queued jobs and schedules. */
export async function startRunner(deps: Pick<Deps, "pool" | "log">, { concurrency, logger, tasks, crons }: RunnerOptions): Promise<Runner> {
  const alive = await stayAlive(deps);
  try {
    const runner = await run({
      pgPool: deps.pool,
      schema: "graphile_worker",
      concurrency,
      noHandleSignals: true,
      pollInterval: 1000,
      logger,
      preset: {
        // Without batches, a failure to record the end of a job is an unhandled rejection, which would end the process.
        worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        plugins: [{ name: "rapport", version: "1", worker: { hooks: { startWorker: async (_, { worker }) => await alive.holdLockOf(worker.workerPool.id) } } }],
      },
      taskList: tasks,
      parsedCronItems: crons,
    });
    const ended = runner.promise.catch((error: unknown) => deps.log.error({ err: error }, "the job runner ended"));
    return {
      lost: Promise.race([ended, alive.lost]),
      async stop() {
        // It may have stopped by itself, and its connections may be gone.
        await runner.stop().catch(() => undefined);
        await ended;
        await alive.end();
      },
    };
  } catch (cause) {
    await alive.end();
    throw cause;
  }
}

interface Alive {
  /** Resolves when the connection that holds the lock was lost. */
  readonly lost: Promise<void>;
  /** Taken before its first job, so that others see that the runner of this name is running. */
  holdLockOf(runner: string): Promise<void>;
  end(): Promise<void>;
}

/**
 * A killed runner leaves its jobs locked, by the queue's own rule for four hours. So every runner holds a lock of
 * its own, and all runners look from time to time for jobs of a runner whose lock nobody holds. Those are orphans, and are tried again.
 */
async function stayAlive({ pool, log }: Pick<Deps, "pool" | "log">): Promise<Alive> {
  const client = await pool.connect();
  const lost = new Promise<void>((resolve) => client.once("error", () => resolve()).once("end", resolve));
  const ending = new AbortController();
  let own = "";
  const freeOrphans = async (): Promise<void> => {
    const { rows } = await client.query<{ runners: number }>(FREE_ORPHANS, [own, LOCK_CLASSES.runners]);
    if (rows[0] !== undefined && rows[0].runners > 0) log.warn("took over jobs of a process that ended without stopping");
  };
  try {
    await freeOrphans();
  } catch (cause) {
    client.release(true);
    throw new Error("the job queue could not be taken over", { cause });
  }
  const looking = lookAgain();
  return {
    lost,
    async holdLockOf(runner) {
      own = runner;
      await client.query("select pg_advisory_lock($1, hashtext($2))", [LOCK_CLASSES.runners, runner]);
    },
    async end() {
      ending.abort();
      // Closed, not returned to the pool: only the end of the connection releases the lock for certain, and ends a query without an answer.
      client.release(true);
      await looking;
    },
  };

  async function lookAgain(): Promise<void> {
    while (!ending.signal.aborted) {
      await pause(LOOK_EVERY_MS, undefined, { signal: ending.signal }).catch(() => undefined);
      if (!ending.signal.aborted) await freeOrphans().catch((error: unknown) => log.debug({ err: error }, "no look for orphaned jobs"));
    }
  }
}

const LOOK_EVERY_MS = 2_000;

/**
 * A session could take its own lock twice, so a runner leaves itself out. A job whose last try was cut off so is tried once more, a minute later:
 * it did not fail, and nobody was told.
 */
const FREE_ORPHANS = `
  with dead as materialized (
    select runner from (
      select locked_by as runner from graphile_worker._private_jobs where locked_by <> $1
      union
      select locked_by from graphile_worker._private_job_queues where locked_by <> $1) as others
    where pg_try_advisory_xact_lock($2, hashtext(runner))),
  jobs as (
    update graphile_worker._private_jobs set locked_at = null, locked_by = null, attempts = least(attempts, max_attempts - 1),
      run_at = case when attempts < max_attempts then run_at else now() + interval '1 minute' end
    where locked_by in (select runner from dead)),
  queues as (
    update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_by in (select runner from dead))
  select count(*)::int as runners from dead`;
