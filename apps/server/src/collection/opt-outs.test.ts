import type { AccountNumber } from "@rapport/contract";
import { putCustomer } from "@rapport/contract/customers";
import { getProcessing, getQuarantine } from "@rapport/contract/report-suites";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newEntity, newSuite, testServer, type TestServer } from "../testing/index.ts";
import { rawHits } from "./raw-hits.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const counted = {
  name: "countedVisitors",
  text: "SELECT visitor_id, toInt64(sum(occurrences)) AS hits FROM hits_v1 WHERE suite = {suite:String} GROUP BY visitor_id ORDER BY visitor_id",
  params: z.object({ suite: z.string() }),
  row: z.object({ visitor_id: z.string(), hits: z.coerce.number() }),
} satisfies NamedQuery;

async function shop() {
  const { rsid, writeKey } = await newSuite(server);
  const { legalEntity } = await newEntity(server, { rsid });
  const put = async (accountNumber: string, optOutWebTracking: boolean) => {
    await server.api(putCustomer, { params: { legalEntity, accountNumber: accountNumber as AccountNumber }, body: { lastName: "Bos", optOutWebTracking } });
    // It is read again within a second or two.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
  };
  const send = async (...batch: object[]) => {
    const answer = await server.inject({ method: "POST", url: "/v1/batch", headers: { "content-type": "application/json" }, payload: { writeKey, batch } });
    expect({ status: answer.statusCode, body: answer.json<unknown>() }).toEqual({ status: 200, body: { success: true } });
  };
  const image = async (query: string) => expect((await server.inject({ method: "GET", url: `/b/ss/${rsid}/1?${query}` })).statusCode).toBe(200);
  const processed = async () =>
    await expect.poll(async () => (await server.api(getProcessing, { params: { rsid } })).backlog, { timeout: 20_000, interval: 50 }).toBe(0);
  const visitors = async () => {
    await processed();
    return Object.fromEntries((await server.deps.warehouse.rows(counted, { suite: rsid })).map(({ visitor_id, hits }) => [visitor_id, hits]));
  };
  return { rsid, put, send, image, visitors, quarantine: async () => await server.api(getQuarantine, { params: { rsid } }) };
}

const page = (ids: object, name = "Home") => ({ type: "page", name, ...ids });

test("HC7 a customer who opted out is not followed from then on, on their own device too; the hit is counted and nothing of it is stored", async () => {
  const { rsid, put, send, image, visitors, quarantine } = await shop();
  await send(page({ userId: "C1", anonymousId: "phone" }), page({ userId: "C2", anonymousId: "tablet" }), page({ userId: "C1", anonymousId: "tablet" }));
  await image("AQB=1&vid=C1&pageName=Home");
  const before = { "vid:C1": 3, "vid:C2": 1 };
  expect(await visitors()).toEqual(before);

  await put("C1", true);
  await send(page({ userId: "C1", anonymousId: "new" }, "Secret one"), page({ userId: "C2" }), page({ anonymousId: "phone" }, "Secret two"));
  await send({ type: "track", userId: "C1", properties: { secret: 3 } });
  await image("AQB=1&vid=C1&pageName=Secret4");
  // A device that several people used is nobody's.
  await send(page({ anonymousId: "tablet" }), page({ anonymousId: "somebody" }));
  expect(await visitors()).toEqual({ ...before, "vid:C2": 2, "anon:tablet": 1, "anon:somebody": 1 });
  const { counts, newest } = await quarantine();
  expect(counts).toMatchObject([{ reason: "visitor.opted_out", hits: 4 }]);
  expect(newest).toEqual([]);
  const stored = JSON.stringify(await rawHits(server, rsid));
  expect([/secret/i.test(stored), stored.includes('"new"')]).toEqual([false, false]);

  await put("C1", false);
  await send(page({ userId: "C1", anonymousId: "phone" }));
  expect(await visitors()).toMatchObject({ "vid:C1": 4 });
});

test("HC7 somebody else at their device is followed; what cannot be used, and an alias of theirs, is not stored", async () => {
  const { rsid, put, send, visitors, quarantine } = await shop();
  await send(page({ userId: "C1", anonymousId: "phone" }), page({ userId: "C2" }));
  expect(await visitors()).toEqual({ "vid:C1": 1, "vid:C2": 1 });
  await put("C1", true);
  await send(page({ userId: "C2", anonymousId: "phone" }, "Followed"));
  expect(await visitors()).toEqual({ "vid:C1": 1, "vid:C2": 2 });

  await send(
    { type: "track", anonymousId: "phone", properties: { secret: 1 } },
    { type: "page", anonymousId: "phone", properties: { secret: 2 } },
    { type: "page", anonymousId: "phone", name: "Secret 3", timestamp: "yesterday" },
    { type: "alias", previousId: "C1", userId: "C1b" },
    { type: "track", anonymousId: "elsewhere", properties: { other: 1 } },
  );
  await visitors();
  const { counts } = await quarantine();
  expect(counts.find(({ reason }) => reason === "visitor.opted_out")).toMatchObject({ hits: 4 });
  const stored = JSON.stringify(await rawHits(server, rsid));
  expect([/secret/i.test(stored), stored.includes("C1b"), stored.includes("elsewhere")]).toEqual([false, false, true]);
});
