import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { compared, counted } from "./faults/counted.ts";
import { pageOf, startLoad } from "./faults/load.ts";
import { quantile, type Figure } from "./figures.ts";
import { watchMemory } from "./memory.ts";
import { createSuite, processed, startProduct } from "./product.ts";

const HITS_PER_SECOND = 3_000;
const HITS_A_BATCH = 50;
/** Pools, caches and compiled code fill in the beginning. */
const GROWS_AT_MOST = 1.15;

/** 3,000 hits a second for a long time, processed meanwhile (F1); `RAPPORT_BENCH_MINUTES`, 30 by default. */
export async function benchEndurance(): Promise<Figure[]> {
  const minutes = Number(process.env["RAPPORT_BENCH_MINUTES"] ?? "30");
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  const product = await startProduct(dataDir);
  try {
    const suite = await createSuite(product, "bench-endurance");
    const load = { product, suite, hitsPerSecond: HITS_PER_SECOND, hitsABatch: HITS_A_BATCH };
    const sending = startLoad(load);
    const memory = watchMemory(product.pid);
    await pause(minutes * 60_000);
    const sent = await sending.end();
    memory.end();
    const [start, middle, end] = [memory.between(0, 0.1), memory.between(0.45, 0.55), memory.between(0.9, 1)];
    const drainedFrom = performance.now();
    await processed(product, suite.rsid);
    const behindMs = performance.now() - drainedFrom;
    const numbers = await counted({ product, suite, dimension: "page" });
    const { lost, doubled } = compared([...sent.acknowledged].map(pageOf), { numbers, each: HITS_A_BATCH });
    return [
      { name: "length", value: minutes, unit: "minutes" },
      { name: "hits acknowledged", value: sent.acknowledged.size * HITS_A_BATCH, unit: "hits" },
      { name: "hits refused", value: sent.refused * HITS_A_BATCH, unit: "hits" },
      { name: "acknowledged hits that were lost", value: lost, unit: "hits", aim: "0", met: lost === 0 },
      { name: "hits that were counted twice", value: doubled, unit: "hits", aim: "0", met: doubled === 0 },
      { name: "answer, p50", value: quantile(sent.tookMs, 0.5), unit: "ms" },
      { name: "answer, p99", value: quantile(sent.tookMs, 0.99), unit: "ms" },
      { name: "longest time without an acknowledged hit", value: sent.longestGapMs, unit: "ms" },
      { name: "reports complete after the last hit", value: behindMs / 1000, unit: "s" },
      { name: "memory, first tenth", value: start, unit: "MB" },
      { name: "memory, middle", value: middle, unit: "MB" },
      {
        name: "memory, last tenth",
        value: end,
        unit: "MB",
        ratio: end / middle,
        aim: `at most ${GROWS_AT_MOST} of the middle`,
        met: end <= GROWS_AT_MOST * middle,
      },
      { name: "memory, most", value: memory.most(), unit: "MB" },
    ];
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
