import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { message } from "../hits.ts";
import type { Product } from "../product.ts";
import { isClear } from "./clear.ts";

/** Hits in numbered batches. Each batch has a page of its own, so that reports show which batches they have. */
export interface Load {
  readonly product: Product;
  readonly suite: ReportSuite;
  readonly hitsPerSecond: number;
  readonly hitsABatch: number;
}

export interface Sent {
  /** The numbers of batches answered with 200. */
  readonly acknowledged: ReadonlySet<number>;
  /** The number of batches that were refused or got no answer. */
  readonly refused: number;
  /** How many of those did not get a reason. */
  readonly wordless: number;
  /** For each acknowledged batch, the milliseconds since it was due. */
  readonly tookMs: readonly number[];
  /** The longest time without an acknowledged batch, in milliseconds. */
  readonly longestGapMs: number;
}

export interface Sending {
  /** Resolves when every request is answered. */
  end(): Promise<Sent>;
}

/** Sends at an even rate until stopped, whether or not earlier batches were answered. */
export function startLoad({ product, suite, hitsPerSecond, hitsABatch }: Load): Sending {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const acknowledged = new Set<number>();
  const tookMs: number[] = [];
  const underWay = new Set<Promise<void>>();
  let [refused, wordless, longestGapMs, isEnding] = [0, 0, 0, false];
  let lastAt = performance.now();
  const began = lastAt;
  const note = ({ status, body }: { status: number; body: string }, of: { batch: number; dueAt: number }): void => {
    const at = performance.now();
    if (status !== 200) {
      refused += 1;
      if (!isClear({ status, body })) wordless += 1;
      return;
    }
    acknowledged.add(of.batch);
    tookMs.push(at - of.dueAt);
    longestGapMs = Math.max(longestGapMs, at - lastAt);
    lastAt = at;
  };
  const loop = (async () => {
    for (let batch = 0; !isEnding; batch += 1) {
      const dueAt = began + (batch * hitsABatch * 1000) / hitsPerSecond;
      if (dueAt - performance.now() > 1) await pause(dueAt - performance.now());
      const body = JSON.stringify({ writeKey: suite.writeKey, batch: Array.from({ length: hitsABatch }, (_, n) => hitOf(batch, batch * hitsABatch + n)) });
      const answered = send({ agent, url: `${product.url}/v1/batch`, body }).then((answer) => note(answer, { batch, dueAt }));
      underWay.add(answered);
      void answered.finally(() => underWay.delete(answered));
    }
  })();
  return {
    async end() {
      isEnding = true;
      await loop;
      await Promise.all(underWay);
      agent.destroy();
      return { acknowledged, refused, wordless, tookMs, longestGapMs };
    },
  };
}

function hitOf(batch: number, n: number): object {
  return { ...message(n), messageId: `load-${n}`, name: pageOf(batch), timestamp: new Date().toISOString() };
}

/** The value of `page` of all hits of a batch. */
export function pageOf(batch: number): string {
  return `Batch ${batch}`;
}

/** Status 0 means no answer. */
async function send({ agent, url, body }: { agent: Agent; url: string; body: string }): Promise<{ status: number; body: string }> {
  return await new Promise((resolve) => {
    const none = (): void => resolve({ status: 0, body: "" });
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer
        .setEncoding("utf8")
        .on("data", (piece: string) => (text += piece))
        .on("end", () => resolve({ status: answer.statusCode ?? 0, body: text }))
        .on("error", none);
    });
    sent.on("error", none).end(body);
  });
}
