import { LOCK_CLASSES } from "@rapport/operational";
import { preparedStores, temporaryFolder, uniqueName } from "@rapport/testkit";
import { WarehouseError, type Warehouse } from "@rapport/warehouse";
import type { NamedQuery } from "@rapport/warehouse";
import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openJournal } from "../collection/index.ts";
import { createFilesInUse } from "../datasources/index.ts";
import { createSignals, systemClock, type Deps, type Running } from "../deps.ts";
import { watchDisk } from "../disk.ts";
import { backlogOf, processingOf } from "./backlog.ts";
import { forgetOld } from "./forget-old.ts";
import { startLane, type LaneDeps, type LaneOptions } from "./lane/lane.ts";
import { storeSuite } from "./stored-suite.fixture.ts";
import { rangeEnd, WRITERS_AT_ONCE } from "./warehouse-queries.ts";
import { createSignInWaits } from "../sessions/index.ts";

const { operational, warehouse } = await preparedStores();
const { db, pool } = operational;
const stores = { db, pool, warehouse, clock: systemClock, log: pino({ level: "silent" }), signals: createSignals() };
const dataDir = temporaryFolder("lane-");
const limits = { reports: { atOnce: 2, waiting: 100 } };
const deps: Deps = {
  ...stores,
  journal: await openJournal(stores, { dir: dataDir }),
  dataDir,
  disk: watchDisk({ dataDir, reserveBytes: 0 }),
  uploadMaxBytes: 1024 ** 3,
  signInWaits: createSignInWaits(Date.now),
  filesInUse: createFilesInUse(),
  limits,
};

const lanes: Running[] = [];
afterEach(async () => {
  for (const lane of lanes.splice(0)) await lane.stop();
});

function lane(given: Partial<LaneDeps> = {}, options: LaneOptions = {}): Running {
  const started = startLane({ ...deps, linkWaiting: () => Promise.resolve(), ...given }, options);
  lanes.push(started);
  return started;
}

async function newSuite(): Promise<string> {
  return await storeSuite(db, uniqueName("suite"));
}

async function newWriter(): Promise<number> {
  return (await db.insertInto("writer").defaultValues().returning("id").executeTakeFirstOrThrow()).id;
}

