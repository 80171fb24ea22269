import type { Rsid } from "@rapport/contract";
import { createDataSource, undoUpload, type Receipt } from "@rapport/contract/data-sources";
import { createReportSuite } from "@rapport/contract/report-suites";
import { openWarehouse } from "@rapport/warehouse";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataFolder, startServerProcess, untilProcessed, type ServerProcess, endedJob, PATIENTLY, sendFile } from "../testing/index.ts";

const RSID = "killed-loads" as Rsid;
const ROWS = 24_000;
/** How long the process lives after an upload was answered: from before the first line to after the last. */
const LIVES_MS = [0, 80, 200, 350, 600, 1000];
/** Orders with as many units as there are files of refunds. Each file gives back one unit of every order. */
const ORDERS = 500;
const PRICE = 2;

const dataDir = dataFolder();
const start = async (): Promise<ServerProcess> => await startServerProcess({ RAPPORT_DATA_DIR: dataDir });

test(
  "FU13 RT6 files, of refunds too, whose process was killed while loading are in reports once, and an undo that was killed is finished",
  { timeout: 600_000 },
  async () => {
    const jobs: number[] = [];
    const refunds: number[] = [];
    const sources = { summary: 0, refund: 0 };
    for (const [round, lifeMs] of LIVES_MS.entries()) {
      const server = await start();
      if (round === 0) {
        await takeOrders(server);
        for (const type of ["summary", "refund"] as const) sources[type] = await newSource(server, type);
      }
      const sendRows = async (): Promise<unknown> => jobs.push(await upload(server, { source: sources.summary, ...rowsOf(round) }));
      const sendRefunds = async (): Promise<unknown> => refunds.push(await upload(server, { source: sources.refund, ...refundsOf(round) }));
      // Each kind comes first in turns, so that both are killed early and late, with and without a queue before them.
      if (round % 2 === 0) await allEnded(server, [...jobs, ...refunds]);
      for (const send of round % 2 === 0 ? [sendRefunds, sendRows] : [sendRows, sendRefunds]) await send();
      await sleep(lifeMs);
      await server.kill();
    }
    const almostLast = await start();
    for (const receipt of await allEnded(almostLast, jobs))
      expect(receipt).toMatchObject({ status: "success", rowsRead: ROWS, rejected: ROWS / 100, summary: ROWS - ROWS / 100 });
    for (const receipt of await allEnded(almostLast, refunds))
      expect(receipt).toMatchObject({ status: "success", rowsRead: ORDERS, rejected: 0, linkedByTransaction: ORDERS });
    const beyond = await upload(almostLast, { source: sources.refund, ...refundsOf(LIVES_MS.length) });
    expect(await allEnded(almostLast, [beyond]), "nothing is left of any order").toMatchObject([{ status: "success", rowsRead: ORDERS, rejected: ORDERS }]);
    const undoing = almostLast.api(undoUpload, { params: { jobId: jobs[0] } }).catch(() => undefined);
    await sleep(100);
    await almostLast.kill();
    await undoing;

    const last = await start();
    const undone = await last.api(undoUpload, { params: { jobId: jobs[0] } });
    expect(undone).toMatchObject({ status: "deleted", rowsRead: ROWS });
    await last.stop();

    const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
    const query = {
      name: "testRowsByUpload",
      text: "SELECT upload, count() AS rows, uniqExact(line) AS lines, sum(revenue) AS revenue FROM hits_v1 WHERE suite = {suite:String} AND upload != 0 GROUP BY upload ORDER BY upload",
      params: z.object({ suite: z.string() }),
      row: z.object({ upload: z.number(), rows: z.coerce.number(), lines: z.coerce.number(), revenue: z.coerce.number() }),
    };
    const found = await warehouse.rows(query, { suite: RSID });
    await warehouse.close();
    const kept = ROWS - ROWS / 100;
    const wanted = [
      ...jobs.slice(1).map((job) => ({ upload: job, rows: kept, lines: kept, revenue: kept })),
      ...refunds.map((job) => ({ upload: job, rows: ORDERS, lines: ORDERS, revenue: -PRICE * ORDERS })),
    ];
    expect(found).toEqual(wanted.toSorted((a, b) => a.upload - b.upload));
  },
);

async function takeOrders(server: ServerProcess): Promise<void> {
  const { writeKey } = await server.api(createReportSuite, {
    body: { rsid: RSID, name: "Killed", timeZone: "UTC", currency: "EUR", transactionIdStorage: true },
  });
  for (let from = 0; from < ORDERS; from += 250) {
    const batch = Array.from({ length: 250 }, (_, n) => ({
      type: "track",
      userId: `v${from + n}`,
      event: "Order Completed",
      properties: { order_id: `T${from + n}`, products: [{ name: "Boot", quantity: LIVES_MS.length, price: PRICE }] },
    }));
    expect((await server.ask("/v1/batch", { method: "POST", body: { writeKey, batch } })).status).toBe(200);
  }
  await untilProcessed(server, RSID);
}

async function newSource(server: ServerProcess, type: "summary" | "refund"): Promise<number> {
  return (await server.api(createDataSource, { params: { company: "rapport", rsid: RSID }, query: { type, name: type } })).data_source_id;
}

interface File {
  readonly filename: string;
  readonly lines: readonly string[];
}

function rowsOf(round: number): File {
  const rows = Array.from({ length: ROWS }, (_, i) => `01/${(i % 28) + 1}/2026\tvalue ${round} ${i % 50}\t${i % 100 === 99 ? "x" : "1"}`);
  return { filename: `round-${round}.txt`, lines: ["Date\tEvar 1\tPrice", ...rows] };
}

function refundsOf(round: number): File {
  const now = new Date();
  const today = `${now.getUTCMonth() + 1}/${now.getUTCDate()}/${now.getUTCFullYear()}`;
  const rows = Array.from({ length: ORDERS }, (_, n) => `${today}\tT${n}\tvalue ${round}\tBoot\t1`);
  return { filename: `refunds-${round}.txt`, lines: ["Date\ttransactionID\tEvar 1\tProduct\tQuantity", ...rows] };
}

async function upload(server: ServerProcess, { source, filename, lines }: File & { source: number }): Promise<number> {
  return await sendFile(server, { path: `/api/rapport/datasources/job/${RSID}/${source}`, file: [...lines, ""].join("\n"), filename });
}

async function allEnded(server: ServerProcess, ids: readonly number[]): Promise<Receipt[]> {
  return await Promise.all(ids.map((id) => endedJob(server, id, PATIENTLY)));
}
