import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createDataSource, getReceipt } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { z } from "zod";
import { timed, type Figure } from "./figures.ts";
import { watchMemory } from "./memory.ts";
import { createSuite, startProduct, type Product } from "./product.ts";

const DAY_MS = 86_400_000;
const SLOWER_AT_MOST = 1.1;

/** Many large files at once, beside the same one after the other (F9); `RAPPORT_BENCH_FILES`, 20, each of `RAPPORT_BENCH_FILE_MB`, 28. */
export async function benchManyFiles(): Promise<Figure[]> {
  const files = Number(process.env["RAPPORT_BENCH_FILES"] ?? "20");
  const bytes = Number(process.env["RAPPORT_BENCH_FILE_MB"] ?? "28") * 1024 ** 2;
  const inTurn = await measured(async (send, loaded) => {
    for (let n = 0; n < files; n += 1) await loaded([await send(fileOf(n, bytes))]);
  });
  // Made before: a sender that is busy with the next file would be too slow with this one.
  const made = Array.from({ length: files }, (_, n) => fileOf(n, bytes));
  const atOnce = await measured(async (send, loaded) => await loaded(await Promise.all(made.map(send))));
  const ratio = atOnce.ms / inTurn.ms;
  return [
    { name: `${files} files one after the other`, value: inTurn.ms / 1000, unit: "s" },
    { name: `${files} files at once`, value: atOnce.ms / 1000, unit: "s", ratio, aim: `at most ${SLOWER_AT_MOST} of that`, met: ratio <= SLOWER_AT_MOST },
    { name: "rows loaded", value: atOnce.rows, unit: "rows", aim: "the same", met: atOnce.rows === inTurn.rows },
    { name: "most memory, one after the other", value: inTurn.memoryMb, unit: "MB" },
    { name: "most memory, at once", value: atOnce.memoryMb, unit: "MB" },
  ];
}

type Send = (file: Blob) => Promise<number>;
/** Resolves when all are in reports. */
type Loaded = (jobs: readonly number[]) => Promise<void>;

async function measured(work: (send: Send, loaded: Loaded) => Promise<void>): Promise<{ ms: number; rows: number; memoryMb: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  const product = await startProduct(dataDir);
  const memory = watchMemory(product.pid);
  let rows = 0;
  try {
    const suite = await createSuite(product, "bench-files");
    const params = { company: "bench", rsid: suite.rsid };
    const { data_source_id: source } = await product.call(createDataSource, { params, query: { type: "transactionid", name: "bench" } });
    const ms = await timed(() =>
      work(
        (file) => sendFile(product, { suite, source, file }),
        async (jobs) => {
          for (const jobId of jobs) rows += await rowsLoaded(product, jobId);
        },
      ),
    );
    return { ms, rows, memoryMb: memory.most() };
  } finally {
    memory.end();
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function sendFile(product: Product, { suite, source, file }: { suite: ReportSuite; source: number; file: Blob }): Promise<number> {
  const form = new FormData();
  form.set("file", file, "rows.txt");
  const answer = await fetch(`${product.url}/api/bench/datasources/job/${suite.rsid}/${source}`, {
    method: "POST",
    headers: { authorization: `Bearer ${product.key}` },
    body: form,
  });
  if (!answer.ok) throw new Error(`a file was answered ${answer.status}: ${await answer.text()}`);
  return z.object({ job_id: z.int() }).parse(await answer.json()).job_id;
}

async function rowsLoaded(product: Product, jobId: number): Promise<number> {
  for (;;) {
    const receipt = await product.call(getReceipt, { params: { jobId } });
    if (receipt.status === "success") return receipt.rowsRead;
    if (receipt.status === "failure") throw new Error(receipt.error?.message);
    await pause(50);
  }
}

/** No two files are the same. */
function fileOf(file: number, bytes: number): Blob {
  const parts: string[] = ["Date\ttransactionID\tEvar 5\tQuantity\tPrice\n"];
  let size = 0;
  for (let n = 0; size < bytes; n += 1) {
    const date = new Date(Date.now() - (1 + (n % 30)) * DAY_MS);
    const line = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}\tT${file}-${n}\tStore ${n % 12}\t1\t${(n % 90) + 1}.50\n`;
    parts.push(line);
    size += line.length;
  }
  return new Blob(parts);
}
