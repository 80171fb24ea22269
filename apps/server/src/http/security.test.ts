import { sideOf, type Endpoint } from "@rapport/contract";
import { ENDPOINTS } from "@rapport/contract/endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newEntity, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
let hqCookie: string;
let posCookie: string;
let emptyKey: string;

beforeAll(async () => {
  server = await testServer({ background: false });
  const entity = await newEntity(server);
  posCookie = await signIn("/api/pos/session", {
    legalEntity: entity.legalEntity,
    register: entity.register,
    operatorId: entity.operatorId,
    password: entity.password,
  });
  const admin = await server.addHqUser();
  hqCookie = await signIn("/api/hq/session", admin);
  emptyKey = await server.addKey([]);
});
afterAll(async () => {
  await server.close();
});

async function signIn(url: string, payload: object): Promise<string> {
  const answer = await server.inject({ method: "POST", url, payload });
  expect(answer.statusCode).toBe(200);
  return String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
}

async function statusOf(endpoint: Endpoint, headers: Record<string, string>): Promise<number> {
  const url = endpoint.path.replaceAll(/:\w+/g, "x").replace("*", "x");
  const body = endpoint.bodyKind === "json" ? { payload: "{}", headers: { ...headers, "content-type": "application/json" } } : { headers };
  return (await server.inject({ method: endpoint.method, url, ...body })).statusCode;
}

test("every endpoint of the contract has a handler, and nothing else answers", () => {
  expect([...server.app.registered.keys()].toSorted()).toEqual(ENDPOINTS.map(({ name }) => name).toSorted());
});

const guarded = ENDPOINTS.filter(({ permission }) => permission !== "public" && permission !== "writeKey");

describe.each(guarded.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))("%s", (_, endpoint) => {
  test("asks who calls", async () => {
    expect(await statusOf(endpoint, {})).toBe(401);
    expect(await statusOf(endpoint, { authorization: "Bearer not-a-key" })).toBe(401);
    expect(await statusOf(endpoint, { cookie: "rapport_hq=not-a-session; rapport_pos=not-a-session" })).toBe(401);
  });

  test("refuses who may not", async () => {
    const wrongSession = sideOf(endpoint.permission) === "pos" ? hqCookie : posCookie;
    expect(await statusOf(endpoint, { cookie: wrongSession })).toBe(403);
    expect(await statusOf(endpoint, { authorization: `Bearer ${emptyKey}` })).toBe(403);
    if (sideOf(endpoint.permission) === "pos") expect(await statusOf(endpoint, { authorization: `Bearer ${server.apiKey}` })).toBe(403);
  });

  test("takes a change from its own site only", async () => {
    if (endpoint.method === "GET") return;
    const cookie = sideOf(endpoint.permission) === "pos" ? posCookie : hqCookie;
    expect(await statusOf(endpoint, { cookie, origin: "https://elsewhere.example", host: "rapport.example" })).toBe(403);
    expect(await statusOf(endpoint, { cookie, "sec-fetch-site": "cross-site" })).toBe(403);
  });
});

test("public endpoints are these, and no other", () => {
  expect(
    ENDPOINTS.filter(({ permission }) => permission === "public")
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([
    "getDemoProgress",
    "getHqSession",
    "getPosSession",
    "image.get",
    "image.post",
    "listPosRegisters",
    "livez",
    "openapi",
    "readyz",
    "signInHq",
    "signInPos",
    "signOutHq",
    "signOutPos",
  ]);
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
