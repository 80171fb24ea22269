import { preparedStores, temporaryFolder } from "@rapport/testkit";
import { WarehouseError, type Warehouse } from "@rapport/warehouse";
import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createSignals, type Arrival, type Journal } from "../../deps.ts";
import { openJournal } from "./journal.ts";
import { rawHits } from "../raw-hits.fixture.ts";

const stores = await preparedStores();

async function journal({
  warehouse = stores.warehouse,
  now = () => Date.now(),
  dir = temporaryFolder("journal-"),
  limits,
}: { warehouse?: Warehouse; now?: () => number; dir?: string; limits?: { memoryBytes: number; diskBytes: number } } = {}) {
  const signals = createSignals();
  const deps = { db: stores.operational.db, warehouse, clock: { now: () => new Date(now()) }, log: pino({ level: "silent" }), signals };
  return { ...(await openJournal(deps, { dir, ...(limits !== undefined && { limits }) })), signals, dir };
}

const arrival = (suite: string, n: number, text = ""): Arrival => ({
  suite,
  door: "track",
  client: "c",
  payload: JSON.stringify({ n, ...(text !== "" && { text }) }),
  hits: 1,
});
const stored = async (suite: string, from?: Journal) =>
  (await rawHits({ deps: { ...stores, ...(from !== undefined && { journal: from }) } }, suite)).map(({ payload, ...hit }) => ({
    ...hit,
    payload: (payload as { message: unknown }).message,
  }));
/** Files with hits, the oldest first. */
const files = (dir: string) =>
  readdirSync(dir)
    .filter((name) => name.endsWith(".journal") && statSync(path.join(dir, name)).size > 0)
    .toSorted((a, b) => numberOf(a) - numberOf(b));

/** The real warehouse, whose insert fails when told to. */
function failing(fails: (call: number) => "before" | "after" | undefined): { warehouse: Warehouse; calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    warehouse: {
      ...stores.warehouse,
      insertTsv: async (rows) => {
        const when = fails(++calls);
        if (when === "before") throw new WarehouseError("the disk is full", { code: 243 });
        await stores.warehouse.insertTsv(rows);
        if (when === "after") throw new WarehouseError("the answer was lost", { code: 210 });
      },
    },
  };
}

test("requests that arrive together share writes, and each hit is numbered in the order it came", async () => {
  const real = failing(() => undefined);
  const opened = await journal({ warehouse: real.warehouse });
  const suite = `together-${Date.now()}`;
  await Promise.all(Array.from({ length: 500 }, (_, n) => opened.commit([arrival(suite, n * 2), arrival(suite, n * 2 + 1)])));
  const hits = await stored(suite, opened);
  expect(hits.map(({ payload }) => payload)).toEqual(Array.from({ length: 1000 }, (_, n) => ({ n })));
  expect(hits.map(({ seq }) => seq)).toEqual(Array.from({ length: 1000 }, (_, n) => n + 1));
  expect(real.calls()).toBeLessThan(10);
  await opened.close();
  expect(readdirSync(opened.dir)).toEqual([]);
});

test("BH8 an answer waits for the disk, not for the warehouse, and what the disk holds is counted until it is there", async () => {
  let open = (): void => undefined;
  const opens = new Promise<void>((resolve) => (open = resolve));
  const warehouse = {
    ...stores.warehouse,
    insertTsv: async (rows: Parameters<Warehouse["insertTsv"]>[0]) => await opens.then(() => stores.warehouse.insertTsv(rows)),
  };
  const opened = await journal({ warehouse });
  const suite = `durable-${Date.now()}`;
  await opened.commit([arrival(suite, 1), arrival(suite, 2)]);
  await opened.commit([arrival(suite, 3)]);
  const onDisk = files(opened.dir).map((name) => readFileSync(path.join(opened.dir, name), "utf8"));
  expect(onDisk.join("")).toContain(JSON.stringify({ n: 1 }));
  expect(onDisk.join("")).toContain(JSON.stringify({ n: 3 }));
  expect(await stored(suite)).toEqual([]);
  expect(opened.waiting(suite)).toBe(3);
  open();
  expect(await stored(suite, opened)).toHaveLength(3);
  expect(opened.waiting(suite)).toBe(0);
  await opened.close();
});

test("received_at never goes back, even when the clock does", async () => {
  const times = [5000, 4000, 4500, 6000].map((second) => 1_700_000_000_000 + second);
  const opened = await journal({ now: () => times.shift() ?? 0 });
  const suite = `clock-${Date.now()}`;
  for (let n = 0; n < 4; n++) await opened.commit([arrival(suite, n)]);
  expect((await stored(suite, opened)).map(({ received_at }) => received_at - 1_700_000_000_000)).toEqual([5000, 5000, 5000, 6000]);
  await opened.close();
});

test("an insert whose answer was lost is repeated and changes nothing", async () => {
  const { warehouse, calls } = failing((call) => (call === 1 ? "after" : undefined));
  const opened = await journal({ warehouse });
  const suite = `lost-answer-${Date.now()}`;
  await opened.commit([arrival(suite, 1), arrival(suite, 2)]);
  expect(await stored(suite, opened)).toHaveLength(2);
  expect(calls()).toBe(2);
  await opened.close();
});

