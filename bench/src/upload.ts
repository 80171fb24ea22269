import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { openAsBlob } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createDataSource, getReceipt } from "@rapport/contract/data-sources";
import { openWarehouse } from "@rapport/warehouse";
import { z } from "zod";
import { timed, type Figure } from "./figures.ts";
import { createSuite, processed, startProduct, type Product } from "./product.ts";

const TRANSACTIONS = 200_000;
const ROWS = 1_000_000;
const AIM = 1.5;
const DAY_MS = 86_400_000;

/** A file of 1,000,000 rows joined to 200,000 transactions, beside the engine's own statement over the same file. */
export async function benchUpload(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  const file = join(dataDir, "rows.txt");
  const product = await startProduct(dataDir);
  try {
    const suite = await createSuite(product, "bench-upload");
    await sendOrders(product, suite.writeKey);
    await processed(product, suite.rsid);
    await writeFile(file);
    const params = { company: "bench", rsid: suite.rsid };
    const account = await product.call(createDataSource, { params, query: { type: "transactionid", name: "bench" } });
    let linked = 0;
    const ms = await timed(async () => {
      const form = new FormData();
      form.set("file", await openAsBlob(file), "rows.txt");
      const answer = await fetch(`${product.url}/api/bench/datasources/job/${suite.rsid}/${account.data_source_id}`, {
        method: "POST",
        headers: { authorization: `Bearer ${product.key}` },
        body: form,
      });
      const { job_id: jobId } = z.object({ job_id: z.int() }).parse(await answer.json());
      for (;;) {
        const receipt = await product.call(getReceipt, { params: { jobId } });
        if (receipt.status === "success") {
          linked = receipt.linkedByTransaction;
          return;
        }
        if (receipt.status === "failure") throw new Error(receipt.error?.message);
        await pause(50);
      }
    });
    if (linked !== ROWS) throw new Error(`${linked} of ${ROWS} rows were linked`);
    await product.stop();
    const engineMs = await engineStatement(file);
    return [
      {
        name: "upload of 1,000,000 rows against 200,000 transactions, to reports",
        value: ms / 1000,
        unit: "s",
        engine: engineMs / 1000,
        ratio: ms / engineMs,
        aim: `at most ${AIM} of the engine's statement`,
        met: ms / engineMs <= AIM,
      },
    ];
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function sendOrders(product: Product, writeKey: string): Promise<void> {
  const size = 250;
  for (let from = 0; from < TRANSACTIONS; from += size) {
    const batch = Array.from({ length: size }, (_, n) => ({
      type: "track",
      event: "Order Completed",
      userId: `customer-${(from + n) % 50_000}`,
      properties: { order_id: `T${from + n}`, revenue: 25.5, products: [{ name: `Article ${(from + n) % 500}`, category: "Home", price: 25.5, quantity: 1 }] },
      context: { campaign: { name: `Campaign ${(from + n) % 40}`, medium: "email" } },
    }));
    const answer = await fetch(`${product.url}/v1/batch`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` },
      body: JSON.stringify({ batch }),
    });
    if (answer.status === 429) {
      await pause(1000);
      from -= size;
    } else if (!answer.ok) throw new Error(`/v1/batch: ${answer.status}`);
  }
}

async function writeFile(path: string): Promise<void> {
  const out = createWriteStream(path);
  out.write("Date\ttransactionID\tEvar 5\tQuantity\tPrice\n");
  for (let n = 0; n < ROWS; n += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, i) => line(n + i)).join("");
    if (!out.write(lines)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}

function line(n: number): string {
  const date = new Date(Date.now() - (1 + (n % 30)) * DAY_MS);
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}\tT${(n * 7) % TRANSACTIONS}\tStore ${n % 12}\t-1\t-${(n % 90) + 1}.50\n`;
}

/** The SQL of a person who knows the engine: read the file, join, insert, without checking rows. */
async function engineStatement(file: string): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-engine-"));
  const warehouse = await openWarehouse({ dataDir });
  const statement = (name: string, text: string) => warehouse.run({ name, text, params: z.object({}), row: z.unknown() }, {});
  await statement(
    "transactions",
    `INSERT INTO transactions_v1 (suite, transaction_id, recorded, visitor_id, hit_at, received_at, processed_at, expires_at, snapshot, lists, set_at, product_category, product_name, range)
     SELECT 'b', concat('T', toString(number)), 1, concat('vid:customer-', toString(number % 50000)), now64(3), now64(3), now64(3), now64(3) + INTERVAL 90 DAY, map('campaign', concat('Campaign ', toString(number % 40))), map(), map('campaign', now64(3)), 'Home', concat('Article ', toString(number % 500)), 1 FROM numbers(${TRANSACTIONS})`,
  );
  const ms = await timed(() =>
    statement(
      "join",
      `INSERT INTO hits_v1 (suite, visitor_id, at, position, source, occurrences, dims, post, units, revenue, \`products.category\`, \`products.name\`, \`products.units\`, \`products.revenue\`, upload, line, fate, key)
       SELECT 'b', t.visitor_id, parseDateTime64BestEffortUS(f.c1, 3, 'UTC') + INTERVAL 12 HOUR, rowNumberInAllBlocks(), 7, 1, CAST(map('evar5', f.c3) AS JSON), CAST(mapUpdate(t.snapshot, map('evar5', f.c3)) AS JSON),
         f.c4, f.c5, [t.product_category], [t.product_name], [f.c4], [f.c5], 1, rowNumberInAllBlocks(), 'transaction', f.c2
       FROM file('${file.replaceAll("'", "")}', 'TSV', 'c1 String, c2 String, c3 String, c4 Decimal(18, 4), c5 Decimal(18, 4)') AS f
       INNER JOIN transactions_v1 AS t ON t.suite = 'b' AND t.transaction_id = f.c2
       SETTINGS input_format_tsv_skip_first_lines = 1, max_partitions_per_insert_block = 0`,
    ),
  );
  await warehouse.close();
  rmSync(dataDir, { recursive: true, force: true });
  return ms;
}
