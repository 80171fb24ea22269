import { afterAll, beforeAll, expect, test } from "vitest";
import { gzipSync } from "node:zlib";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { rawHits } from "./raw-hits.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(async () => {
  await server.close();
});

const basic = (writeKey: string) => `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;

test("a batch is answered with success after every message is stored as it came", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const batch = [
    { type: "track", event: "Order Completed", userId: "u1", messageId: "m1", properties: { order_id: "o1", coupon: 'Ünïcode "quoted"' } },
    { type: "page", anonymousId: "a1", messageId: "m2" },
  ];
  const answer = await server.inject({
    method: "POST",
    url: "/v1/batch",
    headers: { authorization: basic(writeKey), "content-type": "application/json" },
    payload: { batch, sentAt: "2026-11-22T10:00:00.000Z", context: { ip: "0.0.0.0" } },
  });
  expect({ status: answer.statusCode, body: answer.json<unknown>() }).toEqual({ status: 200, body: { success: true } });
  const stored = await rawHits(server, rsid);
  expect(stored.map(({ door, payload }) => ({ door, payload }))).toEqual(
    batch.map((message) => ({ door: "batch", payload: { message, sentAt: "2026-11-22T10:00:00.000Z", call: "batch", batch: { context: { ip: "0.0.0.0" } } } })),
  );
  expect(stored.map(({ seq }) => seq)).toEqual([stored[0]?.seq, (stored[0]?.seq ?? 0) + 1]);
});

test("a single call takes its write key from the body, as plain text JSON, as browsers send it", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const message = { type: "track", event: "Viewed", userId: "u", writeKey };
  const answer = await server.inject({ method: "POST", url: "/v1/track", headers: { "content-type": "text/plain" }, payload: JSON.stringify(message) });
  expect(answer.statusCode).toBe(200);
  expect((await rawHits(server, rsid)).map(({ door, payload }) => ({ door, payload }))).toEqual([{ door: "track", payload: { message, call: "track" } }]);
});

test("the addresses of one letter, which SDKs of browsers and phones call, work in the same way", async () => {
  const { rsid, writeKey } = await newSuite(server);
  for (const call of ["track", "page", "screen", "identify", "group", "alias"]) {
    const message = { type: call, userId: "u", writeKey };
    const answer = await server.inject({
      method: "POST",
      url: `/v1/${call.charAt(0)}`,
      headers: { "content-type": "text/plain" },
      payload: JSON.stringify(message),
    });
    expect({ call, status: answer.statusCode, body: answer.json<unknown>() }).toEqual({ call, status: 200, body: { success: true } });
  }
  const batch = [{ type: "page", anonymousId: "a1" }];
  const gzip = { "content-type": "text/plain", "content-encoding": "gzip" };
  expect((await server.inject({ method: "POST", url: "/v1/b", headers: gzip, payload: gzipSync(JSON.stringify({ writeKey, batch })) })).statusCode).toBe(200);
  expect((await rawHits(server, rsid)).map(({ door }) => door)).toEqual(["track", "page", "screen", "identify", "group", "alias", "batch"]);
});

test("with an empty Basic user the write key of the body is used", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const answer = await server.inject({
    method: "POST",
    url: "/v1/batch",
    headers: { authorization: basic("") },
    payload: { writeKey, batch: [{ type: "page", userId: "u" }] },
  });
  expect(answer.statusCode).toBe(200);
  expect(await rawHits(server, rsid)).toHaveLength(1);
});

test("the context of a batch holds for each of its many messages", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const context = { page: "x".repeat(3000) };
  const batch = Array.from({ length: 2500 }, (_, n) => n);
  const answer = await server.inject({ method: "POST", url: "/v1/batch", headers: { authorization: basic(writeKey) }, payload: { batch, context } });
  expect(answer.statusCode).toBe(200);
  expect((await rawHits(server, rsid)).map(({ payload }) => payload)).toEqual(batch.map((message) => ({ message, call: "batch", batch: { context } })));
});

test("a gzip body is unpacked", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const payload = gzipSync(JSON.stringify({ batch: [{ type: "page", userId: "u" }] }));
  const answer = await server.inject({
    method: "POST",
    url: "/v1/batch",
    headers: { authorization: basic(writeKey), "content-type": "application/json", "content-encoding": "gzip" },
    payload,
  });
  expect(answer.statusCode).toBe(200);
  expect(await rawHits(server, rsid)).toHaveLength(1);
});

test("BH1 BH5 a message that is not an object is kept for quarantine, and one that fills its batch is stored whole", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const large = { type: "track", properties: { text: "é".repeat(200_000) } };
  const batch = [{ type: "page", userId: "u" }, 42, null, large];
  const answer = await server.inject({ method: "POST", url: "/v1/batch", headers: { authorization: basic(writeKey) }, payload: JSON.stringify({ batch }) });
  expect(answer.statusCode).toBe(200);
  const stored = (await rawHits(server, rsid)).map(({ payload }) => payload);
  expect(stored.slice(0, 3)).toEqual([
    { message: batch[0], call: "batch" },
    { message: 42, call: "batch" },
    { message: null, call: "batch" },
  ]);
  expect(stored[3]).toEqual({ message: large, call: "batch" });
});

test.each([
  ["bad JSON", "{"],
  ["a body that is no object", "[1]"],
  ["a batch that is no array", JSON.stringify({ batch: {} })],
  ["more than 500 kB", JSON.stringify({ batch: ["x".repeat(600_000)] })],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ["a context that its messages would make more than 8 MB of", JSON.stringify({ batch: Array(400).fill({}), context: { page: "x".repeat(30_000) } })],
  ["a sentAt that its messages would make more than 8 MB of", JSON.stringify({ batch: Array(2500).fill(1), sentAt: "x".repeat(400_000) })],
  ["more than 2,500 messages", JSON.stringify({ batch: Array.from({ length: 2501 }, () => 1) })],
])("BH1 %s is answered 400 in Segment's own form", async (_, payload) => {
  const { rsid, writeKey } = await newSuite(server);
  const answer = await server.inject({
    method: "POST",
    url: "/v1/batch",
    headers: { authorization: basic(writeKey), "content-type": "application/json" },
    payload,
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.json<object>()).toEqual({ success: false, message: expect.any(String) as string });
  expect(await rawHits(server, rsid)).toEqual([]);
});

test("BH7 a page of another site can read every refusal, even for a body that is too large", async () => {
  const { writeKey } = await newSuite(server);
  for (const payload of ["{", JSON.stringify({ batch: ["x".repeat(600_000)] })]) {
    const answer = await server.inject({
      method: "POST",
      url: "/v1/batch",
      headers: { authorization: basic(writeKey), origin: "https://shop.example" },
      payload,
    });
    expect([answer.statusCode, answer.headers["access-control-allow-origin"]]).toEqual([400, "https://shop.example"]);
  }
});

test("a gzip bomb and a broken gzip body are answered 400", async () => {
  const { writeKey } = await newSuite(server);
  for (const payload of [gzipSync(Buffer.alloc(50_000_000, 32)), Buffer.from("not gzip")]) {
    const answer = await server.inject({ method: "POST", url: "/v1/batch", headers: { authorization: basic(writeKey), "content-encoding": "gzip" }, payload });
    expect(answer.statusCode).toBe(400);
  }
});

test("a single call that is not an object is answered 400", async () => {
  const { rsid, writeKey } = await newSuite(server);
  for (const payload of ["null", "[]", "42", '"text"']) {
    const answer = await server.inject({ method: "POST", url: "/v1/track", headers: { authorization: basic(writeKey) }, payload });
    expect({ payload, status: answer.statusCode, body: answer.json<object>() }).toEqual({
      payload,
      status: 400,
      body: { success: false, message: "The body must be a JSON object." },
    });
  }
  expect(await rawHits(server, rsid)).toEqual([]);
});

test("BH1 an unknown or missing write key is answered 401 in Segment's own form", async () => {
  const without = "Send the write key of a report suite as the user of Basic authentication, or as `writeKey` in the body.";
  for (const [headers, message] of [
    [{ authorization: basic("nobody") }, "This write key is not known."],
    [{ authorization: "Basic %%%" }, without],
    [{ authorization: basic("") }, without],
    [{}, without],
  ] as const) {
    const answer = await server.inject({ method: "POST", url: "/v1/batch", headers, payload: JSON.stringify({ batch: [] }) });
    expect({ status: answer.statusCode, body: answer.json<object>() }).toEqual({
      status: 401,
      body: { success: false, message },
    });
  }
});

test("a write key works in the request after its suite was created, even when it was asked for before", async () => {
  const { writeKey } = await newSuite(server);
  const answer = await server.inject({
    method: "POST",
    url: "/v1/page",
    headers: { authorization: basic(writeKey) },
    payload: JSON.stringify({ userId: "u" }),
  });
  expect(answer.statusCode).toBe(200);
});

test("another method is answered 405 with Allow, and preflights from any site are answered", async () => {
  const get = await server.inject({ method: "GET", url: "/v1/batch" });
  expect({ status: get.statusCode, allow: get.headers["allow"] }).toEqual({ status: 405, allow: "POST" });
  const preflight = await server.inject({
    method: "OPTIONS",
    url: "/v1/batch",
    headers: { origin: "https://shop.example", "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
  });
  expect(preflight.statusCode).toBe(204);
  expect(preflight.headers).toMatchObject({ "access-control-allow-origin": "https://shop.example", "access-control-allow-headers": "content-type" });
});

test("a very deeply nested message is kept, and so is the one beside it", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const answer = await server.inject({
    method: "POST",
    url: "/v1/batch",
    headers: { authorization: basic(writeKey) },
    payload: `{"batch":[${deep},{"type":"page"}]}`,
  });
  expect(answer.statusCode).toBe(200);
  expect(await rawHits(server, rsid)).toHaveLength(2);
});