test("while the warehouse refuses, hits are accepted and wait; when it answers, each is there once", async () => {
  const { warehouse } = failing((call) => (call <= 3 ? "before" : undefined));
  const opened = await journal({ warehouse });
  let arrivedThere = 0;
  opened.signals.onHitsCommitted((count) => (arrivedThere += count));
  const suite = `refused-${Date.now()}`;
  for (let n = 0; n < 5; n++) await opened.commit([arrival(suite, n)]);
  expect(opened.waiting(suite)).toBe(5);
  expect(opened.healthy()).toBe(true);
  expect(arrivedThere).toBe(0);
  expect((await stored(suite, opened)).map(({ payload }) => payload)).toEqual(Array.from({ length: 5 }, (_, n) => ({ n })));
  expect(arrivedThere).toBe(5);
  await opened.close();
});

test("what a process left is loaded at the next start, once, whether or not it was loaded before", async () => {
  const dir = temporaryFolder("journal-");
  const suite = `left-${Date.now()}`;
  const stuck = await journal({ warehouse: failing(() => "before").warehouse, dir });
  for (let n = 0; n < 3; n++) await stuck.commit([arrival(suite, n)]);
  await stuck.close();
  const [left] = files(dir);
  const bytes = readFileSync(path.join(dir, left ?? ""));
  await (await journal({ dir })).close();
  expect((await stored(suite)).length).toBeGreaterThan(0);
  expect(files(dir)).toEqual([]);
  // As after a kill between the insert and the removal of the file.
  writeFileSync(path.join(dir, left ?? ""), bytes);
  await (await journal({ dir })).close();
  expect((await stored(suite)).map(({ payload }) => payload)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
});

test("a frame that was cut short or damaged is not loaded, and those before it are", async () => {
  for (const damage of ["cut", "damaged", "header"] as const) {
    const dir = temporaryFolder("journal-");
    const suite = `torn-${damage}-${Date.now()}`;
    const stuck = await journal({ warehouse: failing(() => "before").warehouse, dir });
    await stuck.commit([arrival(suite, 1)]);
    // The first file is closed at once and waits; these two frames share the second.
    await stuck.commit([arrival(suite, 2)]);
    await stuck.commit([arrival(suite, 3)]);
    await stuck.close();
    const last = path.join(dir, files(dir).at(-1) ?? "");
    const bytes = readFileSync(last);
    if (damage === "cut") truncateSync(last, bytes.length - 3);
    if (damage === "damaged") writeFileSync(last, bytes.fill(0, bytes.length - 3, bytes.length - 2));
    if (damage === "header") appendFileSync(last, Buffer.from([1, 2, 3]));
    await (await journal({ dir })).close();
    expect(readdirSync(dir).filter((name) => name.endsWith(".torn"))).toHaveLength(1);
    const expected = damage === "header" ? [{ n: 1 }, { n: 2 }, { n: 3 }] : [{ n: 1 }, { n: 2 }];
    expect({ damage, hits: (await stored(suite)).map(({ payload }) => payload) }).toEqual({ damage, hits: expected });
  }
});

function numberOf(name: string): number {
  return Number(/-(\d+)\./.exec(name)?.[1]);
}

test("any text comes back as it was sent", async () => {
  const opened = await journal();
  const suite = `text-${Date.now()}`;
  const texts = ["a\tb", "line\nnext\r\n", "back\\slash \\n", "\\N", "'quoted' \"twice\"", "é € 👍", "\u2028", "\u0000\u0001"];
  await opened.commit(texts.map((text, n) => arrival(suite, n, text)));
  // A body that was sent with line breaks of its own.
  await opened.commit([{ ...arrival(suite, 0), payload: '{\r\n\t"n": 99\n}' }]);
  expect((await stored(suite, opened)).map(({ payload }) => payload)).toEqual([...texts.map((text, n) => ({ n, text })), { n: 99 }]);
  await opened.close();
});

test("a hit that cannot be written is refused, never acknowledged, and the next ones are accepted again", async () => {
  const opened = await journal();
  const suite = `disk-${Date.now()}`;
  await opened.commit([arrival(suite, 1)]);
  await stored(suite, opened);
  // The name after the next one is in use, so that file cannot be created, as on a full or broken disk.
  const [writer] = (await stored(suite)).map((hit) => hit.writer);
  writeFileSync(path.join(opened.dir, `${writer}-3.journal`), "");
  await opened.commit([arrival(suite, 2)]);
  await stored(suite, opened);
  await expect(opened.commit([arrival(suite, 99)])).rejects.toMatchObject({ kind: "unavailable" });
  expect(opened.healthy()).toBe(false);
  await opened.commit([arrival(suite, 3)]);
  expect((await stored(suite, opened)).map(({ payload }) => payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  await opened.close();
});

test("it reports too much waiting in memory, and too much waiting for the warehouse", async () => {
  const suite = `pressure-${Date.now()}`;
  const memory = await journal({ limits: { memoryBytes: 300, diskBytes: 1e9 } });
  const waiting = Array.from({ length: 50 }, (_, n) => memory.commit([arrival(suite, n)]));
  expect(memory.underPressure()).toBe(true);
  await Promise.all(waiting);
  expect(memory.underPressure()).toBe(false);
  await memory.close();

  const disk = await journal({ warehouse: failing((call) => (call <= 2 ? "before" : undefined)).warehouse, limits: { memoryBytes: 1e9, diskBytes: 300 } });
  for (let n = 0; n < 50; n++) await disk.commit([arrival(suite, n)]);
  expect(disk.underPressure()).toBe(true);
  await stored(suite, disk);
  await expect.poll(() => disk.underPressure()).toBe(false);
  await disk.close();
});

test("a second process on the same journal is refused with a clear message", async () => {
  const first = await journal();
  await expect(journal({ dir: first.dir })).rejects.toThrow("Another running process owns the journal");
  await first.close();
  await (await journal({ dir: first.dir })).close();
});
