import { type CallInput, type Endpoint, type Reply, type Rsid, call } from "@rapport/contract";
import { createDataSource, getReceipt, undoUpload, type Receipt } from "@rapport/contract/data-sources";
import { createReportSuite } from "@rapport/contract/report-suites";
import { openWarehouse } from "@rapport/warehouse";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataFolder, startServerProcess, type ServerProcess } from "../testing/index.ts";

const RSID = "killed-loads" as Rsid;
const ROWS = 60_000;
/** After an upload was answered, its process lives this long: from before the first line to after the last. */
const LIVES_MS = [0, 150, 400, 700, 1100, 1600];

const dataDir = dataFolder();
const start = async (): Promise<ServerProcess> => await startServerProcess({ RAPPORT_DATA_DIR: dataDir });

test("FU13 files whose process was killed while loading are in reports once, and an undo that was killed is finished", { timeout: 400_000 }, async () => {
  const jobs: number[] = [];
  let source = 0;
  for (const [round, lifeMs] of LIVES_MS.entries()) {
    const server = await start();
    if (round === 0) source = await newSource(server);
    jobs.push(await upload(server, { source, round }));
    await sleep(lifeMs);
    await server.kill();
  }
  const almostLast = await start();
  const receipts = await Promise.all(jobs.map((job) => ended(almostLast, job)));
  for (const receipt of receipts) expect(receipt).toMatchObject({ status: "success", rowsRead: ROWS, rejected: ROWS / 100, summary: ROWS - ROWS / 100 });
  const undoing = api(almostLast, undoUpload, { params: { jobId: jobs[0] } }).catch(() => undefined);
  await sleep(100);
  await almostLast.kill();
  await undoing;

  const last = await start();
  const undone = await api(last, undoUpload, { params: { jobId: jobs[0] } });
  expect(undone).toMatchObject({ status: "deleted", rowsRead: ROWS });
  await last.stop();

  const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
  const query = {
    name: "testRowsByUpload",
    text: "SELECT upload, count() AS rows, uniqExact(line) AS lines, sum(revenue) AS revenue FROM hits_v1 WHERE suite = {suite:String} GROUP BY upload ORDER BY upload",
    params: z.object({ suite: z.string() }),
    row: z.object({ upload: z.number(), rows: z.coerce.number(), lines: z.coerce.number(), revenue: z.coerce.number() }),
  };
  const found = await warehouse.rows(query, { suite: RSID });
  await warehouse.close();
  const kept = ROWS - ROWS / 100;
  expect(found).toEqual(jobs.slice(1).map((upload) => ({ upload, rows: kept, lines: kept, revenue: kept })));
});

async function newSource(server: ServerProcess): Promise<number> {
  await api(server, createReportSuite, { body: { rsid: RSID, name: "Killed", timeZone: "UTC", currency: "EUR" } });
  return (await api(server, createDataSource, { params: { company: "rapport", rsid: RSID }, query: { type: "summary" } })).data_source_id;
}

async function upload(server: ServerProcess, { source, round }: { source: number; round: number }): Promise<number> {
  const rows = Array.from({ length: ROWS }, (_, i) => `01/${(i % 28) + 1}/2026\tvalue ${round} ${i % 50}\t${i % 100 === 99 ? "x" : "1"}`);
  const form = new FormData();
  form.append("file", new Blob([["Date\tEvar 1\tPrice", ...rows, ""].join("\n")]), `round-${round}.txt`);
  const { status, body } = await server.ask(`/api/rapport/datasources/job/${RSID}/${source}`, { method: "POST", form });
  if (status !== 200) throw new Error(`the upload answered ${status}: ${body}`);
  return z.object({ job_id: z.int() }).parse(JSON.parse(body)).job_id;
}

async function ended(server: ServerProcess, jobId: number): Promise<Receipt> {
  for (const deadline = Date.now() + 120_000; ;) {
    const receipt = await api(server, getReceipt, { params: { jobId } });
    if (receipt.status !== "uploaded" && receipt.status !== "processing") return receipt;
    if (Date.now() > deadline) throw new Error(`job ${jobId} is still ${receipt.status}`);
    await sleep(100);
  }
}

async function api<E extends Endpoint>(server: ServerProcess, endpoint: E, input: CallInput<E>): Promise<Reply<E>> {
  return await call(endpoint, input, async (path, { method, headers, body }) => {
    const answer = await fetch(`${server.url}${path}`, { method, headers: { ...headers, ...server.authorization }, body });
    return { ok: answer.ok, status: answer.status, text: () => answer.text() };
  });
}
