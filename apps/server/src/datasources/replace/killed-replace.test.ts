import type { Rsid } from "@rapport/contract";
import { createDataSource } from "@rapport/contract/data-sources";
import { createReportSuite } from "@rapport/contract/report-suites";
import { openWarehouse } from "@rapport/warehouse";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataFolder, startServerProcess, type ServerProcess, endedJob, PATIENTLY, sendFile } from "../../testing/index.ts";

const RSID = "killed-replace" as Rsid;
const ROWS = 12_000;
/** How long the process lives after a corrected file was answered: from before its first line to after its last. */
const LIVES_MS = [0, 250, 600, 1_000, 1_500];

const dataDir = dataFolder();
const start = async (): Promise<ServerProcess> => await startServerProcess({ RAPPORT_DATA_DIR: dataDir });

test("FU22 files that were to replace others when their process was killed have replaced them, once", { timeout: 600_000 }, async () => {
  const pairs: { old: number; by: number }[] = [];
  let source = 0;
  for (const [round, lifeMs] of LIVES_MS.entries()) {
    const server = await start();
    if (round === 0) {
      await server.api(createReportSuite, { body: { rsid: RSID, name: "Killed", timeZone: "UTC", currency: "EUR" } });
      source = (await server.api(createDataSource, { params: { company: "rapport", rsid: RSID }, query: { type: "summary", name: "rows" } })).data_source_id;
    }
    const old = await send(server, { path: `/api/rapport/datasources/job/${RSID}/${source}`, rows: rowsOf(round, 1) });
    await endedJob(server, old, PATIENTLY);
    const by = await send(server, { path: `/api/uploads/${old}/replace`, rows: rowsOf(round, 2) });
    pairs.push({ old, by });
    await sleep(lifeMs);
    await server.kill();
  }
  const last = await start();
  const kept = ROWS - ROWS / 100;
  for (const { old, by } of pairs) {
    expect(await endedJob(last, by, PATIENTLY)).toMatchObject({ status: "success", rowsRead: ROWS, rejected: ROWS / 100, summary: kept });
    expect(await endedJob(last, old, PATIENTLY)).toMatchObject({ status: "deleted", replacedBy: by, rowsRead: ROWS, rejected: ROWS / 100, summary: kept });
  }
  await last.stop();

  const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
  const query = {
    name: "testRowsByUpload",
    text: "SELECT upload, toInt64(sum(occurrences)) AS rows, uniqExact(line) AS lines, sum(revenue) AS revenue FROM hits_v1 WHERE suite = {suite:String} AND upload != 0 GROUP BY upload ORDER BY upload",
    params: z.object({ suite: z.string() }),
    row: z.object({ upload: z.number(), rows: z.coerce.number(), lines: z.coerce.number(), revenue: z.coerce.number() }),
  };
  const found = await warehouse.rows(query, { suite: RSID });
  await warehouse.close();
  const wanted = pairs.flatMap(({ old, by }) => [
    { upload: old, rows: 0, lines: kept, revenue: 0 },
    { upload: by, rows: kept, lines: kept, revenue: 2 * kept },
  ]);
  expect(found).toEqual(wanted.toSorted((a, b) => a.upload - b.upload));
});

function rowsOf(round: number, price: number): string {
  const rows = Array.from({ length: ROWS }, (_, i) => `${(i % 3) + 1}/${(i % 28) + 1}/2026\tvalue ${round} ${i % 50}\t${i % 100 === 99 ? "x" : price}`);
  return ["Date\tEvar 1\tPrice", ...rows, ""].join("\n");
}

async function send(server: ServerProcess, { path, rows }: { path: string; rows: string }): Promise<number> {
  return await sendFile(server, { path, file: rows, filename: "rows.txt" });
}
