import type { Rsid } from "@rapport/contract";
import { applyIdRule, createDataSource, getIdRule, getReceipt, IdRule, takeBackIdRule, takeBackRowsOfDays, undoUpload } from "@rapport/contract/data-sources";
import { createReportSuite } from "@rapport/contract/report-suites";
import { openWarehouse } from "@rapport/warehouse";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataFolder, startServerProcess, untilProcessed, type ServerProcess, endedJob, PATIENTLY, sendFile } from "../testing/index.ts";

const RSID = "killed-changes" as Rsid;
const ROWS = 20_000;
const ORDERS = 200;

const dataDir = dataFolder();
const start = async (): Promise<ServerProcess> => await startServerProcess({ RAPPORT_DATA_DIR: dataDir });

test(
  "FU15 UL4 UL5 FU13 taking back days, making an id rule, taking it back and an undo are made once and whole, though the server is killed in each",
  { timeout: 600_000 },
  async () => {
    let server = await start();
    await takeOrders(server);
    const params = { rsid: RSID, dataSourceId: await newSource(server) };
    const [first, second, third] = [await upload(server, params, 0), await upload(server, params, 1), await upload(server, params, 2)];
    for (const job of [first, second, third])
      expect(await endedJob(server, job, PATIENTLY)).toMatchObject({ status: "success", rowsRead: ROWS, linkedByTransaction: ORDERS, unlinked: ORDERS });

    /** Asks, kills the server so long after, and starts it again. */
    const killedAfter = async (ms: number, work: () => Promise<unknown>) => {
      const asked = work().catch(() => undefined);
      await sleep(ms);
      await server.kill();
      await asked;
      server = await start();
    };
    const days = { from: daysAgo(3).iso, to: daysAgo(2).iso };
    await killedAfter(60, async () => await server.api(takeBackRowsOfDays, { params, body: days }));
    // Whoever asked asks again when nothing of it was written down; otherwise its job has made it, or will.
    const again = await server.api(takeBackRowsOfDays, { params, body: days }).catch((refused: unknown) => refused);
    if (!(again instanceof Error)) expect(again).toMatchObject({ rows: (3 * ROWS) / 2 });
    const taken = async (job: number) => (await server.api(getReceipt, { params: { jobId: job } })).takenBack;
    for (const job of [first, second, third]) await expect.poll(() => taken(job), { timeout: 120_000 }).toBe(ROWS / 2);

    const rule = IdRule.parse({ zeros: "left_out" });
    await server.api(applyIdRule, { params, body: { rule, waiting: true } });
    await killedAfter(30, async () => undefined);
    expect(await settled(server, params)).toBe("applied");
    // Half of the rows were taken back, of linked ids and of waiting ones alike.
    const fates = async (job: number) => await server.api(getReceipt, { params: { jobId: job } });
    expect(await fates(second)).toMatchObject({ linkedByTransaction: ORDERS, unlinked: 0 });

    const { changes } = await server.api(getIdRule, { params });
    await server.api(takeBackIdRule, { params: { ...params, changeId: changes[0]?.id ?? 0 } });
    await killedAfter(30, async () => undefined);
    expect(await settled(server, params)).toBe("taken_back");
    expect(await fates(second)).toMatchObject({ linkedByTransaction: ORDERS / 2, unlinked: ORDERS / 2 });

    await killedAfter(20, async () => await server.api(undoUpload, { params: { jobId: first } }));
    expect(await server.api(undoUpload, { params: { jobId: first } })).toMatchObject({ status: "deleted", rowsRead: ROWS });
    await server.stop();

    const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
    const query = {
      name: "testRowsByUpload",
      text: `SELECT upload, sum(occurrences) AS rows, sum(revenue) AS revenue, sumIf(occurrences, fate = 'transaction') AS linked, sumIf(occurrences, fate = 'unlinked' AND startsWith(transaction_ids[1], '00')) AS waiting
        FROM hits_v1 WHERE suite = {suite:String} AND upload != 0 GROUP BY upload HAVING rows != 0 OR revenue != 0 ORDER BY upload`,
      params: z.object({ suite: z.string() }),
      row: z.object({ upload: z.number(), rows: z.coerce.number(), revenue: z.coerce.number(), linked: z.coerce.number(), waiting: z.coerce.number() }),
    };
    const found = await warehouse.rows(query, { suite: RSID });
    await warehouse.close();
    const kept = { rows: ROWS / 2, revenue: ROWS / 2, linked: ORDERS / 2, waiting: ORDERS / 2 };
    expect(found).toEqual([
      { upload: second, ...kept },
      { upload: third, ...kept },
    ]);
  },
);

function daysAgo(days: number): { iso: string; american: string } {
  const iso = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const [year, month, day] = iso.split("-");
  return { iso, american: `${month}/${day}/${year}` };
}

/** Rows of four days. The first ones have recorded ids, the next ones the same with zeros in front. */
async function upload(server: ServerProcess, { rsid, dataSourceId }: { rsid: string; dataSourceId: number }, file: number): Promise<number> {
  const idOf = (n: number) => (n < ORDERS ? `9${n}` : n < 2 * ORDERS ? `009${n - ORDERS}` : "");
  const rows = Array.from({ length: ROWS }, (_, n) => `${daysAgo(1 + (n % 4)).american}\t${idOf(n)}\tvalue ${file} ${n % 50}\t1`);
  return await sendFile(server, {
    path: `/api/rapport/datasources/job/${rsid}/${dataSourceId}`,
    file: ["Date\ttransactionID\tEvar 1\tPrice", ...rows, ""].join("\n"),
    filename: `file-${file}.txt`,
  });
}

async function takeOrders(server: ServerProcess): Promise<void> {
  const { writeKey } = await server.api(createReportSuite, {
    body: { rsid: RSID, name: "Killed", timeZone: "UTC", currency: "EUR", transactionIdStorage: true },
  });
  const at = new Date(Date.now() - 6 * 86_400_000).toISOString();
  const batch = Array.from({ length: ORDERS }, (_, n) => ({
    type: "track",
    userId: `v${n}`,
    event: "Order Completed",
    timestamp: at,
    properties: { order_id: `9${n}`, products: [{ name: "Boot", quantity: 1, price: 2 }] },
  }));
  expect((await server.ask("/v1/batch", { method: "POST", body: { writeKey, batch } })).status).toBe(200);
  await untilProcessed(server, RSID);
}

async function newSource(server: ServerProcess): Promise<number> {
  const query = { type: "transactionid" as const, name: "rows" };
  return (await server.api(createDataSource, { params: { company: "rapport", rsid: RSID }, query })).data_source_id;
}

/** The state of the newest change of ids when it is made. */
async function settled(server: ServerProcess, params: { rsid: Rsid; dataSourceId: number }): Promise<string | undefined> {
  const state = async () => (await server.api(getIdRule, { params })).changes[0]?.state;
  await expect.poll(state, { timeout: 120_000 }).not.toMatch(/ing/);
  return await state();
}
