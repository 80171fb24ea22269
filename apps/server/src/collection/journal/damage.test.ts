import { preparedStores, temporaryFolder } from "@rapport/testkit";
import { WarehouseError, type Warehouse } from "@rapport/warehouse";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { crc32 } from "node:zlib";
import { createSignals, type Journal } from "../../deps.ts";
import { rawHits } from "../raw-hits.fixture.ts";
import { frameHeader } from "./frames.ts";
import { openJournal } from "./journal.ts";

const stores = await preparedStores();

/** A journal, its complaints in the log, and a warehouse that refuses while `refuses` is true. */
async function journal(dir: string, warehouse: Warehouse = stores.warehouse) {
  const complaints: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => void complaints.push(line) });
  const deps = { db: stores.operational.db, warehouse, clock: { now: () => new Date() }, log, signals: createSignals() };
  return { ...(await openJournal(deps, { dir })), complaints };
}

function refusing(): Warehouse & { refuses: boolean } {
  const warehouse = {
    ...stores.warehouse,
    refuses: true,
    insertTsv: async (rows: Parameters<Warehouse["insertTsv"]>[0]) => {
      if (warehouse.refuses) throw new WarehouseError("the disk is full", { code: 243 });
      await stores.warehouse.insertTsv(rows);
    },
  };
  return warehouse;
}

async function commit(opened: Journal, suite: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await opened.commit([{ suite, door: "track", client: "c", payload: JSON.stringify({ n, pad: "é".repeat(n % 40) }), hits: 1 }]);
}

async function arrivedOf(suite: string): Promise<number[]> {
  return (await rawHits({ deps: stores }, suite)).map(({ payload }) => (payload as { message: { n: number } }).message.n).toSorted((a, b) => a - b);
}

async function untilLoaded(opened: Journal, suite: string, left = 0): Promise<void> {
  await expect.poll(() => opened.waiting(suite), { timeout: 20_000, interval: 10 }).toBe(left);
}

/** The file with the most frames. */
function fullFile(dir: string): string {
  const [name = ""] = readdirSync(dir)
    .filter((file) => file.endsWith(".journal"))
    .toSorted((a, b) => statSync(path.join(dir, b)).size - statSync(path.join(dir, a)).size);
  return path.join(dir, name);
}

/** For each byte of a file, the hit whose frame it belongs to. */
function hitAt(bytes: Buffer, at: number): number {
  const frame = bytes.subarray(bytes.lastIndexOf("RPTJ", at + 2));
  return Number(/"n":(\d+)/.exec(frame.toString("utf8"))?.[1]);
}

test.each(["at rest", "while running"])("F5 a damaged byte %s loses the one hit it touches, which is kept, counted and told", async (when) => {
  for (let round = 0; round < 8; round += 1) {
    const dir = temporaryFolder("journal-");
    const suite = `damage-${when}-${round}-${Date.now()}`.replaceAll(" ", "-");
    const warehouse = refusing();
    let opened = await journal(dir, warehouse);
    await commit(opened, suite, 40);
    if (when === "at rest") await opened.close();
    const file = fullFile(dir);
    const bytes = readFileSync(file);
    const at = Math.floor(Math.random() * bytes.length);
    const lost = hitAt(bytes, at);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(Math.random() * 255));
    writeFileSync(file, bytes);
    if (when === "at rest") opened = await journal(dir);
    warehouse.refuses = false;
    await untilLoaded(opened, suite, when === "at rest" ? 0 : 1);
    await expect.poll(async () => (await opened.unreadable()).files).toBe(1);
    const where = `byte ${at}, hit ${lost}`;
    expect(await arrivedOf(suite), where).toEqual(Array.from({ length: 40 }, (_, n) => n).filter((n) => n !== lost));
    if (when === "while running") expect((await opened.unreadable()).hits, where).toBe(1);
    expect(
      opened.complaints.filter((line) => line.includes("is damaged")),
      where,
    ).toHaveLength(1);
    expect(opened.healthy()).toBe(true);
    await opened.close();
    expect(
      readdirSync(dir).filter((name) => name.endsWith(".torn")),
      where,
    ).toHaveLength(1);
    // The next start also knows of it, and loads nothing twice.
    const next = await journal(dir);
    expect((await next.unreadable()).files).toBe(1);
    await next.close();
    expect(await arrivedOf(suite)).toHaveLength(39);
  }
});

