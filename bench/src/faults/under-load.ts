import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { Figure } from "../figures.ts";
import { watchMemory } from "../memory.ts";
import { createSuite, processed, startProduct, type Product } from "../product.ts";
import { ask, keepAsking, type Asked } from "./asking.ts";
import { compared, counted } from "./counted.ts";
import { filesLoaded, ROWS_A_FILE, startFiles } from "./files.ts";
import { pageOf, startLoad } from "./load.ts";

const ANSWER_WITHIN_MS = 5_000;
const HITS_A_BATCH = 10;

export interface Harm {
  readonly name: string;
  readonly hitsPerSecond: number;
  readonly filesEveryMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Causes the fault, and resolves when it is over. Returns facts to report. */
  readonly work: (to: { readonly product: Product; readonly dataDir: string }) => Promise<Figure[]>;
}

/**
 * Causes a fault while the product takes hits and files and answers reports and screens. Reports what was lost, counted twice or
 * not answered clearly, and how soon everything recovered without help. Throws when the product ends.
 */
export async function underLoad({ name, hitsPerSecond, filesEveryMs, env = {}, work }: Harm): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  const product = await startProduct(dataDir, { env, isQuiet: true });
  const memory = watchMemory(product.pid);
  try {
    const suite = await createSuite(product, "bench-faults");
    const load = startLoad({ product, suite, hitsPerSecond, hitsABatch: HITS_A_BATCH });
    const files = await startFiles(product, { suite, everyMs: filesEveryMs });
    const screens = keepAsking(product, { path: "/api/report-suites" });
    const reports = keepAsking(product, { path: "/api/bench/reports", body: reportOf(suite), everyMs: 500 });
    await pause(3_000);
    const told = await work({ product, dataDir });
    const overAt = performance.now();
    await untilWell(product, suite);
    const wellMs = performance.now() - overAt;
    const [sent, sentFiles, asked, reported] = await Promise.all([load.end(), files.end(), screens.end(), reports.end()]);
    await processed(product, suite.rsid);
    await filesLoaded(product, sentFiles);
    if (product.hasEnded()) throw new Error(`${name}: the server ended`);
    const hits = compared([...sent.acknowledged].map(pageOf), { numbers: await counted({ product, suite, dimension: "page" }), each: HITS_A_BATCH });
    const rows = compared(sentFiles.acknowledged.keys(), { numbers: await counted({ product, suite, dimension: "evar5" }), each: ROWS_A_FILE });
    const unclear = [...asked.unclear, ...reported.unclear, ...sentFiles.unclear];
    for (const answer of new Set(unclear)) console.log(`    not clear: ${answer}`);
    const slowestMs = Math.max(asked.slowestMs, reported.slowestMs);
    const figures: Figure[] = [
      ...told,
      { name: "hits acknowledged", value: sent.acknowledged.size * HITS_A_BATCH, unit: "hits" },
      { name: "hits refused", value: sent.refused * HITS_A_BATCH, unit: "hits" },
      none("acknowledged hits that were lost", hits.lost),
      none("hits that were counted twice", hits.doubled),
      { name: "files acknowledged, all of them loaded", value: sentFiles.acknowledged.size, unit: "files" },
      none("rows of them that were lost", rows.lost),
      none("rows that were counted twice", rows.doubled),
      { name: "longest time without an acknowledged hit", value: sent.longestGapMs, unit: "ms" },
      { name: "until all was well again by itself", value: wellMs / 1000, unit: "s" },
      { name: "answers of screens and reports", value: total(asked) + total(reported), unit: "answers" },
      { name: "of these, refused in words", value: asked.refused + reported.refused, unit: "answers" },
      none("answers without words", unclear.length + sent.wordless),
      { name: "slowest answer", value: slowestMs, unit: "ms", aim: "5,000 ms", met: slowestMs <= ANSWER_WITHIN_MS },
      { name: "memory, most", value: memory.most(), unit: "MB" },
    ];
    if ((await product.stop()) !== 0) throw new Error(`${name}: the server did not stop cleanly`);
    return figures.map((figure) => ({ ...figure, name: `${name}: ${figure.name}` }));
  } finally {
    memory.end();
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function none(name: string, value: number): Figure {
  return { name, value, unit: name.startsWith("answers") ? "answers" : name.includes("rows") ? "rows" : "hits", aim: "0", met: value === 0 };
}

function total({ answered, refused, unclear }: Asked): number {
  return answered + refused + unclear.length;
}

function reportOf({ rsid }: ReportSuite): object {
  return {
    rsid,
    dimension: "variables/campaign",
    globalFilters: [{ type: "dateRange", dateRange: "2020-01-01T00:00:00.000/2040-01-01T00:00:00.000" }],
    metricContainer: { metrics: [{ id: "metrics/occurrences", columnId: "0" }] },
  };
}

/** True when screens, reports and probes are answered. */
async function untilWell(product: Product, suite: ReportSuite): Promise<void> {
  for (;;) {
    const answers = await Promise.all(
      [{ path: "/readyz" }, { path: "/api/report-suites" }, { path: "/api/bench/reports", body: reportOf(suite) }].map((what) =>
        ask(product, what).catch(() => ({ status: 0 })),
      ),
    );
    if (answers.every(({ status }) => status === 200)) return;
    if (product.hasEnded()) throw new Error("the server ended");
    await pause(50);
  }
}
