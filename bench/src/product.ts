import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { call, type CallInput, type Endpoint, type Reply } from "@rapport/contract";
import { createReportSuite, getProcessing, type ReportSuite } from "@rapport/contract/report-suites";

const SERVER = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));
const LOG_CHARACTERS = 20_000;
const KEY = "rapport-bench-key-0123456789abcdef0123";

/** The built product on loopback, with a data directory of its own. */
export interface Product {
  readonly url: string;
  readonly key: string;
  /** Of its process. */
  readonly pid: number;
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Reply<E>>;
  hasEnded(): boolean;
  /** Its exit code. */
  stop(): Promise<number | null>;
}

export interface ProductOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Much of its log is expected, so it shows only when the product ends. */
  readonly isQuiet?: boolean;
}

export async function startProduct(dataDir: string, { env = {}, isQuiet = false }: ProductOptions = {}): Promise<Product> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, [SERVER], {
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("RAPPORT_"))),
      PORT: String(port),
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_DEMO: "0",
      RAPPORT_ADMIN_EMAIL: "bench@example.com",
      RAPPORT_ADMIN_PASSWORD: "bench-only-password",
      RAPPORT_BOOTSTRAP_KEY: KEY,
      // Here one person looks up as many customers as a thousand do in a shop.
      RAPPORT_LOOKUPS_PER_HOUR: "0",
      ...env,
    },
    stdio: ["ignore", "ignore", isQuiet ? "pipe" : "inherit"],
  });
  let log = "";
  server.stderr?.on("data", (chunk: Buffer) => (log = `${log}${chunk.toString()}`.slice(-LOG_CHARACTERS)));
  let isStopping = false;
  server.once("exit", () => isStopping || console.error(`the server ended by itself:\n${log}`));
  await untilReady({ server, url });
  return {
    url,
    key: KEY,
    pid: server.pid ?? 0,
    call: (endpoint, input) =>
      call(endpoint, input, (path, { method, headers, body }) => fetch(url + path, { method, headers: { ...headers, authorization: `Bearer ${KEY}` }, body })),
    hasEnded: () => server.exitCode !== null || server.signalCode !== null,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return server.exitCode;
      const ended = once(server, "exit");
      isStopping = true;
      server.kill("SIGTERM");
      return ((await ended) as [number | null])[0];
    },
  };
}

export function createSuite(product: Product, rsid: string): Promise<ReportSuite> {
  return product.call(createReportSuite, {
    body: { rsid, name: rsid, timeZone: "UTC", currency: "EUR", transactionIdStorage: true, variables: { evar2: { expiration: { kind: "never" } } } },
  });
}

/** Waits until every accepted hit is in reports. */
export async function processed(product: Product, rsid: string, { everyMs = 100 }: { everyMs?: number } = {}): Promise<void> {
  while ((await product.call(getProcessing, { params: { rsid } })).backlog > 0) await pause(everyMs);
}

async function untilReady({ server, url }: { server: ChildProcess; url: string }): Promise<void> {
  for (let waited = 0; waited < 600; waited++) {
    if (server.exitCode !== null) throw new Error(`the server ended with code ${server.exitCode}; build it first with npm start`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(100);
  }
  throw new Error("the server was not ready within a minute");
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