test("F5 a start continues without files that only have a journal's name, and without lines that are not text, and says so", async () => {
  const dir = temporaryFolder("journal-");
  const suite = `names-${Date.now()}`;
  const stuck = await journal(dir, refusing());
  await commit(stuck, suite, 12);
  await stuck.close();
  const file = fullFile(dir);
  for (const text of ["this is no hit\n", "", "\n", `${path.basename(file).split("-")[0]}\t5\n`])
    appendFileSync(file, Buffer.concat([frameHeader(Buffer.from(text), 1), Buffer.from(text)]));
  mkdirSync(path.join(dir, "4000000-1.journal"));
  writeFileSync(path.join(dir, "4000001-1.journal"), "");
  writeFileSync(path.join(dir, "4000002-1.journal"), Buffer.alloc(5_000, 65));
  const opened = await journal(dir);
  await commit(opened, suite, 1);
  await untilLoaded(opened, suite);
  expect((await arrivedOf(suite)).length).toBe(13);
  await expect.poll(async () => (await opened.unreadable()).files).toBe(3);
  expect(opened.complaints.length).toBe(3);
  await opened.close();
});

test("F5 text that only the warehouse cannot read does not keep other hits out", async () => {
  const dir = temporaryFolder("journal-");
  const suite = `refused-text-${Date.now()}`;
  const warehouse = {
    ...stores.warehouse,
    insertTsv: async (rows: Parameters<Warehouse["insertTsv"]>[0]) => {
      if (rows.tsv.includes('"n":6,')) throw new WarehouseError("Cannot parse input", { code: 27 });
      await stores.warehouse.insertTsv(rows);
    },
  };
  const opened = await journal(dir, warehouse);
  await commit(opened, suite, 10);
  await untilLoaded(opened, suite, 1);
  await expect.poll(async () => await opened.unreadable()).toMatchObject({ files: 1, hits: 1 });
  expect(await arrivedOf(suite)).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9]);
  expect(opened.healthy()).toBe(true);
  await opened.close();
});

test("F5 a file that vanishes while it waits does not hold up others, and its hits never count as done", async () => {
  const dir = temporaryFolder("journal-");
  const suite = `vanished-${Date.now()}`;
  const warehouse = refusing();
  const opened = await journal(dir, warehouse);
  await commit(opened, suite, 10);
  const name = readdirSync(dir).find((file) => file.endsWith("-1.journal")) ?? "";
  const hits = readFileSync(path.join(dir, name), "utf8").split("RPTJ").length - 1;
  rmSync(path.join(dir, name));
  warehouse.refuses = false;
  await untilLoaded(opened, suite, hits);
  expect(await arrivedOf(suite)).toHaveLength(10 - hits);
  expect(await opened.unreadable()).toMatchObject({ files: 1, hits });
  await opened.close();
});

test("F5 a journal in the older form is read, even when damaged", async () => {
  const dir = temporaryFolder("journal-");
  const suite = `old-${Date.now()}`;
  const { id: writer } = await stores.operational.db.insertInto("writer").defaultValues().returning("id").executeTakeFirstOrThrow();
  const frames = Array.from({ length: 20 }, (_, n) => {
    const lines = Buffer.from(`${writer}\t${n + 1}\t1\t${suite}\t1790000000000\ttrack\tc\t{"n":${n}}\n`);
    const header = Buffer.alloc(8);
    header.writeUInt32LE(lines.length, 0);
    header.writeUInt32LE(crc32(lines), 4);
    return Buffer.concat([header, lines]);
  });
  frames[7]?.writeUInt32LE(0xffff, 0);
  writeFileSync(path.join(dir, `${writer}-1.journal`), Buffer.concat(frames));
  const opened = await journal(dir);
  await untilLoaded(opened, suite);
  await expect.poll(async () => await opened.unreadable()).toMatchObject({ files: 1, hits: 1 });
  expect(await arrivedOf(suite)).toEqual(Array.from({ length: 20 }, (_, n) => n).filter((n) => n !== 7));
  await opened.close();
});
