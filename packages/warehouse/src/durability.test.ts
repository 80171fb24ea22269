import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { endProcesses, preparedStores, startProcess, temporaryFolder, uniqueName } from "@rapport/testkit";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { openWarehouse } from "./open-warehouse.ts";
import { hitLines } from "./testing/hits.ts";
import { number, query } from "./testing/queries.ts";

const ROWS_OF_A_BATCH = 60;
const KILLS = 6;

const batchesOf = query({
  name: "batchesOf",
  text: "SELECT range AS batch, count() AS rows, uniqExact(line) AS lines FROM hits_v1 WHERE suite = {suite:String} GROUP BY range ORDER BY range",
  params: z.object({ suite: z.string() }),
  row: z.object({ batch: number, rows: number, lines: number }),
});

afterEach(endProcesses);

test(
  "kill -9 during inserts: every acknowledged row is there, and no row is there twice after unanswered batches are sent again",
  { timeout: 120_000 },
  async () => {
    const dataDir = temporaryFolder();
    const suite = uniqueName("suite");
    const acknowledged = new Set<number>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Batches from the oldest one without an answer on. Some may be in the store already, completely or partly.
      const first = firstMissing(acknowledged);
      const writer = startProcess({ script: fileURLToPath(new URL("./testing/opener.ts", import.meta.url)), args: [dataDir, "write", suite, String(first)] });
      await writer.line(`wrote ${first + 20 + kill}`);
      await new Promise((resolve) => setTimeout(resolve, kill * 3));
      await writer.end("SIGKILL");
      for (const line of writer.lines) if (line.startsWith("wrote ")) acknowledged.add(Number(line.slice("wrote ".length)));
    }

    // This process can open the directory, because the writers are gone.
    const warehouse = await openWarehouse({ dataDir }, { threads: 12 });
    const unanswered = [0, 1, 2].map((next) => firstMissing(acknowledged) + next);
    for (const batch of unanswered) await warehouse.insert({ table: "hits_v1", ndjson: hitLines({ suite, batch }), token: `${suite}-${batch}` });
    const batches = await warehouse.rows(batchesOf, { suite });
    await warehouse.close();
    const found = new Map(batches.map((row) => [row.batch, row]));
    expect(acknowledged.size).toBeGreaterThan(KILLS * 15);
    expect([...acknowledged, ...unanswered].filter((batch) => found.get(batch)?.rows !== ROWS_OF_A_BATCH)).toEqual([]);
    expect(batches.filter((row) => row.rows > ROWS_OF_A_BATCH || row.rows !== row.lines)).toEqual([]);
  },
);

test("F1 an insert whose token was written down, but whose rows were not kept when the process was killed, is stored when it is sent again", async () => {
  const dataDir = temporaryFolder();
  const suite = uniqueName("suite");
  const writer = startProcess({ script: fileURLToPath(new URL("./testing/opener.ts", import.meta.url)), args: [dataDir, "write", suite, "0"] });
  await writer.line("wrote 8");
  await writer.end("SIGKILL");
  // As if it had been killed between the two: the newest parts of two months are gone, their records are there.
  const lost = ["202601", "202603"].map((month) => newestPart(dataDir, month));
  for (const part of lost) rmSync(part, { recursive: true });
  const batches = Array.from({ length: 15 }, (_, batch) => batch);
  for (let start = 0; start < 2; start += 1) {
    const warehouse = await openWarehouse({ dataDir }, { threads: 12 });
    for (const batch of batches) await warehouse.insert({ table: "hits_v1", ndjson: hitLines({ suite, batch }), token: `${suite}-${batch}` });
    const found = await warehouse.rows(batchesOf, { suite });
    await warehouse.close();
    expect(found).toEqual(batches.map((batch) => ({ batch, rows: ROWS_OF_A_BATCH, lines: ROWS_OF_A_BATCH })));
  }
});

/** The folder of the last insert's rows of a month that were not merged with others. */
function newestPart(dataDir: string, month: string): string {
  const parts = readdirSync(path.join(dataDir, "store"), { recursive: true, encoding: "utf8" })
    .filter((place) => new RegExp(`/${month}_(\\d+)_\\1_0$`).test(place))
    .toSorted((a, b) => Number(a.split("_")[1]) - Number(b.split("_")[1]));
  return path.join(dataDir, "store", parts.at(-1) ?? "none");
}

test("an insert repeated with its token changes nothing in any month; with another token it counts", async () => {
  const { warehouse } = await preparedStores();
  const suite = uniqueName("suite");
  const insert = (token: string, rows = ROWS_OF_A_BATCH): Promise<void> =>
    warehouse.insert({ table: "hits_v1", ndjson: hitLines({ suite, batch: 1, rows }), token });
  await Promise.all([insert("a"), insert("a")]);
  await insert("a");
  expect(await warehouse.rows(batchesOf, { suite })).toEqual([{ batch: 1, rows: 60, lines: 60 }]);
  await insert("b");
  expect(await warehouse.rows(batchesOf, { suite })).toEqual([{ batch: 1, rows: 120, lines: 60 }]);
});

test("repeating a batch of which one month was stored before a crash completes it", async () => {
  const { warehouse } = await preparedStores();
  const suite = uniqueName("suite");
  const whole = hitLines({ suite, batch: 1 });
  const january = Buffer.from(
    whole
      .toString()
      .split("\n")
      .filter((line) => line.includes('"at":"2026-01'))
      .join("\n"),
  );
  await warehouse.insert({ table: "hits_v1", ndjson: january, token: "t" });
  await warehouse.insert({ table: "hits_v1", ndjson: whole, token: "t" });
  expect(await warehouse.rows(batchesOf, { suite })).toEqual([{ batch: 1, rows: 60, lines: 60 }]);
});

function firstMissing(numbers: ReadonlySet<number>): number {
  let next = 0;
  while (numbers.has(next)) next += 1;
  return next;
}
