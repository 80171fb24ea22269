import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newEntity, testServer, type TestServer } from "../testing/index.ts";
import { bareApp } from "./bare-app.fixture.ts";

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

const COMMON = [
  "content-security-policy",
  "cross-origin-opener-policy",
  "permissions-policy",
  "referrer-policy",
  "x-content-type-options",
  "x-frame-options",
] as const;

test.each(["/", "/pos/", "/healthz", "/api/report-suites", "/nowhere", "/b/ss/nosuite/1/x?AQB=1", "/v1/nothing", "/%ff"])(
  "S9 the answer at %s carries the common headers",
  async (url) => {
    const { headers } = await server.inject({ method: "GET", url });
    expect(COMMON.filter((name) => headers[name] === undefined)).toEqual([]);
    expect(headers["strict-transport-security"]).toBeUndefined();
  },
);

test("S9 only pages of the register may use the camera", async () => {
  const policy = async (url: string) => (await server.inject({ method: "GET", url })).headers["permissions-policy"];
  expect(await policy("/pos/")).toContain("camera=(self)");
  for (const url of ["/", "/position", "/api/report-suites"]) expect([url, await policy(url)]).toEqual([url, expect.stringContaining("camera=()")]);
});

test("S9 so does the answer to what is not HTTP, and other sites can read the answer to a Segment call", async () => {
  const app = bareApp();
  const socket = connect(Number(new URL(await app.fastify.listen({ host: "127.0.0.1", port: 0 })).port), "127.0.0.1");
  socket.write("this is no HTTP\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(COMMON.filter((name) => !answer.toString().includes(`${name}: `))).toEqual([]);
  await app.fastify.close();
  const segment = await server.inject({ method: "POST", url: "/v1/track", payload: {} });
  expect(segment.headers).toMatchObject({ "cross-origin-resource-policy": "cross-origin", "x-content-type-options": "nosniff" });
});

test.each(["https", "HTTPS", "https, http", " https,http"])("S9 a proxy of ours that says %j makes the cookie and the browser keep to HTTPS", async (proto) => {
  const { operatorId, password, ...at } = await newEntity(server);
  const device = await server.deviceOf(at);
  const signIn = async (remoteAddress: string) =>
    await server.inject({
      method: "POST",
      url: "/api/pos/session",
      headers: { "x-forwarded-proto": proto, "x-forwarded-for": "203.0.113.9", cookie: device },
      payload: { operatorId, password },
      remoteAddress,
    });
  const ours = await signIn("127.0.0.1");
  expect(String(ours.headers["set-cookie"])).toMatch(/; Secure/);
  expect(ours.headers["strict-transport-security"]).toBe("max-age=31536000");
  const stranger = await signIn("192.0.2.1");
  expect(String(stranger.headers["set-cookie"])).not.toMatch(/; Secure/);
  expect(stranger.headers["strict-transport-security"]).toBeUndefined();
});

test("S9 a preflight repeats the names of headers and nothing else", async () => {
  const asked = async (names: string) =>
    (
      await server.inject({
        method: "OPTIONS",
        url: "/v1/track",
        headers: { origin: "https://shop.example", "access-control-request-method": "POST", "access-control-request-headers": names },
      })
    ).headers["access-control-allow-headers"];
  expect(await asked("Content-Type, X-Own")).toBe("Content-Type, X-Own");
  expect(await asked('content-type, <script>alert("x")</script>, a b')).toBe("content-type");
  expect(await asked("<>")).toBe("content-type, authorization");
});

test("S6 a server answers only to its own names, names in the settings, and addresses", async () => {
  const app = bareApp({
    network: { proxies: [], hosts: ["localhost", "::1", "Rapport.Example.com"] },
  });
  app.fastify.get("/page", () => "page");
  const status = async (host: string) => (await app.fastify.inject({ method: "GET", url: "/page", headers: { host } })).statusCode;
  expect(await Promise.all(["localhost", "LOCALHOST:4000", "[::1]:4000", "rapport.example.com:443", "192.168.1.5:4000", "[fe80::1]"].map(status))).toEqual(
    Array(6).fill(200),
  );
  expect(
    await Promise.all(
      ["evil.example", "localhost.evil.example", "rapport.example.com:443:80", "localhost@evil.example", "192.168.1.5.evil.example"].map(status),
    ),
  ).toEqual(Array(5).fill(403));
  await app.fastify.close();
});
