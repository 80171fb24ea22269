import { getProcessing } from "@rapport/contract/report-suites";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWarehouse } from "@rapport/warehouse";
import { timed, type Figure } from "./figures.ts";
import { benchOptOuts } from "./opt-outs.ts";
import { createSuite, processed, startProduct, type Product } from "./product.ts";
import { BATCH, batches, evenLoad, headersOf, load, singles } from "./send-hits.ts";

const SECONDS = 10;
const AIM_BATCHED = 40_000;
const AIM_SINGLE = 10_000;
const AIM_PROCESSED = 25_000;
const AIM_P99_MS = 25;
const AIM_FRESH_MS = 2_000;
/** Half of the aim, in batches. */
const HALF_LOAD = AIM_BATCHED / 2 / BATCH;

/** Accepting and processing Segment calls, beside the engine's own inserts of the same rows. */
export async function benchCollect(): Promise<Figure[]> {
  const engine = await engineInserts();
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  const product = await startProduct(dataDir);
  try {
    const batched = await createSuite(product, "bench-batched");
    const single = await createSuite(product, "bench-single");
    const half = await createSuite(product, "bench-half");

    const fresh = await freshness(product, await createSuite(product, "bench-fresh"));
    const calm = await evenLoad(product, { writeKey: half.writeKey, perSecond: HALF_LOAD, seconds: SECONDS });
    await processed(product, half.rsid);
    const full = await load({ url: `${product.url}/v1/batch`, writeKey: batched.writeKey, bodies: batches(0, 400), connections: 16, seconds: SECONDS });
    const acceptedHits = full.requests * BATCH;
    const drainMs = await timed(() => processed(product, batched.rsid));
    const ones = await load({
      url: `${product.url}/v1/page`,
      writeKey: single.writeKey,
      bodies: singles(2_000_000, 20_000),
      connections: 128,
      seconds: SECONDS,
    });
    await processed(product, single.rsid);
    const drain = await drainAlone(product, (await createSuite(product, "bench-drain")).writeKey);
    // Last: from then on some people are not followed.
    const optOuts = await benchOptOuts(product, { perSecond: HALF_LOAD });

    return [
      {
        name: "hits accepted durably, batches of 100, 16 connections",
        value: full.perSecond * BATCH,
        unit: "hits/s",
        engine,
        ratio: (full.perSecond * BATCH) / engine,
        aim: `${AIM_BATCHED} hits/s`,
        met: full.perSecond * BATCH >= AIM_BATCHED,
      },
      { name: "answer at full load, p50", value: full.p50, unit: "ms" },
      { name: "answer at full load, p99", value: full.p99, unit: "ms" },
      {
        name: "single hits accepted durably, 128 connections",
        value: ones.perSecond,
        unit: "requests/s",
        aim: `${AIM_SINGLE} requests/s`,
        met: ones.perSecond >= AIM_SINGLE,
      },
      { name: "single hits, p99", value: ones.p99, unit: "ms" },
      { name: "one hit on its own, from its sending to reports, p50", value: fresh.p50, unit: "ms" },
      {
        name: "one hit on its own, from its sending to reports, slowest of 40",
        value: fresh.slowest,
        unit: "ms",
        aim: `under ${AIM_FRESH_MS} ms`,
        met: fresh.slowest < AIM_FRESH_MS,
      },
      { name: "answer at half load (20,000 hits/s), p50", value: calm.p50, unit: "ms" },
      { name: "answer at half load (20,000 hits/s), p99", value: calm.p99, unit: "ms", aim: `under ${AIM_P99_MS} ms`, met: calm.p99 < AIM_P99_MS },
      {
        name: "hits from door to reports while accepting at full load",
        value: acceptedHits / (SECONDS + drainMs / 1000),
        unit: "hits/s",
      },
      { name: "hits processed to reports, nothing else asked", value: drain, unit: "hits/s", aim: `${AIM_PROCESSED} hits/s`, met: drain >= AIM_PROCESSED },
      ...optOuts,
    ];
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Sends a backlog as fast as it is accepted, and measures how fast it is processed when nothing more is sent. */
async function drainAlone(product: Product, writeKey: string): Promise<number> {
  await load({ url: `${product.url}/v1/batch`, writeKey, bodies: batches(8_000_000, 400), connections: 16, seconds: SECONDS });
  const { backlog } = await product.call(getProcessing, { params: { rsid: "bench-drain" } });
  if (backlog === 0) return Number.NaN;
  const ms = await timed(() => processed(product, "bench-drain"));
  return (backlog / ms) * 1000;
}

/** Sends hits one after the other, each when the one before it is in reports. */
async function freshness(product: Product, { rsid, writeKey }: { rsid: string; writeKey: string }): Promise<{ p50: number; slowest: number }> {
  const took: number[] = [];
  for (const body of singles(6_000_000, 40)) {
    const from = performance.now();
    await fetch(`${product.url}/v1/page`, { method: "POST", headers: headersOf(writeKey), body });
    await processed(product, rsid, { everyMs: 5 });
    took.push(performance.now() - from);
  }
  const sorted = took.toSorted((a, b) => a - b);
  return { p50: sorted[sorted.length >> 1] ?? Number.NaN, slowest: sorted.at(-1) ?? Number.NaN };
}

/** The engine alone: the same requests, prepared as lines, in groups of the size that a full load makes. */
async function engineInserts(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-engine-"));
  const warehouse = await openWarehouse({ dataDir });
  const requests = 200;
  const groups = 15;
  const bodies = batches(0, requests);
  const lines = (group: number) =>
    Buffer.from(
      bodies
        .map((body, n) => `${JSON.stringify({ writer: 1, seq: (group * requests + n) * BATCH, hits: BATCH, suite: "bench", door: "batch", payload: body })}\n`)
        .join(""),
    );
  const ready = Array.from({ length: groups }, (_, group) => lines(group));
  const ms = await timed(async () => {
    for (const [group, ndjson] of ready.entries()) await warehouse.insert({ table: "raw_hits_v2", ndjson, token: `bench-${group}` });
  });
  await warehouse.close();
  rmSync(dataDir, { recursive: true, force: true });
  return (requests * groups * BATCH * 1000) / ms;
}
