import { pino } from "pino";
import { expect, test } from "vitest";
import { createSignals, type Journal } from "./deps.ts";
import { createApp, route } from "./http/index.ts";
import { livez } from "@rapport/contract/system";
import { startMetrics } from "./metrics.ts";

test("the metrics port tells of requests by operation, of accepted hits, and of nothing else", async () => {
  const log = pino({ level: "silent" });
  const nobody = async () => null;
  const app = createApp({ authenticator: { apiKey: nobody, headquarters: nobody, pos: nobody }, log });
  route(app, livez, () => ({ status: "ok" as const }));
  const signals = createSignals();
  const journal = { unreadable: async () => ({ files: 1, bytes: 20, hits: 3 }) } as Journal;
  const metrics = await startMetrics({ app, deps: { signals, log, journal }, host: "127.0.0.1", port: 45_872 });
  await app.fastify.inject("/livez");
  await app.fastify.inject("/somebody@example.com");
  signals.hitsAccepted(3);
  const text = await (await fetch(metrics.url)).text();
  expect(text).toContain('rapport_http_request_duration_seconds_count{operation="livez",status="200"} 1');
  expect(text).toContain('rapport_http_request_duration_seconds_count{operation="other",status="404"} 1');
  expect(text).toContain("rapport_collection_hits_total 3");
  expect(text).toContain('rapport_journal_unreadable{what="hits"} 3');
  expect(text).not.toContain("example.com");
  expect((await fetch(metrics.url.replace("/metrics", "/"))).status).toBe(404);
  await metrics.stop();
  await app.fastify.close();
});
