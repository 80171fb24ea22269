import { lockKey } from "@rapport/operational";
import { Logger as WorkerLogger, parseCronItems, run, runMigrations, type TaskList } from "graphile-worker";
import type { Deps, Running } from "../deps.ts";
import type { Job } from "./job.ts";

type JobDeps = Pick<Deps, "pool" | "log">;

/** Creates or updates the queue's own tables (schema `graphile_worker`); needed before the first `addJob`. */
export async function prepareJobs({ pool, log }: JobDeps): Promise<void> {
  listenForErrors({ pool, log });
  await runMigrations({ pgPool: pool, schema: "graphile_worker", logger: quietLogger(log) });
}

/** Runs queued jobs and schedules until stopped; stopping waits for the jobs that had begun. */
export async function startJobs(deps: JobDeps, { jobs, concurrency = 2 }: { jobs: readonly Job[]; concurrency?: number }): Promise<Running> {
  await prepareJobs(deps);
  const alive = await freeJobsOfDeadRunners(deps);
  const runner = await run({
    pgPool: deps.pool,
    schema: "graphile_worker",
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: quietLogger(deps.log),
    taskList: tasks(deps, jobs),
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, schedule }) => (schedule === undefined ? [] : [{ task: name, match: schedule, options: { backfillPeriod: 0, maxAttempts: 1 } }])),
    ),
  });
  let healthy = true;
  // The runner ends by itself only when it cannot continue.
  runner.promise.catch((error: unknown) => {
    healthy = false;
    deps.log.error({ err: error }, "the job runner ended");
  });
  return {
    healthy: () => healthy,
    stop: async () => {
      await runner.stop();
      await alive.release();
    },
  };
}

function tasks(deps: JobDeps, jobs: readonly Job[]): TaskList {
  const names = new Set<string>();
  return Object.fromEntries(
    jobs.map(({ name, payload, run: work }) => {
      if (names.has(name)) throw new Error(`two jobs are called ${name}`);
      names.add(name);
      return [
        name,
        async (raw: unknown) => {
          const { _cron, ...rest } = (raw ?? {}) as Record<string, unknown>;
          try {
            await work(payload.parse(rest));
          } catch (error) {
            deps.log.error({ err: error, job: name }, "job failed");
            throw error;
          }
        },
      ];
    }),
  );
}

/**
 * A runner that was killed leaves its jobs locked, by the queue's own rule for four hours. Every runner therefore holds
 * a shared advisory lock; one that finds nobody else holding it knows that all locked jobs are orphans.
 */
async function freeJobsOfDeadRunners({ pool, log }: JobDeps): Promise<{ release(): Promise<void> }> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock_shared($1, $2)", LOCK);
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
  return {
    release: async () => {
      await client.query("select pg_advisory_unlock_shared($1, $2)", LOCK);
      client.release();
    },
  };
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

/** Without a listener, a connection's error would end the process. */
function listenForErrors({ pool, log }: JobDeps): void {
  // While the pool ends, the database may end first.
  const tell = (error: Error) => {
    if (!pool.ending) log.warn({ err: error }, "a database connection failed");
  };
  if (pool.listenerCount("error") === 0) pool.on("error", tell);
  if (pool.listenerCount("connect") === 0) pool.on("connect", (client) => void client.on("error", tell));
}

function quietLogger(log: Deps["log"]): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === "error") log.error({ from: "graphile-worker" }, message);
    else if (level === "warning") log.warn({ from: "graphile-worker" }, message);
    else log.debug({ from: "graphile-worker" }, message);
  });
}
