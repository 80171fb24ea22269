import { endpoint, Rsid } from "@rapport/contract";
import type { InjectOptions } from "fastify";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createApp, route, type App } from "./index.ts";
import { testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, listen: true });
});
afterAll(async () => {
  await server.close();
});

const suite = (body: string | Buffer, headers: Record<string, string> = {}) =>
  ({
    method: "POST",
    url: "/api/report-suites",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json", ...headers },
    payload: body,
  }) as const;
const good = { rsid: "x", name: "X", timeZone: "Europe/Amsterdam", currency: "EUR" };

test.each<[string, () => InjectOptions, number, string, object, object[]?]>([
  ["bad JSON", () => suite("{"), 400, "request.not_json", {}],
  ["no body", () => suite(""), 400, "request.no_body", {}],
  ["bytes that are no UTF-8", () => suite(Buffer.from([0x22, 0xff, 0x22])), 400, "request.not_utf8", { where: "body" }],
  ["a NUL character", () => suite(JSON.stringify({ ...good, name: "a\u0000b" })), 400, "request.unstorable", {}],
  ["half a surrogate pair", () => suite(JSON.stringify({ ...good, name: "a\ud800b" })), 400, "request.unstorable", {}],
  [
    "a wrong type",
    () => suite(JSON.stringify({ ...good, name: 5 })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["name"], code: "value.type", params: { found: "number", expected: "text" } }],
  ],
  [
    "a missing field",
    () => suite(JSON.stringify({ ...good, name: undefined })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["name"], code: "value.missing", params: { expected: "other" } }],
  ],
  [
    "a missing rsid",
    () => suite(JSON.stringify({ ...good, rsid: undefined })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["rsid"], code: "value.missing", params: { expected: "text" } }],
  ],
  [
    "an empty text",
    () => suite(JSON.stringify({ ...good, name: " " })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["name"], code: "value.empty", params: {} }],
  ],
  [
    "a number too large",
    () => suite(JSON.stringify({ ...good, transactionIdWindowDays: 1000 })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["transactionIdWindowDays"], code: "value.large", params: { most: 762 } }],
  ],
  [
    "a choice that is none",
    () => suite(JSON.stringify({ ...good, variables: { evar1: { allocation: "newest" } } })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["variables", "evar1", "allocation"], code: "value.choice", params: { choices: ["mostRecent", "original", "linear"] } }],
  ],
  [
    "an unknown kind",
    () => suite(JSON.stringify({ ...good, variables: { evar1: { expiration: { kind: "sometimes" } } } })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["variables", "evar1", "expiration", "kind"], code: "value.choice", params: { choices: expect.arrayContaining(["hit", "visit"]) as string[] } }],
  ],
  [
    "an unknown variable",
    () => suite(JSON.stringify({ ...good, variables: { evar999: {} } })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["variables", "evar999"], code: "form.variable", params: {} }],
  ],
  [
    "an unknown key",
    () => suite(JSON.stringify({ ...good, colour: "red" })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: [], code: "value.unknown_keys", params: { keys: ["colour"] } }],
  ],
  [
    "an unknown time zone",
    () => suite(JSON.stringify({ ...good, timeZone: "Mars/Base" })),
    400,
    "request.wrong",
    { where: "body" },
    [{ path: ["timeZone"], code: "form.time_zone", params: {} }],
  ],
  ["another content type", () => suite("rsid=x", { "content-type": "application/x-www-form-urlencoded" }), 415, "request.not_json_type", {}],
  [
    "a multipart body where JSON is asked for",
    () => suite('--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n', { "content-type": "multipart/form-data; boundary=b" }),
    415,
    "request.not_json_type",
    {},
  ],
  ["a content encoding", () => suite("{}", { "content-encoding": "br" }), 415, "request.encoded", {}],
  ["more than 8 MB", () => suite(`"${"x".repeat(9_000_000)}"`), 413, "request.too_large", { kilobytes: 8192 }],
  [
    "an id that is none",
    () => ({ method: "GET", url: "/api/report-suites/%20%2F", headers: { authorization: `Bearer ${server.apiKey}` } }) as const,
    400,
    "request.wrong",
    { where: "address" },
    [{ path: ["rsid"], code: "form.rsid", params: {} }],
  ],
  ["an address that is no UTF-8", () => ({ method: "GET", url: "/api/report-suites/%ff" }) as const, 400, "request.not_utf8", { where: "address" }],
  [
    "a query that is no UTF-8",
    () => ({ method: "GET", url: "/api/rapport/datasources/job/a/1?status=%ff", headers: { authorization: `Bearer ${server.apiKey}` } }) as const,
    400,
    "request.not_utf8",
    { where: "query" },
  ],
  ["an unknown address", () => ({ method: "GET", url: "/api/nothing" }) as const, 404, "address.unknown", {}],
  [
    "an unknown id",
    () => ({ method: "GET", url: "/api/report-suites/nobody", headers: { authorization: `Bearer ${server.apiKey}` } }) as const,
    404,
    "report_suite.not_found",
    { rsid: "nobody" },
  ],
])("%s is answered as a problem that says what to do", async (_, request, status, code, params, errors) => {
  const answer = await server.inject(request());
  expect({ status: answer.statusCode, type: answer.headers["content-type"] }).toEqual({ status, type: "application/problem+json; charset=utf-8" });
  expect(answer.json()).toEqual({
    type: "about:blank",
    title: expect.any(String) as string,
    status,
    detail: expect.stringMatching(/^[A-Z].+\.$/s) as string,
    code,
    params,
    ...(errors !== undefined && { errors: errors.map((error) => ({ ...error, detail: expect.stringMatching(/^[^"].+[^.]$/s) as string })) }),
  });
});

test.each([
  ["no key at all", {}, "session.missing"],
  ["a key that is none", { authorization: "Bearer sk-0123456789abcdef" }, "session.key"],
  ["another kind of credentials", { authorization: "Basic YTpi" }, "session.header"],
  ["a session that has ended", { cookie: "rapport_hq=gone" }, "session.ended"],
])("%s is told apart, with 401", async (_name, headers, code) => {
  const answer = await server.inject({ method: "GET", url: "/api/report-suites", headers });
  expect(answer.json()).toMatchObject({ status: 401, code, params: {} });
});

test("a known address with another method is 405 and says which it takes", async () => {
  const answer = await server.inject({ method: "DELETE", url: "/api/report-suites/x" });
  expect({ status: answer.statusCode, allow: answer.headers["allow"] }).toEqual({ status: 405, allow: "GET, HEAD, PATCH" });
});

test.each(["GET / HTTP/9\r\n\r\n", "nonsense\r\n\r\n", `GET /livez HTTP/1.1\r\nhost: x\r\nlong: ${"x".repeat(200_000)}\r\n\r\n`])(
  "bytes that are no request get a short answer",
  async (bytes) => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(bytes);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 4\d\d [\s\S]*"code":"request.(malformed|head_too_large)"/);
  },
);

test("an error that no handler foresaw is a 500 with a number and nothing else", async () => {
  const lines: string[] = [];
  const app = small((line) => lines.push(line));
  route(app, endpoint({ name: "fails", method: "GET", path: "/fails", permission: "public", summary: "", reply: z.object({}) }), () => {
    throw new Error("the secret of Anna Jansen");
  });
  const answer = await app.fastify.inject("/fails");
  expect({ status: answer.statusCode, leaks: answer.body.includes("Anna") }).toEqual({ status: 500, leaks: false });
  expect(answer.json<{ detail: string }>().detail).toContain(String(answer.headers["x-request-id"]));
});

test("an answer that is not as the contract says is a bug, not sent", async () => {
  const app = small();
  route(app, endpoint({ name: "wrong", method: "GET", path: "/wrong", permission: "public", summary: "", reply: z.object({ rsid: Rsid }) }), () => ({
    rsid: "not an rsid",
  }));
  expect((await app.fastify.inject("/wrong")).statusCode).toBe(500);
});

test("every answer carries a request id and the headers that keep browsers safe", async () => {
  const answer = await server.inject({ url: "/api/report-suites" });
  expect(answer.headers).toMatchObject({
    "x-request-id": expect.stringMatching(/^[\w-]+$/) as string,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'") as string,
    "www-authenticate": 'Bearer realm="rapport"',
  });
});

function small(write: (line: string) => void = () => undefined): App {
  const log = { error: (_: object, message: string) => write(message) };
  // The two members of a logger that are used here.
  return createApp({ authenticator: server.app.authenticator, log: log as unknown as App["log"] });
}
