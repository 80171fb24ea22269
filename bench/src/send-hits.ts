import autocannon from "autocannon";
import { message } from "./hits.ts";
import type { Product } from "./product.ts";
import { steadyLoad } from "./steady-load.ts";

/** Hits in a batch. */
export const BATCH = 100;

/** Sends batches at an even rate, while hits are processed as they come. The first two seconds do not count. */
export async function evenLoad(
  product: Product,
  { writeKey, perSecond, seconds }: { writeKey: string; perSecond: number; seconds: number },
): Promise<{ p50: number; p99: number }> {
  const load = { url: `${product.url}/v1/batch`, headers: headersOf(writeKey), bodies: batches(4_000_000, 400), perSecond };
  await steadyLoad({ ...load, seconds: 2 });
  const took = (await steadyLoad({ ...load, seconds })).toSorted((a, b) => a - b);
  const below = (share: number): number => took[Math.floor(took.length * share)] ?? Number.NaN;
  return { p50: below(0.5), p99: below(0.99) };
}

/** What a load got. */
export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

interface FullLoad {
  readonly url: string;
  readonly writeKey: string;
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

/** As many requests as are answered. */
export async function load({ url, writeKey, bodies, connections, seconds }: FullLoad): Promise<Load> {
  let next = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: "POST",
    headers: headersOf(writeKey),
    requests: [{ setupRequest: (request) => ({ ...request, body: bodies[next++ % bodies.length] ?? "" }) }],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return { requests: result["2xx"], perSecond: result["2xx"] / result.duration, p50: result.latency.p50, p99: result.latency.p99 };
}

export function headersOf(writeKey: string): Record<string, string> {
  return { "content-type": "application/json", authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` };
}

/** Without message ids, because the same bodies are sent again and again and each must count. */
export function batches(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, batch) =>
    JSON.stringify({ batch: Array.from({ length: BATCH }, (__, n) => anonymousCopy(from + batch * BATCH + n)) }),
  );
}

export function singles(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, n) => JSON.stringify(anonymousCopy(from + n)));
}

function anonymousCopy(n: number): Record<string, unknown> {
  const { messageId: _, ...rest } = message(n);
  return rest;
}
