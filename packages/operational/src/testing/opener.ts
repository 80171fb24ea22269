import { writeSync } from "node:fs";
import { openOperational } from "../open-operational.ts";

// A process of its own that opens a data directory, as a test tells it: `node opener.ts <data directory> <hold|write|leave>`.
// It says on its standard output, a line each: `open`, `refused <why>`, `log <line>`, and when writing `wrote <n>` for
// each note of an address book that is committed.
const [dataDir = "", task] = process.argv.slice(2);

try {
  const store = await openOperational({ dataDir }, { log: (line) => say(`log ${line}`) });
  process.on("SIGTERM", () => void store.close().then(() => process.exit(0)));
  say("open");
  setInterval(() => undefined, 1_000);
  if (task === "leave") process.exit(0);
  if (task === "write") {
    await store.db.insertInto("legal_entity").values({ code: "TEST", name: "Test", currency: "EUR" }).execute();
    for (let n = 1; ; n += 1) {
      await store.db
        .insertInto("address_book")
        .values({ legal_entity: "TEST", code: `book-${n}`, name: "Written" })
        .execute();
      say(`wrote ${n}`);
    }
  }
} catch (cause) {
  say(`refused ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
}

/** Synchronously, so that a kill right after it cannot lose the line. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
