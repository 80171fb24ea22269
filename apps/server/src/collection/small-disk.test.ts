import { smallDisk, temporaryFolder, type SmallDisk } from "@rapport/testkit";
import { openWarehouse } from "@rapport/warehouse";
import { randomUUID } from "node:crypto";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { rawHits } from "./raw-hits.fixture.ts";
import {
  createSuite,
  databaseOf,
  keepSendingHits,
  startServerProcess,
  untilProcessed,
  untilReady,
  type Answer,
  type Sending,
  type ServerProcess,
} from "../testing/index.ts";

// Each test runs servers with their own databases, which takes time on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

/** A real disk with little room. A first start needs 256 MB. */
const DISK_MB = 360;
const RESERVE_MB = 48;
const RSID = "small-disk";

let disk: SmallDisk | undefined;
const running: ServerProcess[] = [];
afterEach(async () => {
  disk?.empty();
  for (const server of running.splice(0)) await server.stop();
  disk?.remove();
  disk = undefined;
});

/** A new disk. If this machine allows none, the test is skipped and says why. */
async function diskOrSkip(skip: (reason: string) => void, megabytes = DISK_MB): Promise<SmallDisk> {
  const made = await smallDisk(megabytes);
  if ("impossible" in made) {
    skip(made.impossible);
    throw new Error(made.impossible);
  }
  return (disk = made);
}

async function start({ folder, enter }: SmallDisk): Promise<ServerProcess> {
  const server = await startServerProcess({ RAPPORT_DATA_DIR: join(folder, "data"), RAPPORT_DISK_RESERVE_MB: String(RESERVE_MB) }, { enter });
  running.push(server);
  return server;
}

/** The output of a start that must fail. */
async function refusedStart(on: SmallDisk): Promise<string> {
  try {
    await start(on);
  } catch (error) {
    return String(error);
  }
  throw new Error("the server started on a full disk");
}

/** Calls several endpoints again and again until stopped. */
function askOnAndOn(
  server: ServerProcess,
  doors: Readonly<Record<string, () => Promise<Answer>>>,
): { answers: Record<string, Answer[]>; untilEachAnswered(times: number): Promise<void>; end(): Promise<void> } {
  const answers: Record<string, Answer[]> = {};
  let isEnding = false;
  const loops = Object.entries(doors).map(async ([name, ask]) => {
    const given: Answer[] = (answers[name] = []);
    while (!isEnding) {
      given.push(await ask());
      await pause(50);
    }
  });
  return {
    answers,
    async untilEachAnswered(times) {
      await expect.poll(() => Object.values(answers).every((given) => given.length >= times), { timeout: 60_000, interval: 50 }).toBe(true);
    },
    async end() {
      isEnding = true;
      await Promise.all(loops);
    },
  };
}

/** Every answer must be the real one, or a refusal that says what is wrong, within 5 seconds. */
function expectClear(answers: readonly Answer[]): void {
  for (const { status, retryAfter, body, ms } of answers) {
    expect(ms, body).toBeLessThan(5_500);
    expect([200, 503], body).toContain(status);
    if (status === 200) continue;
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(body).toMatch(/disk is (nearly )?full|does not answer just now/);
  }
}

const statuses = (answers: readonly Answer[] = []) => new Set(answers.map(({ status }) => status));

async function newSource(server: ServerProcess): Promise<number> {
  const { body } = await server.ask(`/api/rapport/datasources/account/${RSID}?type=transactionid&mode=lenient&name=rows`, { method: "POST" });
  return (JSON.parse(body) as { data_source_id: number }).data_source_id;
}

let files = 0;
async function sendFile(server: ServerProcess, source: number): Promise<Answer> {
  const form = new FormData();
  form.append("file", new Blob([`Date\tPrice\ttransactionID\n11/20/2026\t10\tT${(files += 1)}\n`]), "rows.txt");
  return await server.ask(`/api/rapport/datasources/job/${RSID}/${source}`, { method: "POST", form });
}

async function expectLoaded(server: ServerProcess, sent: readonly Answer[]): Promise<void> {
  const jobs = sent.filter(({ status }) => status === 200).map(({ body }) => (JSON.parse(body) as { job_id: number }).job_id);
  const status = async (job: number): Promise<string | undefined> =>
    (JSON.parse((await server.ask(`/api/uploads/${job}/receipt`)).body) as { status?: string }).status;
  for (const job of jobs)
    await vi.waitFor(async () => expect(await status(job), server.output().slice(-6_000)).toBe("success"), { timeout: 90_000, interval: 200 });
}

async function report(server: ServerProcess): Promise<Answer> {
  return await server.ask("/api/rapport/reports", {
    method: "POST",
    body: {
      rsid: RSID,
      dimension: "variables/page",
      globalFilters: [{ type: "dateRange", dateRange: "2026-01-01T00:00:00.000/2099-01-01T00:00:00.000" }],
      metricContainer: { metrics: [{ id: "metrics/occurrences", columnId: "0" }] },
    },
  });
}

