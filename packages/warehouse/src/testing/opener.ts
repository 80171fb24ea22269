import { writeSync } from "node:fs";
import { openWarehouse } from "../open-warehouse.ts";
import { hitLines } from "./hits.ts";

// A process of its own that opens a warehouse: `node opener.ts <data directory> <hold|write> <suite> <first batch>`.
// When writing it inserts batches of rows over three months, three at once, each with its token, and says
// `wrote <batch>` when one is acknowledged.
const [dataDir = "", task, suite = "", first = "0"] = process.argv.slice(2);

try {
  const warehouse = await openWarehouse({ dataDir }, { threads: 12 });
  say("open");
  setInterval(() => undefined, 1_000);
  if (task === "write") {
    let next = Number(first);
    const writeOn = async (): Promise<void> => {
      for (;;) {
        const batch = next++;
        await warehouse.insert({ table: "hits_v1", ndjson: hitLines({ suite, batch }), token: `${suite}-${batch}` });
        say(`wrote ${batch}`);
      }
    };
    await Promise.all([writeOn(), writeOn(), writeOn()]);
  }
} catch (cause) {
  say(`refused ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
}

/** Synchronously, so that a kill right after it cannot lose the line. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
