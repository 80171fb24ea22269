import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { call, type CallInput, type Endpoint, type Reply } from "@rapport/contract";

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 20_000;

/** The address of a running product and its sign-in data. It goes from the run to its test files, so it is plain data. */
export interface ProductAddress {
  readonly url: string;
  /** An API key with every permission except those of a register. */
  readonly key: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
}

export interface Product extends ProductAddress {
  /** Calls an endpoint of the contract with the API key. */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Reply<E>>;
}

/** The built product, running on a port and data directory of its own. */
export interface RunningProduct extends Product {
  readonly address: ProductAddress;
  stop(): Promise<void>;
}

/** Connects to a product that runs already. */
export function productAt(address: ProductAddress): Product {
  const { url, key } = address;
  return {
    ...address,
    call: (endpoint, input) =>
      call(endpoint, input, (path, { method, headers, body }) => fetch(url + path, { method, headers: { ...headers, authorization: `Bearer ${key}` }, body })),
  };
}

/** Starts the built server as a person would, with empty stores in a temporary directory. `settings` are added; some need the address at which it will be. */
export async function startProduct(settings: Record<string, string> | ((url: string) => Record<string, string>) = {}): Promise<RunningProduct> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-e2e-"));
  // PostgreSQL never runs as root. When we are root, its own account must be able to enter.
  chmodSync(dataDir, 0o755);
  const [port, sftpPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const key = "rapport-journeys-key-0123456789abcdef";
  const admin = { email: "admin@example.com", password: "journeys-only-password" };
  const server = spawn(process.execPath, ["--enable-source-maps", fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url))], {
    env: {
      ...process.env,
      // As `npm start` sets it.
      UV_THREADPOOL_SIZE: "12",
      PORT: String(port),
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_DEMO: "0",
      RAPPORT_SFTP_PORT: String(sftpPort),
      RAPPORT_ADMIN_EMAIL: admin.email,
      RAPPORT_ADMIN_PASSWORD: admin.password,
      RAPPORT_BOOTSTRAP_KEY: key,
      ...(typeof settings === "function" ? settings(url) : settings),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  server.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  server.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const output = () => Buffer.concat(chunks).toString("utf8");
  const stop = async () => {
    await end(server);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await ready({ server, url, output });
  } catch (cause) {
    await stop();
    throw cause;
  }
  const address = { url, key, adminEmail: admin.email, adminPassword: admin.password };
  return { ...productAt(address), address, stop };
}

async function ready({ server, url, output }: { server: ChildProcess; url: string; output: () => string }): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`The server ended with code ${server.exitCode} before it was ready:\n${output()}`);
    if (await answersReady(url)) return;
    await wait(100);
  }
  throw new Error(`The server was not ready within ${START_LIMIT_MS / 1000} s:\n${output()}`);
}

async function answersReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).status === 200;
  } catch {
    // The server does not listen yet.
    return false;
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), STOP_LIMIT_MS);
  await ended;
  clearTimeout(late);
  if (server.signalCode === "SIGKILL") throw new Error(`The server did not stop within ${STOP_LIMIT_MS / 1000} s of SIGTERM.`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("No free port could be found.");
  return address.port;
}
