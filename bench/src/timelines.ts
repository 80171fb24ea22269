import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { getReportSuite } from "@rapport/contract/report-suites";
import { getDemoProgress } from "@rapport/contract/system";
import { ASSOCIATES, demoPassword, LEGAL_ENTITY, RSID, STORES } from "@rapport/demo";
import { signIn } from "./book/retailer.ts";
import { startLoad } from "./faults/load.ts";
import { median, quantile, timed, type Figure } from "./figures.ts";
import { asked, type Register } from "./register.ts";
import { processed, startProduct, type Product } from "./product.ts";

const LOAD = { hitsPerSecond: 500, hitsABatch: 10 };
const CLIENTS = 25;
/** Each of them is opened this often, in turns with the others. */
const ROUNDS = 8;
const [{ operatorId }] = ASSOCIATES;
const AIM_MS = 100;
const AIM_RATIO = 1.5;

/** Timelines of the demo's clients, opened one after the other at a register: beside nothing, and beside hits of the same report suite. */
export async function benchTimelines(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  // PostgreSQL never runs as root. When we are root, its own account must be able to enter.
  chmodSync(dataDir, 0o755);
  try {
    const product = await startProduct(dataDir, { env: { RAPPORT_DEMO: "1" } });
    try {
      await demoLoaded(product);
      const cookie = await signIn(product, { legalEntity: LEGAL_ENTITY, register: STORES[0].register, operatorId, password: demoPassword(operatorId) });
      const clients = await clientsOf({ product, cookie });
      await opened({ product, cookie, clients });
      const quiet = await opened({ product, cookie, clients });
      const sending = startLoad({ product, suite: await product.call(getReportSuite, { params: { rsid: RSID } }), ...LOAD });
      const beside = await opened({ product, cookie, clients });
      await sending.end();
      const ratio = median(beside) / median(quiet);
      return [
        {
          name: `a timeline of the demo (${clients.length} clients), p50`,
          value: median(quiet),
          unit: "ms",
          aim: `${AIM_MS} ms`,
          met: median(quiet) <= AIM_MS,
        },
        { name: "the same, p99", value: quantile(quiet, 0.99), unit: "ms" },
        {
          name: `beside ${LOAD.hitsPerSecond} hits/s, p50`,
          value: median(beside),
          unit: "ms",
          ratio,
          aim: `at most ${AIM_RATIO} of beside nothing`,
          met: ratio <= AIM_RATIO,
        },
        { name: "the same, p99", value: quantile(beside, 0.99), unit: "ms" },
      ];
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function demoLoaded(product: Product): Promise<void> {
  for (;;) {
    const { state } = await product.call(getDemoProgress, {});
    if (state === "done") break;
    if (state === "failed" || state === "off") throw new Error(`the demo's state is ${state}`);
    await pause(500);
  }
  await processed(product, RSID);
}

/** The ids of the first clients of the associate's book. */
async function clientsOf(register: Register): Promise<string[]> {
  const { clients } = await asked<{ clients: { customerId: string }[] }>(register, "/api/pos/client-book/search", { limit: CLIENTS });
  return clients.map(({ customerId }) => customerId);
}

/** The milliseconds that each timeline took. */
async function opened({ clients, ...register }: Register & { clients: readonly string[] }): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const client of clients) taken.push(await timed(() => asked(register, `/api/pos/customers/${client}/timeline`)));
  return taken;
}
