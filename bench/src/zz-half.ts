import { mkdtempSync, rmSync } from "node:fs";
import autocannon from "autocannon";
import { message } from "./hits.ts";
import { createSuite, processed, startProduct } from "./product.ts";
const mode = process.argv[2]; const rate = Number(process.argv[3]); const secs = Number(process.argv[4] ?? 8);
const dataDir = mkdtempSync("/tmp/rapport-bench-");
const product = await startProduct(dataDir);
const s = await createSuite(product, "half");
let k = 0; const copy = () => { const { messageId: _, ...rest } = message(k++); return rest; };
const bodies = Array.from({ length: mode === "batch" ? 400 : 20000 }, () => mode === "batch" ? JSON.stringify({ batch: Array.from({ length: 100 }, copy) }) : JSON.stringify(copy()));
let next = 0;
const r = await autocannon({ url: product.url + (mode === "batch" ? "/v1/batch" : "/v1/page"), connections: mode === "batch" ? 16 : 64, duration: secs, method: "POST", ...(rate ? { overallRate: rate } : {}),
  headers: { "content-type": "application/json", authorization: `Basic ${Buffer.from(`${s.writeKey}:`).toString("base64")}` }, requests: [{ setupRequest: (q) => ({ ...q, body: bodies[next++ % bodies.length]! }) }] });
console.log(mode, rate, "req/s", r.requests.average, "p50", r.latency.p50, "p90", r.latency.p90, "p99", r.latency.p99, "max", r.latency.max, "non2xx", r.non2xx);
const t = Date.now(); await processed(product, s.rsid); console.log("drain ms", Date.now() - t);
await product.stop(); rmSync(dataDir, { recursive: true, force: true });
