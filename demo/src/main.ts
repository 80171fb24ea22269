import { fileURLToPath } from "node:url";
import { openClient } from "./client.ts";
import { loadDemo } from "./load.ts";

/**
 * Loads the demo retailer into a running server: `RAPPORT_DEMO_URL`, `RAPPORT_DEMO_KEY` (an API key),
 * `RAPPORT_DEMO_PASSWORDS` (JSON, passwords by operator id), `RAPPORT_DEMO_CSV` (the data set; the shipped one by default). Writes progress, one JSON object on
 * each line.
 */
const { RAPPORT_DEMO_URL: url, RAPPORT_DEMO_KEY: apiKey, RAPPORT_DEMO_PASSWORDS: passwords, RAPPORT_DEMO_CSV: csvPath } = process.env;
if (url === undefined || apiKey === undefined) {
  process.stderr.write("RAPPORT_DEMO_URL and RAPPORT_DEMO_KEY must be set.\n");
  process.exit(2);
}
try {
  await loadDemo({
    client: openClient({ url, apiKey }),
    // The server checks them like anybody's.
    passwords: new Map(Object.entries(JSON.parse(passwords ?? "{}") as Record<string, string>)),
    csvPath: csvPath ?? fileURLToPath(new URL("../data/online_retail.csv.br", import.meta.url)),
    today: new Date().toISOString().slice(0, 10),
    report: (progress) => process.stdout.write(`${JSON.stringify(progress)}\n`),
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