/** Stops the server and looks: each acknowledged hit is there once, and in reports once. */
async function expectEachOnce(server: ServerProcess, { on, sent }: { on: SmallDisk; sent: readonly Sending[] }): Promise<void> {
  await untilProcessed(server, RSID);
  const { rows } = JSON.parse((await report(server)).body) as { rows: { value: string; data: number[] }[] };
  expect(await server.stop(), server.output().slice(-3_000)).toBe(0);
  // Nobody but programs that run on the disk can open it.
  const copy = join(temporaryFolder(), "warehouse");
  cpSync(join(on.path, "data", "warehouse"), copy, { recursive: true });
  const warehouse = await openWarehouse({ dataDir: copy });
  const ids = (await rawHits({ deps: { warehouse } }, RSID)).map(({ payload }) => (payload as { message: { messageId: string } }).message.messageId);
  await warehouse.close();
  const there = new Set(ids);
  expect(sent.flatMap(({ acknowledged }) => [...acknowledged].filter((id) => !there.has(id)))).toEqual([]);
  expect(ids.length).toBe(there.size);
  expect(rows.find(({ value }) => value === "Home")?.data).toEqual([ids.length]);
}

const hit = async (server: ServerProcess, writeKey: string) =>
  await server.ask("/v1/page", { method: "POST", body: { writeKey, userId: "asks", messageId: randomUUID(), name: "Home" } });

test("F2 a disk that another program fills to its last byte: refusals with a reason, no process ends, nothing acknowledged is lost, and everything recovers by itself", async ({
  skip,
}) => {
  const on = await diskOrSkip(skip);
  const server = await start(on);
  const writeKey = await createSuite(server, RSID);
  const source = await newSource(server);
  const sending = keepSendingHits(server, { writeKey, prefix: "filled" });
  const sentFiles = [await sendFile(server, source), await sendFile(server, source)];
  on.fill();
  expect(on.free()).toBeLessThan(4096);
  const full = askOnAndOn(server, {
    hits: async () => await hit(server, writeKey),
    files: async () => await sendFile(server, source),
    reports: async () => await report(server),
    lists: async () => await server.ask("/api/report-suites"),
  });
  await full.untilEachAnswered(10);
  const ready = await server.ask("/readyz");
  await full.end();
  expect([ready.status, (JSON.parse(ready.body) as { status: string }).status]).toEqual([503, "full"]);
  for (const answers of Object.values(full.answers)) expectClear(answers);
  expect([statuses(full.answers["hits"]), statuses(full.answers["files"])]).toEqual([new Set([503]), new Set([503])]);
  const before = sending.acknowledged.size;
  on.empty();
  await expect.poll(async () => (await hit(server, writeKey)).status, { timeout: 60_000 }).toBe(200);
  await expect.poll(() => sending.acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(before);
  await untilReady(server);
  sentFiles.push(await sendFile(server, source));
  await sending.end();
  expect(new Set(sending.refused)).toEqual(new Set(["503"]));
  expect(server.child.exitCode).toBe(null);
  await expectLoaded(server, sentFiles);
  await expectEachOnce(server, { on, sent: [sending] });
});

test("F2 a disk that hits fill: at the reserve they are refused, the database lives on, reports and screens too, and all is taken again when there is room", async ({
  skip,
}) => {
  const on = await diskOrSkip(skip);
  const server = await start(on);
  const writeKey = await createSuite(server, RSID);
  const database = databaseOf(join(on.path, "data", "operational")).pid;
  on.fill(RESERVE_MB + 24);
  const sending = keepSendingHits(server, { writeKey, prefix: "own", charactersBeside: 20_000 });
  await expect.poll(() => sending.refused.length, { timeout: 120_000, interval: 50 }).toBeGreaterThan(100);
  const lists = askOnAndOn(server, { lists: async () => await server.ask("/api/report-suites"), reports: async () => await report(server) });
  await lists.untilEachAnswered(10);
  const free = on.free();
  await sending.end();
  await lists.end();
  expect(new Set(sending.refused)).toEqual(new Set(["503"]));
  for (const answers of Object.values(lists.answers)) expect(statuses(answers)).toEqual(new Set([200]));
  for (const answers of Object.values(lists.answers)) expectClear(answers);
  expect(free, "most of the reserve is left for what goes on").toBeGreaterThan(8 * 1024 ** 2);
  expect([server.child.exitCode, databaseOf(join(on.path, "data", "operational")).pid]).toEqual([null, database]);
  on.empty();
  await on.resize(2 * DISK_MB);
  await expect.poll(async () => (await hit(server, writeKey)).status, { timeout: 60_000 }).toBe(200);
  await expectEachOnce(server, { on, sent: [sending] });
});

test("F2 a start on a full disk says in one line where room is missing and how much, after a kill too, and succeeds when there is room, with every hit", async ({
  skip,
}) => {
  const on = await diskOrSkip(skip);
  const first = await start(on);
  const writeKey = await createSuite(first, RSID);
  const sending = keepSendingHits(first, { writeKey, prefix: "start" });
  await expect.poll(() => sending.acknowledged.size, { timeout: 60_000, interval: 50 }).toBeGreaterThan(100);
  on.fill();
  await expect.poll(() => sending.refused.length, { timeout: 60_000, interval: 50 }).toBeGreaterThan(0);
  await first.kill();
  await sending.end();
  const refusal = await refusedStart(on);
  expect(refusal).not.toMatch(/\n\s+at /);
  expect(refusal).toMatch(/\nThe disk of \S+ has 0 MB free, and the start needs 64 MB\. Make room there and start again\.\n?$/);
  on.empty();
  const last = await start(on);
  await expectEachOnce(last, { on, sent: [sending] });
});

test("F2 a first start on a disk that is too small says in one line how much room it needs, and leaves nothing behind", async ({ skip }) => {
  const on = await diskOrSkip(skip, 100);
  expect(await refusedStart(on)).toMatch(/\nThe disk of \S+ has (99|100) MB free, and a first start needs 256 MB\. Make room there and start again\.\n?$/);
  expect(existsSync(join(on.path, "data", "warehouse"))).toBe(false);
});
