import { preparedStores, temporaryFolder, uniqueName } from "@rapport/testkit";
import { pino } from "pino";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { openJournal } from "../collection/index.ts";
import { createSignals, systemClock, type Running } from "../deps.ts";
import { backlogOf } from "./backlog.ts";
import { bundled } from "./bundle.fixture.ts";
import { startProcessingThread } from "./thread/start-thread.ts";
import { storeSuite } from "./stored-suite.fixture.ts";

const script = pathToFileURL(await bundled(fileURLToPath(new URL("../processing-thread.ts", import.meta.url))));
const { operational, warehouse } = await preparedStores();
const stores = { db: operational.db, warehouse, clock: systemClock, log: pino({ level: "silent" }), signals: createSignals() };
const journal = await openJournal(stores, { dir: temporaryFolder("thread-") });

const disk = { dataDir: ".", reserveBytes: 0 };

const running: Running[] = [];
afterEach(async () => {
  for (const thread of running.splice(0)) await thread.stop();
});

function start(): Running {
  const thread = startProcessingThread({ ...stores, journal }, { script, connection: operational.connection, disk });
  running.push(thread);
  return thread;
}

async function newSuite(): Promise<string> {
  return await storeSuite(operational.db, uniqueName("thread"));
}

async function send(suite: string, page: string): Promise<void> {
  // The last hit has its own time, so that the thread asks for the journal's watermark.
  const queries = [`vid=u&pageName=${page}`, `vid=w&pageName=${page}&ts=${Math.floor(Date.now() / 1000)}`];
  await journal.commit(queries.map((query) => ({ suite, door: "image", client: "c", payload: JSON.stringify({ query }), hits: 1 })));
}

async function untilProcessed(suite: string): Promise<void> {
  await expect.poll(async () => await backlogOf({ ...stores, journal }, suite), { timeout: 20_000, interval: 20 }).toBe(0);
}

test("a thread processes accepted hits, is healthy meanwhile, and when it ends the warehouse still answers", async () => {
  const suite = await newSuite();
  const thread = start();
  await send(suite, "a");
  await untilProcessed(suite);
  await expect.poll(() => thread.healthy?.()).toBe(true);
  await thread.stop();
  running.length = 0;
  expect(await warehouse.ping()).toBe(true);
  await send(suite, "b");
  await expect.poll(() => journal.waiting(suite)).toBe(0);
  expect(await backlogOf({ ...stores, journal }, suite)).toBe(2);
  start();
  await untilProcessed(suite);
});

test("a thread that cannot start is not healthy, is started again, and can be stopped", async () => {
  let attempts = 0;
  const log = pino({ level: "error" }, { write: () => void attempts++ });
  const script = new URL("data:text/javascript,throw new Error('no program')");
  const broken = startProcessingThread({ ...stores, journal, log }, { script, connection: operational.connection, disk });
  running.push(broken);
  await expect.poll(() => attempts, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(broken.healthy?.()).toBe(false);
});

test("an insert whose answer to the thread is lost is made once", async () => {
  const suite = await newSuite();
  let failures = 1;
  // The first answer is lost: the thread must redo its range, and do it once.
  const losing = {
    ...warehouse,
    insert: async (rows: Parameters<typeof warehouse.insert>[0]) => {
      await warehouse.insert(rows);
      if (rows.table === "hits_v1" && failures-- > 0) throw new Error("the answer was lost");
    },
  };
  running.push(startProcessingThread({ ...stores, journal, warehouse: losing }, { script, connection: operational.connection, disk }));
  await send(suite, "a");
  await untilProcessed(suite);
  const text = "SELECT count() AS hits FROM hits_v1 WHERE suite = {suite:String}";
  expect(await warehouse.lines({ name: "hitsOf", text, params: z.object({ suite: z.string() }), row: z.unknown() }, { suite })).toBe('{"hits":"2"}\n');
});
