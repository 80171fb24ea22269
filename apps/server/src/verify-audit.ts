// `npm run audit:verify`: checks the chain of the audit log, also while the server runs. Ends with 0 when it is whole and with 1 when it is broken.
import { visitOperational } from "@rapport/operational";
import { join, resolve } from "node:path";
import { verdictLines, verifyChain } from "./audit/index.ts";
import { readConfig } from "./config.ts";

const { dataDir, databaseUrl } = readConfig();
const store = await visitOperational(databaseUrl === undefined ? { dataDir: join(resolve(dataDir), "operational") } : { url: databaseUrl });
try {
  const verdict = await verifyChain(store);
  for (const line of verdictLines(verdict)) process.stdout.write(`${line}\n`);
  process.exitCode = verdict.breaks.length === 0 ? 0 : 1;
} finally {
  await store.close();
}
