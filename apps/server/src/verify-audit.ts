// `npm run audit:verify`: checks the chain of the audit log, also while the server runs. Ends with 0 when it is whole, with 1 when it is broken, and with 2 when
// it was called wrongly. `-- --head 2026-03-02:1234:5f…` also looks for a head that the log of the server had; it may stand several times.
import { visitOperational } from "@rapport/operational";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readHead, verdictLines, verifyChain, type Head } from "./audit/index.ts";
import { readConfig } from "./config.ts";

const heads = readHeads();
if (heads === undefined) {
  process.stderr.write("Usage: npm run audit:verify -- [--head DAY:PLACE:HASH]..., each head as the log of the server has it\n");
  process.exitCode = 2;
} else {
  const { dataDir, databaseUrl, auditDays } = readConfig();
  const store = await visitOperational(databaseUrl === undefined ? { dataDir: join(resolve(dataDir), "operational") } : { url: databaseUrl });
  try {
    const verdict = await verifyChain(store, { keptDays: auditDays, now: new Date(), heads });
    for (const line of verdictLines(verdict)) process.stdout.write(`${line}\n`);
    process.exitCode = verdict.breaks.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

/** Undefined for arguments that are no heads. */
function readHeads(): Head[] | undefined {
  try {
    const { values } = parseArgs({ options: { head: { type: "string", multiple: true, default: [] } } });
    const read = values.head.map(readHead);
    return read.every((head) => head !== undefined) ? read : undefined;
  } catch {
    return undefined;
  }
}
