import { LOCK_CLASSES, openOperational } from "@rapport/operational";
import { temporaryFolder } from "@rapport/testkit";
import { openWarehouse } from "@rapport/warehouse";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { rawHits } from "./raw-hits.fixture.ts";
import {
  asked,
  createSuite,
  databaseOf,
  keepSendingHits,
  startServerProcess,
  untilProcessed,
  untilReady,
  withChildren,
  type Answer,
  type ServerProcess,
} from "../testing/index.ts";

// Each test runs a server with its own database, which takes time on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const RSID = "faults";
const running: ServerProcess[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess & { writeKey: string }> {
  const server = await startServerProcess(env);
  running.push(server);
  return { ...server, writeKey: await createSuite(server, RSID) };
}

/** Calls an endpoint that needs PostgreSQL until stopped. Every answer must be the real one or a refusal with a reason, in time. */
function askOnAndOn(server: ServerProcess): { answers: readonly Answer[]; end(): Promise<void> } {
  const answers: Answer[] = [];
  let isEnding = false;
  const loop = (async () => {
    while (!isEnding) {
      answers.push(await server.ask("/api/report-suites"));
      await pause(50);
    }
  })();
  return {
    answers,
    end: async () => {
      isEnding = true;
      await loop;
    },
  };
}

function expectClear(answers: readonly Answer[]): void {
  for (const { status, retryAfter, body, ms } of answers) {
    expect([200, 503]).toContain(status);
    expect(ms).toBeLessThan(5_500);
    if (status === 200) continue;
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(JSON.parse(body)).toMatchObject({ code: "server.database_away" });
    expect(body).toContain("does not answer just now");
  }
}

/** Stops the server and returns the message ids in its warehouse. */
async function stored(server: ServerProcess): Promise<string[]> {
  expect(await server.stop(), server.output().slice(-3_000)).toBe(0);
  const warehouse = await openWarehouse({ dataDir: join(server.dataDir, "warehouse") });
  const hits = await rawHits({ deps: { warehouse } }, RSID);
  await warehouse.close();
  return hits.map(({ payload }) => (payload as { message: { messageId: string } }).message.messageId);
}

async function expectEachOnce(server: ServerProcess, acknowledged: ReadonlySet<string>): Promise<void> {
  const ids = await stored(server);
  const there = new Set(ids);
  expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
  expect(ids.length).toBe(there.size);
}

/** A file sent and loaded: jobs run. */
async function loadFile(server: ServerProcess, name: string): Promise<void> {
  const source = await server.ask(`/api/rapport/datasources/account/${RSID}?type=transactionid&mode=lenient&name=${name}`, { method: "POST" });
  const { data_source_id: id } = JSON.parse(source.body) as { data_source_id: number };
  const form = new FormData();
  form.append("file", new Blob([`Date\tPrice\ttransactionID\n11/20/2026\t10\t${name}\n`]), "rows.txt");
  const sent = await server.ask(`/api/rapport/datasources/job/${RSID}/${id}`, { method: "POST", form });
  const { job_id: job } = JSON.parse(sent.body) as { job_id: number };
  await expect
    .poll(async () => (JSON.parse((await server.ask(`/api/uploads/${job}/receipt`)).body) as { status?: string }).status, { timeout: 60_000, interval: 200 })
    .toBe("success");
}

test("F1 PostgreSQL's main process is killed again and again under load: no hit is lost or counted twice, and all parts recover", async () => {
  const server = await start();
  const sending = keepSendingHits(server, { writeKey: server.writeKey, prefix: "killed" });
  const asking = askOnAndOn(server);
  await pause(500);
  for (let kill = 0; kill < 6; kill += 1) {
    process.kill(databaseOf(join(server.dataDir, "operational")).pid, "SIGKILL");
    // Some come while it is starting again.
    await pause(kill % 3 === 2 ? 150 : 2_500);
    await expect.poll(() => databasePid(server), { timeout: 30_000 }).toBeGreaterThan(0);
  }
  await untilReady(server);
  await sending.end();
  await asking.end();
  expect(sending.refused).toEqual([]);
  expectClear(asking.answers);
  expect(asking.answers.filter(({ status }) => status === 503).length).toBeGreaterThan(0);
  await untilProcessed(server, RSID);
  await loadFile(server, "after");
  await expectEachOnce(server, sending.acknowledged);
});

function databasePid(server: ServerProcess): number {
  try {
    const { pid } = databaseOf(join(server.dataDir, "operational"));
    process.kill(pid, 0);
    return pid;
  } catch {
    return 0;
  }
}

test("F1 each kind of connection is ended: the pools', the locks', the job runner's, its listener's, the owner's, the watch's", async () => {
  const server = await start();
  await loadFile(server, "before");
  const sending = keepSendingHits(server, { writeKey: server.writeKey, prefix: "ended" });
  const { pid, connection } = databaseOf(join(server.dataDir, "operational"));
  const kinds = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const backends = await asked<{ pid: number; kind: string }>(
      connection,
      `select a.pid, a.application_name || coalesce(' with lock ' || (select string_agg(case classid when ${LOCK_CLASSES.runners} then 'of a job runner' else objid::text end, ',')
           from pg_locks l where l.pid = a.pid and locktype = 'advisory'), '')
         || case when a.query like 'LISTEN%' then ' listening' else '' end as kind
       from pg_stat_activity a where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    for (const backend of backends) {
      kinds.add(backend.kind.replace(/process \d+/, "process"));
      await asked(connection, "select pg_terminate_backend($1)", [backend.pid]);
      await pause(30);
    }
    await pause(2_000);
  }
  expect([...kinds].toSorted()).toEqual(
    expect.arrayContaining([
      "rapport",
      "rapport listening",
      "rapport owner, process with lock 100",
      "rapport watch",
      "rapport with lock 1",
      "rapport with lock of a job runner",
    ]),
  );
  await untilReady(server);
  await sending.end();
  expect(sending.refused).toEqual([]);
  // Only connections were lost: the database itself was not started again.
  expect(databaseOf(join(server.dataDir, "operational")).pid).toBe(pid);
  await untilProcessed(server, RSID);
  await loadFile(server, "after");
  expect(
    await asked(
      connection,
      `select count(*)::int as held from pg_locks where locktype = 'advisory' and (classid = ${LOCK_CLASSES.runners} or objid in (1, 100))`,
    ),
  ).toEqual([{ held: 3 }]);
  await expectEachOnce(server, sending.acknowledged);
});

test("F1 PostgreSQL is stopped for 20 seconds: hits are accepted, the rest is answered with a reason within 5 seconds, and everything recovers", async () => {
  const server = await start();
  const sending = keepSendingHits(server, { writeKey: server.writeKey, prefix: "stopped" });
  await pause(500);
  const asking = askOnAndOn(server);
  const stopped = withChildren(databaseOf(join(server.dataDir, "operational")).pid);
  for (const pid of stopped) process.kill(pid, "SIGSTOP");
  const before = sending.acknowledged.size;
  await pause(20_000);
  expect(sending.acknowledged.size).toBeGreaterThan(before + 100);
  for (const pid of stopped.toReversed()) process.kill(pid, "SIGCONT");
  await untilReady(server);
  await sending.end();
  await asking.end();
  expect(sending.refused).toEqual([]);
  expectClear(asking.answers);
  expect(asking.answers.filter(({ status }) => status === 503).length).toBeGreaterThan(3);
  await untilProcessed(server, RSID);
  await loadFile(server, "after");
  await expectEachOnce(server, sending.acknowledged);
});

test("F1 an external PostgreSQL is restarted: the server waits for it, and everything recovers", async () => {
  const folder = temporaryFolder("external-");
  chmodSync(folder, 0o755);
  const external = await openOperational({ dataDir: join(folder, "operational") });
  try {
    const server = await start({ DATABASE_URL: `postgres://rapport@localhost/rapport?host=${encodeURIComponent(String(external.connection.host))}` });
    const sending = keepSendingHits(server, { writeKey: server.writeKey, prefix: "external" });
    const asking = askOnAndOn(server);
    for (let restart = 0; restart < 2; restart += 1) {
      await pause(1_000);
      process.kill(databaseOf(join(folder, "operational")).pid, "SIGINT");
      await pause(3_000);
    }
    await untilReady(server);
    await sending.end();
    await asking.end();
    expect(sending.refused).toEqual([]);
    expectClear(asking.answers);
    await untilProcessed(server, RSID);
    await loadFile(server, "after");
    await expectEachOnce(server, sending.acknowledged);
  } finally {
    await external.close();
  }
});
