import { lockKey } from "@rapport/operational";
import { run, type Logger, type ParsedCronItem, type TaskList } from "graphile-worker";
import { EventEmitter } from "node:events";
import type { Deps } from "../deps.ts";

export interface RunnerOptions {
  readonly concurrency: number;
  readonly logger: Logger;
  readonly tasks: TaskList;
  readonly crons: ParsedCronItem[];
  /** Worker pools of this process that have ended. The jobs that they left locked are orphans. */
  readonly endedPools: readonly string[];
}

export interface Runner {
  /** Its name in the queue's tables. */
  readonly pool: string;
  /** Resolves when it cannot continue, or when another process could take its jobs for orphans. */
  readonly lost: Promise<void>;
  /** Resolves when the jobs that had begun have ended; never rejects. */
  stop(): Promise<void>;
}

/** Starts to run queued jobs and schedules. */
export async function startRunner(deps: Pick<Deps, "pool" | "log">, { concurrency, logger, tasks, crons, endedPools }: RunnerOptions): Promise<Runner> {
  const alive = await freeJobsOfDeadRunners(deps, endedPools);
  const events = new EventEmitter();
  let pool = "";
  events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => (pool = workerPool.id));
  try {
    const runner = await run({
      pgPool: deps.pool,
      schema: "graphile_worker",
      concurrency,
      noHandleSignals: true,
      pollInterval: 1000,
      logger,
      events,
      // Without batches, a failure to record the end of a job is an unhandled rejection, which would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: tasks,
      parsedCronItems: crons,
    });
    const ended = runner.promise.catch((error: unknown) => deps.log.error({ err: error }, "the job runner ended"));
    return {
      pool,
      lost: Promise.race([ended, alive.lost]),
      async stop() {
        // It may have stopped by itself, and its connections may be gone.
        await runner.stop().catch(() => undefined);
        await ended;
        alive.release();
      },
    };
  } catch (cause) {
    alive.release();
    throw cause;
  }
}

interface Alive {
  /** Resolves when the connection that holds the lock was lost. */
  readonly lost: Promise<void>;
  release(): void;
}

/**
 * A runner that was killed leaves its jobs locked, by the queue's own rule for four hours. Every runner therefore holds
 * a shared advisory lock; one that finds nobody else holding it knows that all locked jobs are orphans.
 */
async function freeJobsOfDeadRunners({ pool, log }: Pick<Deps, "pool" | "log">, endedPools: readonly string[]): Promise<Alive> {
  const client = await pool.connect();
  const lost = new Promise<void>((resolve) => client.once("error", () => resolve()).once("end", resolve));
  try {
    await client.query("select pg_advisory_lock_shared($1, $2)", LOCK);
    if (endedPools.length > 0) await client.query("select graphile_worker.force_unlock_workers($1::text[])", [endedPools]);
    // The database may notice a moment late that a killed process is gone.
    for (
      let attempt = 0;
      attempt < TAKEOVER_TRIES && (await holds(client, "exists (select from graphile_worker._private_jobs where locked_by is not null)"));
      attempt++
    ) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, TAKEOVER_PAUSE_MS));
      if (!(await holds(client, `pg_try_advisory_lock(${LOCK.join(", ")})`))) continue;
      await client.query(
        "select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker._private_jobs where locked_by is not null",
      );
      await client.query("select pg_advisory_unlock($1, $2)", LOCK);
      log.warn("took over jobs of a process that ended without stopping");
    }
  } catch (cause) {
    client.release(true);
    throw new Error("the job queue could not be taken over", { cause });
  }
  return { lost, release: () => client.release(true) };
}

const LOCK = lockKey("jobRunners");
const TAKEOVER_TRIES = 15;
const TAKEOVER_PAUSE_MS = 200;

interface Asked {
  query(text: string): Promise<{ rows: { holds?: unknown }[] }>;
}

async function holds(client: Asked, claim: string): Promise<boolean> {
  const { rows } = await client.query(`select ${claim} as holds`);
  return rows[0]?.holds === true;
}
