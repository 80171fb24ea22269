import { type CallInput, type Endpoint, type Reply, type Rsid, call } from "@rapport/contract";
import { createDataSource, getReceipt, type Receipt } from "@rapport/contract/data-sources";
import { createReportSuite } from "@rapport/contract/report-suites";
import { openWarehouse } from "@rapport/warehouse";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataFolder, startServerProcess, type ServerProcess } from "../../testing/index.ts";

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
      await api(server, createReportSuite, { body: { rsid: RSID, name: "Killed", timeZone: "UTC", currency: "EUR" } });
      source = (await api(server, createDataSource, { params: { company: "rapport", rsid: RSID }, query: { type: "summary", name: "rows" } })).data_source_id;
    }
    const old = await send(server, { path: `/api/rapport/datasources/job/${RSID}/${source}`, rows: rowsOf(round, 1) });
    await ended(server, old);
    const by = await send(server, { path: `/api/uploads/${old}/replace`, rows: rowsOf(round, 2) });
    pairs.push({ old, by });
    await sleep(lifeMs);
    await server.kill();
  }
  const last = await start();
  const kept = ROWS - ROWS / 100;
  for (const { old, by } of pairs) {
    expect(await ended(last, by)).toMatchObject({ status: "success", rowsRead: ROWS, rejected: ROWS / 100, summary: kept });
    expect(await ended(last, old)).toMatchObject({ status: "deleted", replacedBy: by, rowsRead: ROWS, rejected: ROWS / 100, summary: kept });
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
  const form = new FormData();
  form.append("file", new Blob([rows]), "rows.txt");
  const { status, body } = await server.ask(path, { method: "POST", form });
  if (status !== 200) throw new Error(`the upload answered ${status}: ${body}`);
  return z.object({ job_id: z.int() }).parse(JSON.parse(body)).job_id;
}

async function ended(server: ServerProcess, jobId: number): Promise<Receipt> {
  // On a busy machine each file takes seconds.
  for (const deadline = Date.now() + 300_000; ;) {
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
