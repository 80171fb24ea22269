import { type CallInput, type Endpoint, type Reply, type Rsid, call } from "@rapport/contract";
import { createDataSource, getReceipt, undoUpload, type Receipt } from "@rapport/contract/data-sources";
import { createReportSuite } from "@rapport/contract/report-suites";
import { openWarehouse } from "@rapport/warehouse";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { SERVER_PROGRAM } from "../testing/server-program.ts";

const KEY = "kill-test-key-0123456789";
const RSID = "killed-loads" as Rsid;
const ROWS = 60_000;
/** After an upload was answered, its process lives this long: from before the first line to after the last. */
const LIVES_MS = [0, 150, 400, 700, 1100, 1600];

let dataDir: string;
let port: number;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "rapport-kill-"));
  // The database runs under an account of its own when the tests are run as root.
  chmodSync(dataDir, 0o755);
  port = await freePort();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("FU13 files whose process was killed while loading are in reports once, and an undo that was killed is finished", { timeout: 400_000 }, async () => {
  const jobs: number[] = [];
  let source = 0;
  for (const [round, lifeMs] of LIVES_MS.entries()) {
    const server = await start();
    if (round === 0) source = await newSource();
    jobs.push(await upload(source, round));
    await sleep(lifeMs);
    await killed(server);
  }
  const almostLast = await start();
  const receipts = await Promise.all(jobs.map((job) => ended(job)));
  for (const receipt of receipts) expect(receipt).toMatchObject({ status: "success", rowsRead: ROWS, rejected: ROWS / 100, summary: ROWS - ROWS / 100 });
  const undoing = api(undoUpload, { params: { jobId: jobs[0] } }).catch(() => undefined);
  await sleep(100);
  await killed(almostLast);
  await undoing;

  const last = await start();
  const undone = await api(undoUpload, { params: { jobId: jobs[0] } });
  expect(undone).toMatchObject({ status: "deleted", rowsRead: ROWS });
  last.kill("SIGTERM");
  await once(last, "exit");

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

async function newSource(): Promise<number> {
  await api(createReportSuite, { body: { rsid: RSID, name: "Killed", timeZone: "UTC", currency: "EUR" } });
  return (await api(createDataSource, { params: { company: "rapport", rsid: RSID }, query: { type: "summary" } })).data_source_id;
}

async function upload(source: number, round: number): Promise<number> {
  const rows = Array.from({ length: ROWS }, (_, i) => `01/${(i % 28) + 1}/2026\tvalue ${round} ${i % 50}\t${i % 100 === 99 ? "x" : "1"}`);
  const form = new FormData();
  form.append("file", new Blob([["Date\tEvar 1\tPrice", ...rows, ""].join("\n")]), `round-${round}.txt`);
  const answer = await fetch(`http://127.0.0.1:${port}/api/rapport/datasources/job/${RSID}/${source}`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}` },
    body: form,
  });
  if (answer.status !== 200) throw new Error(`the upload answered ${answer.status}: ${await answer.text()}`);
  return z.object({ job_id: z.int() }).parse(await answer.json()).job_id;
}

async function ended(jobId: number): Promise<Receipt> {
  for (const deadline = Date.now() + 120_000; ;) {
    const receipt = await api(getReceipt, { params: { jobId } });
    if (receipt.status !== "uploaded" && receipt.status !== "processing") return receipt;
    if (Date.now() > deadline) throw new Error(`job ${jobId} is still ${receipt.status}`);
    await sleep(100);
  }
}

async function api<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Reply<E>> {
  return await call(endpoint, input, async (path, { method, headers, body }) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { ...headers, authorization: `Bearer ${KEY}` }, body });
    return { ok: answer.ok, status: answer.status, text: () => answer.text() };
  });
}

async function start(): Promise<ChildProcess> {
  const server = spawn(process.execPath, [...SERVER_PROGRAM], {
    env: { ...process.env, PORT: String(port), RAPPORT_DATA_DIR: dataDir, RAPPORT_DEMO: "0", RAPPORT_BOOTSTRAP_KEY: KEY },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  server.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  server.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`the server ended with code ${server.exitCode}:\n${output}`);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (ready) return server;
    await sleep(100);
  }
  server.kill("SIGKILL");
  throw new Error(`the server was not ready within a minute:\n${output}`);
}

async function killed(server: ChildProcess): Promise<void> {
  const end = once(server, "exit");
  server.kill("SIGKILL");
  await end;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return free;
}