let second = Date.UTC(2026, 10, 1);
/** Image requests of one visitor, as a collector stores them; each a second after the one before. */
async function store(
  suite: string,
  { writer, pages, fromSeq = 1, more = "" }: { writer: number; pages: readonly string[]; fromSeq?: number; more?: string },
): Promise<void> {
  const rows = pages.map((page, index) => ({
    writer,
    seq: fromSeq + index,
    suite,
    received_at: (second += 1_000),
    door: "image",
    client: "c",
    payload: JSON.stringify({ query: `vid=u&pageName=${page}&v3=${page}${more}` }),
  }));
  await warehouse.insert({ table: "raw_hits_v2", ndjson: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")) });
  deps.signals.hitsCommitted(rows.length);
}

const hitsInOrder = {
  name: "hitsInOrder",
  text: "SELECT dims.page.:String AS page, hit_number, lists['evar3'] AS instances FROM hits_v1 WHERE suite = {suite:String} ORDER BY position",
  params: z.object({ suite: z.string() }),
  row: z.object({ page: z.string(), hit_number: z.number(), instances: z.array(z.string()) }),
} satisfies NamedQuery;

async function untilDone(suite: string): Promise<void> {
  await expect.poll(async () => await backlogOf(deps, suite), { timeout: 20_000, interval: 20 }).toBe(0);
}

async function pagesOf(suite: string): Promise<string[]> {
  await untilDone(suite);
  const rows = await warehouse.rows(hitsInOrder, { suite });
  expect(rows.map(({ hit_number }) => hit_number)).toEqual(rows.map((_, index) => index + 1));
  return rows.map(({ page }) => page);
}

test("a second lane waits for the first, and continues where that ended", async () => {
  const suite = await newSuite();
  const writer = await newWriter();
  const steps: string[] = [];
  const first = lane({ onStep: (step) => steps.push(`first ${step}`) });
  await store(suite, { writer, pages: ["a"] });
  await untilDone(suite);
  lane({ onStep: (step) => steps.push(`second ${step}`) });
  await store(suite, { writer, pages: ["b"], fromSeq: 2 });
  expect(await pagesOf(suite)).toEqual(["a", "b"]);
  expect(steps.some((step) => step.startsWith("second"))).toBe(false);
  await first.stop();
  await store(suite, { writer, pages: ["c"], fromSeq: 3 });
  expect(await pagesOf(suite)).toEqual(["a", "b", "c"]);
  expect(steps.at(-1)).toBe("second done");
});

test("hits of several writers come in the order of their arrival, however many writers there are", async () => {
  const suite = await newSuite();
  const writers: number[] = [];
  for (let n = 0; n < WRITERS_AT_ONCE + 3; n++) writers.push(await newWriter());
  const pages = writers.map((writer) => `of ${writer}`);
  for (const [index, writer] of writers.entries()) await store(suite, { writer, pages: [pages[index] ?? ""] });
  expect(await backlogOf(deps, suite)).toBe(writers.length);
  lane();
  expect(await pagesOf(suite)).toEqual(pages);
});

test("a range is processed on the state of the one before it, which is still being written", async () => {
  const suite = await newSuite();
  const more = "&events=purchase,event1:once&products=;Boot;1;10&purchaseID=P1&xact=T1";
  await store(suite, { writer: await newWriter(), pages: ["a", "b", "c"], more });
  let folded = 0;
  let go = (): void => undefined;
  const bothFolded = new Promise<void>((resolve) => (go = resolve));
  const slow: Warehouse = {
    ...warehouse,
    insert: async (rows) => {
      await bothFolded;
      await warehouse.insert(rows);
    },
  };
  const onStep = (step: string): void => {
    if (step === "folded" && ++folded === 2) go();
  };
  lane({ warehouse: slow, onStep }, { limits: { hits: 1, bytes: 1_000_000 } });
  expect(await pagesOf(suite)).toEqual(["a", "b", "c"]);
  expect(await warehouse.rows(countedOnce, { suite })).toEqual([{ instances: 6, orders: 1, once: 1, transactions: 1 }]);
});

const countedOnce = {
  name: "countedOnce",
  text: `SELECT toUInt32(sum(length(lists['evar3']))) AS instances, toUInt32(sum(orders)) AS orders, toUInt32(sum(metrics['event1'])) AS once,
    toUInt32((SELECT count() FROM transactions_v1 WHERE suite = {suite:String})) AS transactions FROM hits_v1 WHERE suite = {suite:String}`,
  params: z.object({ suite: z.string() }),
  row: z.object({ instances: z.number(), orders: z.number(), once: z.number(), transactions: z.number() }),
} satisfies NamedQuery;

test("ranges do not run ahead of slow links", async () => {
  const suite = await newSuite();
  await store(suite, { writer: await newWriter(), pages: ["a", "b", "c", "d", "e"] });
  let link = (): void => undefined;
  const linked = new Promise<void>((resolve) => (link = resolve));
  const steps: string[] = [];
  const running = lane({ linkWaiting: () => linked, onStep: (step) => void steps.push(step) }, { limits: { hits: 1, bytes: 1_000_000 } });
  const written = (): number => steps.filter((step) => step === "written").length;
  await expect.poll(written, { timeout: 20_000 }).toBe(2);
  // Enough time for the other ranges to be written.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect([written(), steps.includes("linked")]).toEqual([2, false]);
  const stopped = running.stop();
  link();
  await stopped;
  expect(written()).toBe(2);
  lane();
  expect(await pagesOf(suite)).toEqual(["a", "b", "c", "d", "e"]);
});

test("a lane that was lost writes no range down, because the next lane would not know of it", async () => {
  const suite = await newSuite();
  const writer = await newWriter();
  let plan = (): void => undefined;
  const released = new Promise<void>((resolve) => (plan = resolve));
  let isPlanning = false;
  const slow: Warehouse = {
    ...warehouse,
    rows: async (query, parameters) => {
      if (query.name === rangeEnd.name) {
        isPlanning = true;
        await released;
      }
      return await warehouse.rows(query, parameters);
    },
  };
  const running = lane({ warehouse: slow });
  await store(suite, { writer, pages: ["a"] });
  await expect.poll(() => isPlanning, { timeout: 20_000 }).toBe(true);
  const holders = `pg_locks where locktype = 'advisory' and classid = ${LOCK_CLASSES.work} and database = (select oid from pg_database where datname = current_database())`;
  await pool.query(`select pg_terminate_backend(pid) from ${holders}`);
  await expect.poll(async () => (await pool.query(`select from ${holders}`)).rowCount).toBe(0);
  const stopped = running.stop();
  plan();
  await stopped;
  expect(await db.selectFrom("processing_range").select("id").where("writer", "=", writer).execute()).toEqual([]);
  lane();
  expect(await pagesOf(suite)).toEqual(["a"]);
});

describe("what fails is tried again", () => {
  test("an insert that fails, or whose answer is lost, leaves every hit once", async () => {
    for (const table of ["hits_v1", "visitor_profiles_v1"]) {
      for (const when of ["before", "after"]) {
        const suite = await newSuite();
        let failures = 2;
        const failing: Warehouse = {
          ...warehouse,
          insert: async (rows) => {
            const fails = rows.table === table && failures-- > 0;
            if (fails && when === "before") throw new WarehouseError("the disk is full", { code: 243 });
            await warehouse.insert(rows);
            if (fails) throw new WarehouseError("the answer was lost", { code: 210 });
          },
        };
        const running = lane({ warehouse: failing }, { limits: { hits: 1, bytes: 1_000_000 } });
        await store(suite, { writer: await newWriter(), pages: ["a", "b", "c"] });
        expect(await pagesOf(suite), `${table} ${when}`).toEqual(["a", "b", "c"]);
        expect((await warehouse.rows(hitsInOrder, { suite })).map(({ instances }) => instances.length)).toEqual([1, 2, 3]);
        expect(running.healthy?.()).toBe(true);
        await running.stop();
      }
    }
  });

  test("OA12 late links that fail delay no hit, and the range counts as processed only when they are made", async () => {
    const suite = await newSuite();
    const writer = await newWriter();
    let isBroken = true;
    const asked: unknown[] = [];
    lane({
      linkWaiting: (request) => {
        if (isBroken) return Promise.reject(new Error("linking is broken"));
        asked.push(request);
        return Promise.resolve();
      },
    });
    await store(suite, { writer, pages: ["a"] });
    await store(suite, { writer, pages: ["b"], fromSeq: 2 });
    await expect.poll(async () => (await warehouse.rows(hitsInOrder, { suite })).length, { timeout: 20_000 }).toBe(2);
    expect((await processingOf(deps, suite)).backlog).toBeGreaterThan(0);
    isBroken = false;
    expect(await pagesOf(suite)).toEqual(["a", "b"]);
    expect(asked[0]).toEqual({ suite, transactionIds: [], refunded: [], visitors: [{ id: "vid:u", from: expect.any(Number) as number }] });
  });
});

test("what processing no longer needs is deleted: old message ids and ended ranges, but not the cursors", async () => {
  const suite = await newSuite();
  const writer = await newWriter();
  const now = Date.now();
  const claim = (kind: string, key: string, days: number) => ({ suite, kind, key, received_at: now - days * 86_400_000, range: 1 });
  const claims = [claim("message", "old", 4), claim("message", "new", 2), claim("purchase", "old", 400), claim("serial", "old", 400)];
  await warehouse.insert({ table: "claims_v1", ndjson: Buffer.from(claims.map((row) => `${JSON.stringify(row)}\n`).join("")) });
  const doneAt = new Date(now - 8 * 86_400_000);
  for (const seq of [1, 2]) await db.insertInto("processing_range").values({ writer, from_seq: seq, to_seq: seq, done_at: doneAt }).execute();
  await forgetOld(deps);
  const left = {
    name: "claimsLeft",
    text: "SELECT kind, key FROM claims_v1 WHERE suite = {suite:String} ORDER BY kind, key",
    params: z.object({ suite: z.string() }),
    row: z.object({ kind: z.string(), key: z.string() }),
  } satisfies NamedQuery;
  expect(await warehouse.rows(left, { suite })).toEqual([
    { kind: "message", key: "new" },
    { kind: "purchase", key: "old" },
    { kind: "serial", key: "old" },
  ]);
  const ranges = await db.selectFrom("processing_range").select("from_seq").where("writer", "=", writer).execute();
  expect(ranges).toEqual([{ from_seq: 2 }]);
});

test("F2 without room on the disk hits wait, and are processed when there is room", async () => {
  const suite = await newSuite();
  let hasRoom = false;
  const started = startLane({ ...deps, disk: { ...deps.disk, lastsForProcessing: () => hasRoom }, linkWaiting: () => Promise.resolve() });
  lanes.push(started);
  await store(suite, { writer: await newWriter(), pages: ["a", "b"] });
  await expect.poll(() => started.state().kind).toBe("out of room");
  expect([await backlogOf(deps, suite), started.healthy()]).toEqual([2, true]);
  hasRoom = true;
  await expect.poll(async () => await backlogOf(deps, suite), { timeout: 10_000 }).toBe(0);
});
