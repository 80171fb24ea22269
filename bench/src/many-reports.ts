import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openWarehouse, type Warehouse } from "@rapport/warehouse";
import { z } from "zod";
import { isClear } from "./faults/clear.ts";
import { startLoad, type Sent } from "./faults/load.ts";
import { median, quantile, timed, type Figure } from "./figures.ts";
import { watchMemory } from "./memory.ts";
import { createSuite, processed, startProduct, type Product } from "./product.ts";

const HITS = 1_000_000;
const REPORTS = 200;
const LEAVE = 100;
const LEAVE_AFTER_MS = 500;
const WAITING_AT_STOP = 40;
const RSID = "bench-many-reports";
const LOAD = { hitsPerSecond: 1_000, hitsABatch: 10 };
const QUIET_MS = 15_000;
const AIM = 1.5;
const STOP_WITHIN_MS = 10_000;

/** 200 heavy reports at once beside hits, 100 callers who leave, and a stop while reports wait (F3, F4). */
export async function benchManyReports(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  try {
    const first = await startProduct(dataDir);
    await createSuite(first, RSID);
    await first.stop();
    const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
    await generate(warehouse);
    await warehouse.close();
    const product = await startProduct(dataDir);
    const memory = watchMemory(product.pid);
    try {
      const alone = median([await aReport(product), await aReport(product), await aReport(product)]);
      const suite = await createSuite(product, "bench-beside");
      const load = async (work: () => Promise<void>): Promise<Sent> => {
        const sending = startLoad({ product, suite, ...LOAD });
        await work();
        return await sending.end();
      };
      const quiet = await load(async () => await pause(QUIET_MS));
      await processed(product, suite.rsid);
      let answers: Answer[] = [];
      const beside = await load(async () => void (answers = await Promise.all(Array.from({ length: REPORTS }, async () => await ask(product)))));
      await processed(product, suite.rsid);
      const leaving = AbortSignal.timeout(LEAVE_AFTER_MS);
      await Promise.all(Array.from({ length: LEAVE }, async () => await ask(product, leaving)));
      const afterwards = await aReport(product);
      const waiting = Promise.all(Array.from({ length: WAITING_AT_STOP }, async () => await ask(product)));
      await pause(LEAVE_AFTER_MS);
      let code: number | null = null;
      const stopMs = await timed(async () => void (code = await product.stop()));
      if (code !== 0) throw new Error(`the server ended with code ${String(code)}`);
      const atStop = await waiting;
      const [quietMs, besideMs] = [quantile(quiet.tookMs, 0.99), quantile(beside.tookMs, 0.99)];
      const answered = answers.filter(({ status }) => status === 200);
      return [
        { name: `a heavy report alone, ${HITS.toLocaleString("en")} hits`, value: alone, unit: "ms" },
        { name: `of ${REPORTS} at once, answered`, value: answered.length, unit: "reports" },
        { name: "refused in words", value: answers.filter(isClear).length, unit: "reports" },
        unclear(`answers without words of ${REPORTS} at once`, answers),
        { name: "slowest of those answered", value: Math.max(...answered.map(({ ms }) => ms)) / 1000, unit: "s" },
        { name: "hits beside nothing, p99", value: quietMs, unit: "ms" },
        {
          name: "hits beside the reports, p99",
          value: besideMs,
          unit: "ms",
          ratio: besideMs / quietMs,
          aim: `at most ${AIM} of beside nothing`,
          met: besideMs <= AIM * quietMs,
        },
        { name: "hits refused", value: (quiet.refused + beside.refused) * LOAD.hitsABatch, unit: "hits", aim: "0", met: quiet.refused + beside.refused === 0 },
        {
          name: `a report after ${LEAVE} callers left`,
          value: afterwards,
          unit: "ms",
          ratio: afterwards / alone,
          aim: `at most 2 of one alone`,
          met: afterwards <= 2 * alone,
        },
        { name: `a stop while ${WAITING_AT_STOP} wait`, value: stopMs / 1000, unit: "s", aim: "10 s", met: stopMs <= STOP_WITHIN_MS },
        unclear("answers without words at the stop", atStop),
        { name: "memory, most", value: memory.most(), unit: "MB" },
      ];
    } finally {
      memory.end();
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

function unclear(name: string, answers: readonly Answer[]): Figure {
  const found = answers.filter((answer) => answer.status !== 200 && !isClear(answer));
  for (const { status, body } of found.slice(0, 3)) console.log(`    not clear: ${status} ${body.slice(0, 300)}`);
  return { name, value: found.length, unit: "reports", aim: "0", met: found.length === 0 };
}

/** Status 0 is no answer: the caller left, or was left. */
async function ask(product: Product, signal?: AbortSignal): Promise<Answer> {
  const began = performance.now();
  try {
    const answer = await fetch(`${product.url}/api/bench/reports`, {
      method: "POST",
      headers: { authorization: `Bearer ${product.key}`, "content-type": "application/json" },
      body: JSON.stringify(REPORT),
      ...(signal !== undefined && { signal }),
    });
    return { status: answer.status, body: await answer.text(), ms: performance.now() - began };
  } catch (error) {
    return { status: 0, body: String(error), ms: performance.now() - began };
  }
}

async function aReport(product: Product): Promise<number> {
  const { status, body, ms } = await ask(product);
  if (status !== 200) throw new Error(`a report was answered ${status}: ${body}`);
  return ms;
}

const REPORT = {
  rsid: RSID,
  dimension: "variables/evar1",
  globalFilters: [{ type: "dateRange", dateRange: "2026-01-01T00:00:00.000/2026-04-01T00:00:00.000" }],
  metricContainer: { metrics: [{ id: "metrics/revenue", columnId: "0", allocationModel: { func: "allocation-participation", context: "visitors" } }] },
  settings: { limit: 50 },
};

/** 50,000 visitors with 20 hits each over 90 days; one hit in 50 is an order. */
async function generate(warehouse: Warehouse): Promise<void> {
  await warehouse.run(
    {
      name: "generate",
      params: z.object({}),
      row: z.unknown(),
      text: `INSERT INTO hits_v1 (suite, visitor_id, at, position, source, occurrences, visit_number, visit_start, page_view, dims, post, orders, units, revenue)
        SELECT '${RSID}', concat('vid:', toString(number % 50000)), toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond((number * 7919) % 7776000), number, 1, 1, intDiv(number, 200000) + 1,
          toDateTime64('2026-01-01 00:00:00', 3, 'UTC'), 1, CAST(map('page', concat('Page ', toString(number % 200))) AS JSON),
          CAST(map('evar1', concat('Value ', toString(cityHash64(number) % 300))) AS JSON), number % 50 = 0, number % 50 = 0, if(number % 50 = 0, 25.5, 0)
        FROM numbers(${HITS}) SETTINGS max_partitions_per_insert_block = 0`,
    },
    {},
  );
}
