import { afterAll, beforeAll, expect, test } from "vitest";
import { testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(async () => {
  await server.close();
});

test("another site cannot sign a browser in or out", async () => {
  for (const { method, url } of [
    { method: "POST", url: "/api/hq/session" },
    { method: "DELETE", url: "/api/hq/session" },
    { method: "POST", url: "/api/pos/session" },
    { method: "DELETE", url: "/api/pos/session" },
  ] as const) {
    const answer = await server.inject({ method, url, headers: { origin: "https://elsewhere.example" }, ...(method === "POST" && { payload: {} }) });
    expect({ url, status: answer.statusCode }).toEqual({ url, status: 403 });
  }
});

test("a key that was revoked stops at once", async () => {
  const key = await server.addKey(["reportSuite.read"]);
  const get = async () => (await server.inject({ method: "GET", url: "/api/report-suites", headers: { authorization: `Bearer ${key}` } })).statusCode;
  expect(await get()).toBe(200);
  await server.deps.db.updateTable("api_key").set({ revoked_at: new Date() }).where("hash", "=", server.hashOf(key)).execute();
  expect(await get()).toBe(401);
});
