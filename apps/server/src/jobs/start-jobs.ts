import { createRetry } from "@rapport/operational";
import { Logger as WorkerLogger, parseCronItems, runMigrations, type JobHelpers, type TaskList } from "graphile-worker";
import type { Deps, Running } from "../deps.ts";
import type { Job } from "./job.ts";
import { mayPass } from "./may-pass.ts";
import { startRunner } from "./runner.ts";
import { createWaiting, type Waiting } from "./waiting.ts";

type JobDeps = Pick<Deps, "pool" | "log">;

/** Creates or updates the queue's own tables (schema `graphile_worker`); needed before the first `addJob`. */
export async function prepareJobs({ pool, log }: JobDeps): Promise<void> {
  await runMigrations({ pgPool: pool, schema: "graphile_worker", logger: quietLogger(log) });
}

type JobsState = { readonly kind: "running" } | { readonly kind: "starting again" } | { readonly kind: "stopped" };

/** Runs queued jobs and schedules until stopped, and starts again when the runner cannot continue. Stopping waits for jobs that have begun. */
export async function startJobs(
  deps: JobDeps,
  { jobs, concurrency = 2 }: { jobs: readonly Job[]; concurrency?: number },
): Promise<Required<Running> & { state(): JobsState }> {
  await prepareJobs(deps);
  const retry = createRetry();
  const waiting = createWaiting(deps);
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve()));
  const options = {
    concurrency,
    logger: quietLogger(deps.log),
    tasks: tasks({ deps, jobs, waiting }),
    crons: parseCronItems(
      jobs.flatMap(({ name, schedule }) => (schedule === undefined ? [] : [{ task: name, match: schedule, options: { backfillPeriod: 0, maxAttempts: 1 } }])),
    ),
  };
  let state: JobsState = { kind: "running" };
  let runner = await startRunner(deps, options);
  const loop = run();
  return {
    state: () => state,
    healthy: () => retry.healthy(),
    async stop() {
      stopping.abort();
      await loop;
      await waiting.stop();
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await Promise.race([runner.lost, stopped]);
      await runner.stop();
      if (stopping.signal.aborted) break;
      state = { kind: "starting again" };
      deps.log.warn("the job runner lost the database and is started again");
      await startAgain();
    }
    state = { kind: "stopped" };
  }

  async function startAgain(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        runner = await startRunner(deps, options);
        state = { kind: "running" };
        return retry.succeeded();
      } catch (error) {
        retry.failed();
        deps.log.error({ err: error }, "the job runner could not be started and will be tried again");
        await retry.pause(stopping.signal);
      }
    }
  }
}

function tasks({ deps, jobs, waiting }: { deps: JobDeps; jobs: readonly Job[]; waiting: Waiting }): TaskList {
  const names = new Set<string>();
  return Object.fromEntries(
    jobs.map(({ name, payload, run: work }) => {
      if (names.has(name)) throw new Error(`two jobs are called ${name}`);
      names.add(name);
      return [
        name,
        async (raw: unknown, { job: { id } }: JobHelpers) => {
          const { _cron, ...rest } = (raw ?? {}) as Record<string, unknown>;
          try {
            await work(payload.parse(rest));
          } catch (error) {
            const waits = mayPass(error);
            deps.log.error({ err: error, job: name }, waits ? "a store is away: the job waits for it" : "job failed");
            if (waits) await waiting.add(id);
            throw error;
          }
        },
      ];
    }),
  );
}

function quietLogger(log: Deps["log"]): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === "error") log.error({ from: "graphile-worker" }, message);
    else if (level === "warning") log.warn({ from: "graphile-worker" }, message);
    else log.debug({ from: "graphile-worker" }, message);
  });
}
