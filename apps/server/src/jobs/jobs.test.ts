import { preparedStores } from "@rapport/testkit";
import { sql } from "kysely";
import { pino } from "pino";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Running } from "../deps.ts";
import { addJob, job, prepareJobs, startJobs, type Job } from "./index.ts";

let deps: Parameters<typeof startJobs>[0] & Pick<Parameters<typeof addJob>, "0">;
let db: Parameters<typeof addJob>[0];
let running: Running | undefined;
beforeAll(async () => {
  const { operational } = await preparedStores();
  db = operational.db;
  deps = { pool: operational.pool, log: pino({ level: "silent" }) } as typeof deps;
  await prepareJobs(deps);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function start(...jobs: Job[]): Promise<void> {
  running = await startJobs(deps, { jobs });
}

test("a job runs with its payload, parsed by its own schema", async () => {
  const seen: number[] = [];
  await start(job({ name: "count", payload: z.object({ upload: z.int() }), run: async ({ upload }) => void seen.push(upload) }));
  await addJob(db, { name: "count", payload: { upload: 7 } });
  await vi.waitFor(() => expect(seen).toEqual([7]), 20_000);
});

test("a job of a transaction that does not commit never runs", async () => {
  const seen: string[] = [];
  await start(job({ name: "note", payload: z.object({ of: z.string() }), run: async ({ of }) => void seen.push(of) }));
  const failed = db.transaction().execute(async (trx) => {
    await addJob(trx, { name: "note", payload: { of: "rolled back" } });
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  await addJob(db, { name: "note", payload: { of: "committed" } });
  await vi.waitFor(() => expect(seen).toEqual(["committed"]), 20_000);
});

test("jobs of one queue run one after the other in order, even with several workers", async () => {
  const seen: string[] = [];
  const run = async ({ n }: { n: number }) => {
    seen.push(`begin ${n}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push(`end ${n}`);
  };
  for (const n of [1, 2, 3]) await addJob(db, { name: "ordered", payload: { n }, queue: "load" });
  await start(job({ name: "ordered", payload: z.object({ n: z.int() }), run }));
  await vi.waitFor(() => expect(seen).toEqual([1, 2, 3].flatMap((n) => [`begin ${n}`, `end ${n}`])), 20_000);
});

test("a job that a killed process had begun runs again at the next start", async () => {
  const seen: string[] = [];
  await addJob(db, { name: "orphan", payload: {} });
  await deps.pool.query(
    "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed', attempts = 1 where task_id = (select id from graphile_worker._private_tasks where identifier = 'orphan')",
  );
  await start(job({ name: "orphan", payload: z.object({}), run: async () => void seen.push("taken over") }));
  await vi.waitFor(() => expect(seen).toEqual(["taken over"]), 20_000);
});

test("F1 a job of a process that was killed is taken over by one that lives, and so are those behind it in its queue", async () => {
  const seen: number[] = [];
  const payload = z.object({ n: z.int() });
  await start(job({ name: "left", payload, run: async ({ n }) => void seen.push(n) }));
  await db.transaction().execute(async (trx) => {
    for (const n of [1, 2]) await addJob(trx, { name: "left", payload: { n }, queue: "left" });
    await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed', attempts = 1 where payload ->> 'n' = '1'`.execute(trx);
    await sql`update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'killed' where queue_name = 'left'`.execute(trx);
  });
  await vi.waitFor(() => expect(new Set(seen)).toEqual(new Set([1, 2])), 20_000);
});

test("a second runner leaves the jobs of a running one alone", async () => {
  let runs = 0;
  let finish = () => undefined as void;
  const until = new Promise<void>((resolve) => (finish = resolve));
  const slow = job({
    name: "slow",
    payload: z.object({}),
    run: async () => {
      runs++;
      await until;
    },
  });
  await start(slow);
  await addJob(db, { name: "slow", payload: {} });
  await vi.waitFor(() => expect(runs).toBe(1), 20_000);
  const second = await startJobs(deps, { jobs: [slow] });
  // Long enough for several looks at who lives.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(runs).toBe(1);
  finish();
  await second.stop();
});

test("stopping waits for jobs that have begun", async () => {
  const seen: string[] = [];
  await start(
    job({
      name: "begun",
      payload: z.object({}),
      run: async () => {
        seen.push("begin");
        await new Promise((resolve) => setTimeout(resolve, 300));
        seen.push("end");
      },
    }),
  );
  await addJob(db, { name: "begun", payload: {} });
  await vi.waitFor(() => expect(seen).toEqual(["begin"]), 20_000);
  await running?.stop();
  running = undefined;
  expect(seen).toEqual(["begin", "end"]);
});

/** What the queue holds of a job. */
async function queued(name: string, columns: string): Promise<unknown[]> {
  const { rows } = await deps.pool.query<Record<string, unknown>>(
    `select ${columns} from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = $1)`,
    [name],
  );
  return rows;
}

async function changeQueued(name: string, to: string): Promise<void> {
  await deps.pool.query(
    `update graphile_worker._private_jobs set ${to} where task_id = (select id from graphile_worker._private_tasks where identifier = $1)`,
    [name],
  );
}

test("F2 a job that waits for a store is tried again also when the queue could not note it at once", async () => {
  let runs = 0;
  let refusals = 0;
  const query = deps.pool.query.bind(deps.pool) as (...given: unknown[]) => unknown;
  const spy = vi.spyOn(deps.pool, "query").mockImplementation((...given: unknown[]) => {
    if (String(given[0]).includes("least(attempts, 3)") && (refusals += 1) < 3) throw new Error("no room");
    return query(...given);
  });
  const waits = job({
    name: "waits",
    payload: z.object({}),
    run: async () => {
      runs += 1;
      throw Object.assign(new Error("too many open files"), { code: "EMFILE" });
    },
  });
  await addJob(db, { name: "waits", payload: {}, maxAttempts: 4 });
  // This is its last try: without a note there is no other.
  await changeQueued("waits", "attempts = 3");
  await start(waits);
  const left = async () => await queued("waits", "attempts, run_at < now() + interval '25 seconds' as soon");
  await vi.waitFor(async () => expect([runs, refusals, await left()]).toEqual([1, 3, [{ attempts: 3, soon: true }]]), 20_000);
  spy.mockRestore();
});

test("F1 a job whose last try was cut off with its process is tried once more", async () => {
  await addJob(db, { name: "cut off", payload: {} });
  await changeQueued("cut off", "locked_at = now(), locked_by = 'killed', attempts = max_attempts");
  await start();
  const left = async () => await queued("cut off", "attempts, max_attempts, locked_by, run_at > now() + interval '30 seconds' as later");
  await vi.waitFor(async () => expect(await left()).toEqual([{ attempts: 4, max_attempts: 5, locked_by: null, later: true }]), 20_000);
});
