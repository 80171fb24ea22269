import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { rawHits } from "./raw-hits.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, listen: true });
});
afterAll(async () => {
  await server.close();
});

test("Segment's own SDK works by changing the host name", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const failures: unknown[] = [];
  const analytics = new Analytics({ writeKey, host: server.url, flushAt: 4, maxRetries: 0 }).on("error", (error) => failures.push(error));
  analytics.identify({ userId: "u1", traits: { plan: "gold" } });
  analytics.track({ userId: "u1", event: "Order Completed", properties: { order_id: "o1", revenue: 12.5 } });
  analytics.page({ anonymousId: "a1", name: "Home" });
  analytics.screen({ userId: "u1", name: "Basket" });
  analytics.group({ userId: "u1", groupId: "g1" });
  analytics.alias({ userId: "u1", previousId: "a1" });
  await analytics.closeAndFlush();
  expect(failures).toEqual([]);
  const messages = (await rawHits(server, rsid)).map(({ payload }) => (payload as { message: { type: string; messageId: string; timestamp: string } }).message);
  // Two batches are on their way at once, and either may be read first; each keeps its order.
  const [first, second] = [
    ["identify", "track", "page", "screen"],
    ["group", "alias"],
  ] as const;
  expect([
    [...first, ...second],
    [...second, ...first],
  ]).toContainEqual(messages.map(({ type }) => type));
  for (const { messageId, timestamp } of messages) expect([typeof messageId, Number.isNaN(Date.parse(timestamp))]).toEqual(["string", false]);
});

test("the SDK is told of a wrong write key", async () => {
  const failures: unknown[] = [];
  const analytics = new Analytics({ writeKey: "nobody", host: server.url, maxRetries: 0 }).on("error", (error) => failures.push(error));
  analytics.track({ userId: "u1", event: "Viewed" });
  await analytics.closeAndFlush();
  expect(failures).toHaveLength(1);
});
