import { openWarehouse } from "@rapport/warehouse";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rawHits } from "./raw-hits.fixture.ts";
import { SERVER_PROGRAM } from "../testing/server-program.ts";

const KEY = "kill-test-key-0123456789";
const RSID = "killed";
const ROUNDS = 3;

let dataDir: string;
let port: number;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "rapport-kill-"));
  // The database runs under an account of its own when the tests are run as root.
  chmodSync(dataDir, 0o755);
  port = await freePort();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("BH8 hits that were answered with 200 are all there, once, after the process was killed again and again", { timeout: 180_000 }, async () => {
  const acknowledged = new Set<string>();
  let writeKey = "";
  for (let round = 0; round < ROUNDS; round++) {
    const server = await start();
    if (round === 0) writeKey = await createSuite();
    const senders = Array.from({ length: 8 }, (_, sender) => send({ writeKey, prefix: `${round}-${sender}`, acknowledged }));
    await new Promise((resolve) => setTimeout(resolve, 700 + round * 150));
    await killed(server);
    await Promise.all(senders);
  }
  // One more start finds everything in order, and stops cleanly.
  const last = await start();
  last.kill("SIGTERM");
  const [code] = (await once(last, "exit")) as [number | null];
  expect(code).toBe(0);

  const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
  const stored = (await rawHits({ deps: { warehouse } }, RSID)).map(({ payload }) => (payload as { message: { messageId: string } }).message.messageId);
  await warehouse.close();
  expect(acknowledged.size).toBeGreaterThan(100);
  expect(stored.length).toBe(new Set(stored).size);
  const there = new Set(stored);
  expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
});

async function start(): Promise<ChildProcess> {
  const server = spawn(process.execPath, [...SERVER_PROGRAM], {
    env: { ...process.env, PORT: String(port), RAPPORT_DATA_DIR: dataDir, RAPPORT_DEMO: "0", RAPPORT_BOOTSTRAP_KEY: KEY },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  server.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  server.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`the server ended with code ${server.exitCode}:\n${output}`);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (ready) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill("SIGKILL");
  throw new Error(`the server was not ready within a minute:\n${output}`);
}

async function killed(server: ChildProcess): Promise<void> {
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
}

async function createSuite(): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/report-suites`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ rsid: RSID, name: "Killed", timeZone: "UTC", currency: "EUR" }),
  });
  return ((await answer.json()) as { writeKey: string }).writeKey;
}

/** Sends batches one after the other until the server is gone. */
async function send({ writeKey, prefix, acknowledged }: { writeKey: string; prefix: string; acknowledged: Set<string> }): Promise<void> {
  for (let n = 0; ; n++) {
    const ids = Array.from({ length: 20 }, (_, k) => `${prefix}-${n}-${k}`);
    const batch = ids.map((messageId) => ({ type: "page", userId: prefix, messageId, name: "Home" }));
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/batch`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ writeKey, batch }),
      });
      await answer.text();
      if (answer.status === 200) for (const id of ids) acknowledged.add(id);
    } catch {
      // The server was killed: this batch was never acknowledged.
      return;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  return free;
}
