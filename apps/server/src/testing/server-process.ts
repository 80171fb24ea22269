import { call, type CallInput, type Endpoint, type Reply } from "@rapport/contract";
import { attachOperational, type Operational } from "@rapport/operational";
import { temporaryFolder } from "@rapport/testkit";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { SERVER_PROGRAM } from "./server-program.ts";

const KEY = "fault-test-key-0123456789";

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
  readonly ms: number;
}

/** The server, in a process of its own. */
export interface ServerProcess {
  readonly dataDir: string;
  readonly url: string;
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** The header of a key that may do everything at headquarters. */
  readonly authorization: { readonly authorization: string };
  /** What the server wrote, to show when a test fails. */
  output(): string;
  ask(path: string, options?: { method?: string; body?: unknown; form?: FormData }): Promise<Answer>;
  /** Calls an endpoint with that key; throws the server's `Refusal`. */
  api<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Reply<E>>;
  stop(): Promise<number | null>;
  /** Ends the process at once, with SIGKILL. */
  kill(): Promise<void>;
}

/**
 * Starts the server, with an empty data directory of its own unless `env` names one, and waits until it is ready.
 *
 * @param enter what runs it elsewhere, such as on a small disk
 */
export async function startServerProcess(
  env: Readonly<Record<string, string>> = {},
  { enter = [] }: { enter?: readonly string[] } = {},
): Promise<ServerProcess> {
  const dataDir = env["RAPPORT_DATA_DIR"] ?? dataFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [program = process.execPath, ...rest] = [...enter, process.execPath, ...SERVER_PROGRAM];
  const child = spawn(program, rest, {
    // oxlint-disable-next-line node/no-process-env -- a test starts the process as a person would
    env: { ...process.env, PORT: String(port), RAPPORT_DEMO: "0", RAPPORT_BOOTSTRAP_KEY: KEY, ...env, RAPPORT_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const authorization = { authorization: `Bearer ${KEY}` };
  const ask: ServerProcess["ask"] = async (path, { method = "GET", body, form } = {}) => {
    const begun = performance.now();
    const answer = await fetch(url + path, {
      method,
      headers: { ...authorization, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(form !== undefined && { body: form }),
    });
    return { status: answer.status, retryAfter: answer.headers.get("retry-after"), body: await answer.text(), ms: performance.now() - begun };
  };
  const server: ServerProcess = {
    dataDir,
    url,
    child,
    authorization,
    output: () => output,
    ask,
    api: async (endpoint, input) =>
      await call(endpoint, input, async (path, { method, headers, body }) => {
        const answer = await fetch(url + path, { method, headers: { ...headers, ...authorization }, body });
        return { ok: answer.ok, status: answer.status, text: () => answer.text() };
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      return ((await ended) as [number | null])[0];
    },
    async kill() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
  await untilReady(server);
  return server;
}

/** An empty data directory. When tests run as root, the database runs under an account of its own and must be able to enter. */
export function dataFolder(): string {
  const folder = temporaryFolder("server-");
  chmodSync(folder, 0o755);
  return folder;
}

export async function untilReady(server: ServerProcess): Promise<void> {
  for (let tries = 0; tries < 900; tries += 1) {
    if (server.child.exitCode !== null) throw new Error(`the server ended with code ${server.child.exitCode}:\n${server.output()}`);
    if ((await server.ask("/readyz").catch(() => ({ status: 0 }))).status === 200) return;
    await pause(100);
  }
  throw new Error(`the server was not ready within 90 seconds:\n${server.output()}`);
}

/** A new suite's write key. */
export async function createSuite(server: ServerProcess, rsid: string): Promise<string> {
  const { body } = await server.ask("/api/report-suites", { method: "POST", body: { rsid, name: rsid, timeZone: "UTC", currency: "EUR" } });
  return (JSON.parse(body) as { writeKey: string }).writeKey;
}

export interface Sending {
  readonly acknowledged: ReadonlySet<string>;
  /** Statuses other than 200, and connection errors. */
  readonly refused: readonly string[];
  end(): Promise<void>;
}

/** Sends hits from a few callers until stopped. Each hit is small, unless `charactersBeside` says how much more it carries. */
export function keepSendingHits(
  server: ServerProcess,
  { writeKey, prefix, charactersBeside = 0 }: { writeKey: string; prefix: string; charactersBeside?: number },
): Sending {
  const acknowledged = new Set<string>();
  const refused: string[] = [];
  let isEnding = false;
  const callers = Array.from({ length: 3 }, async (_, caller) => {
    for (let n = 0; !isEnding; n += 1) {
      const batch = Array.from({ length: 10 }, (__, k) => ({
        type: "page",
        userId: `${prefix}${caller}`,
        messageId: `${prefix}-${caller}-${n}-${k}`,
        name: "Home",
        // Of no use to whoever compresses it.
        ...(charactersBeside > 0 && { properties: { beside: randomBytes(charactersBeside / 2).toString("hex") } }),
      }));
      try {
        const { status } = await server.ask("/v1/batch", { method: "POST", body: { writeKey, batch } });
        if (status === 200) for (const { messageId } of batch) acknowledged.add(messageId);
        else refused.push(String(status));
      } catch (error) {
        refused.push(String(error));
        await pause(20);
      }
      await pause(10);
    }
  });
  return {
    acknowledged,
    refused,
    async end() {
      isEnding = true;
      await Promise.all(callers);
    },
  };
}

/** Resolves when every accepted hit of the suite is in reports. */
export async function untilProcessed(server: ServerProcess, rsid: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { status, body } = await server.ask(`/api/report-suites/${rsid}/processing`);
    if (status === 200 && (JSON.parse(body) as { backlog: number }).backlog === 0) return;
    await pause(100);
  }
  throw new Error(`hits of ${rsid} are not processed after a minute:\n${server.output().slice(-5_000)}`);
}

/** The embedded database's main process, and how to connect to it. */
export function databaseOf(folder: string): { pid: number; connection: Operational["connection"] } {
  const lines = readFileSync(join(folder, "pg", "postmaster.pid"), "utf8").split("\n");
  return { pid: Number(lines[0]), connection: { host: lines[4] ?? folder, port: 5432, user: "rapport", database: "rapport" } };
}

/** The database's main process and all processes it started. */
export function withChildren(pid: number): number[] {
  const children = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]) === pid;
    } catch {
      return false;
    }
  });
  return [pid, ...children.map(Number)];
}

/** Runs a statement on a connection of its own. */
export async function asked<R extends Record<string, unknown>>(connection: Operational["connection"], text: string, values: unknown[] = []): Promise<R[]> {
  const store = attachOperational(connection, { connections: 1 });
  try {
    return (await store.pool.query<R>(text, values)).rows;
  } finally {
    await store.close();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
