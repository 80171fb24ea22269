import { type Rsid } from "@rapport/contract";
import { preparedStores } from "@rapport/testkit";
import type { NamedQuery } from "@rapport/warehouse";
import { setMaxListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { insertHits } from "./hits.fixture.ts";
import { requestOf } from "./report.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Ten minutes in the engine before the report's own query, while `isSlow`. */
const slowly = {
  name: "slowly",
  text: "SELECT count() AS n FROM numbers(12000) WHERE sleepEachRow(0.05) = 0 SETTINGS max_threads = 1, max_block_size = 1, function_sleep_max_microseconds_per_block = 0",
  params: z.object({}),
  row: z.unknown(),
  heavy: true,
} satisfies NamedQuery;
const slowNow = {
  name: "slowNow",
  text: "SELECT count() AS n FROM system.processes WHERE query LIKE '%sleepEachRow%' AND query NOT LIKE '%system.processes%'",
  params: z.object({}),
  row: z.object({ n: z.coerce.number() }),
} satisfies NamedQuery;

let isSlow: boolean;
let server: TestServer;
let rsid: Rsid;
beforeEach(async () => {
  isSlow = true;
  server = await testServer({
    background: false,
    listen: true,
    limits: { reports: { atOnce: 2, waiting: 10 } },
    before: (warehouse) => ({
      ...warehouse,
      rows: async (query, params, options) => {
        if (query.heavy === true && isSlow) await warehouse.rows(slowly, {}, options);
        return await warehouse.rows(query, params, options);
      },
    }),
  });
  ({ rsid } = await newSuite(server));
  await insertHits(server.deps.warehouse, rsid, [{ at: "2026-03-01 09:00:00", dims: { page: "A" }, orders: "1" }]);
});
afterEach(() => server.close());

const ask = async (signal?: AbortSignal) =>
  await fetch(`${server.url}/api/rapport/reports`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${server.apiKey}` },
    body: JSON.stringify(requestOf(rsid, { dimension: "page", metrics: ["orders visitors"] })),
    ...(signal === undefined ? {} : { signal }),
  });
const slowQueries = async () => {
  const { warehouse } = await preparedStores();
  return (await warehouse.rows(slowNow, {}))[0]?.n;
};

test("F4 the reports of callers who leave end in the engine, and the next caller is answered", async () => {
  const callers = new AbortController();
  setMaxListeners(0, callers.signal);
  const left = Array.from({ length: 12 }, () => ask(callers.signal).catch((error: unknown) => (error as Error).name));
  await vi.waitFor(async () => expect(await slowQueries()).toBeGreaterThan(1), 20_000);
  callers.abort();
  expect(new Set(await Promise.all(left))).toEqual(new Set(["AbortError"]));
  await vi.waitFor(async () => expect(await slowQueries()).toBe(0), 20_000);
  isSlow = false;
  const answer = await ask();
  expect([answer.status, answer.headers.get("server-timing")]).toEqual([200, "turn;dur=0"]);
});

test("F3 past the set queue a report is refused with a reason, and hits are still accepted", async () => {
  const callers = new AbortController();
  setMaxListeners(0, callers.signal);
  let refused = 0;
  const bodies: unknown[] = [];
  const all = Array.from({ length: 60 }, async () => {
    const answer = await ask(callers.signal);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
    refused += 1;
    bodies.push(await answer.json());
  }).map((asked) => asked.catch((error: unknown) => (error as Error).name));
  await vi.waitFor(() => expect(refused).toBe(48), 20_000);
  expect(bodies[0]).toMatchObject({
    status: 503,
    code: "report.queue_full",
    detail: "10 reports wait for their turn already, which is as many as may. Ask again in a moment.",
  });
  const hit = await fetch(`${server.url}/b/ss/${rsid}/1?vid=v1&pageName=Home`);
  expect([hit.status, hit.headers.get("content-type")]).toEqual([200, "image/gif"]);
  callers.abort();
  expect((await Promise.all(all)).filter((name) => name === "AbortError")).toHaveLength(12);
});

test("F4 no report is computed for a caller who left before its turn", async () => {
  const callers = new AbortController();
  setMaxListeners(0, callers.signal);
  const left = Array.from({ length: 12 }, () => ask(callers.signal).catch((error: unknown) => (error as Error).name));
  setTimeout(() => callers.abort(), 20);
  expect(new Set(await Promise.all(left))).toEqual(new Set(["AbortError"]));
  isSlow = false;
  expect((await ask()).status).toBe(200);
  // Queries whose callers left have ended or will soon; each would otherwise run for ten minutes.
  await vi.waitFor(async () => expect(await slowQueries()).toBe(0), 20_000);
});

test("F4 a stop answers waiting callers with a reason, and does not wait for their reports", async () => {
  let received = 0;
  server.app.fastify.server.on("request", () => (received += 1));
  const answers = Array.from({ length: 8 }, async () => {
    const answer = await ask();
    return { status: answer.status, retryAfter: answer.headers.get("retry-after"), ...((await answer.json()) as { code: string; detail: string }) };
  });
  // A caller who is not connected yet would find nobody.
  await vi.waitFor(() => expect(received).toBe(8), 20_000);
  await vi.waitFor(async () => expect(await slowQueries()).toBeGreaterThan(1), 20_000);
  await server.app.fastify.close();
  for (const answer of await Promise.all(answers))
    expect(answer).toMatchObject({ status: 503, retryAfter: "5", code: "server.stopping", detail: "The server is stopping. Ask again in a moment." });
  await vi.waitFor(async () => expect(await slowQueries()).toBe(0), 20_000);
});
