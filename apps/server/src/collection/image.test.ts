import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { rawHits } from "./raw-hits.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(async () => {
  await server.close();
});

test("an image request is answered with a 1x1 GIF that is not cached, after its parameters are stored as they came", async () => {
  const { rsid } = await newSuite(server);
  const query = "AQB=1&vid=u1&pageName=Caf%C3%A9&v1=a%20b&events=event1%3D2&AQE=1";
  const answer = await server.inject({
    method: "GET",
    url: `/b/ss/${rsid}/1/JS-2.22/s123?${query}`,
    headers: { referer: "https://shop.example/", "user-agent": "test" },
  });
  expect({
    status: answer.statusCode,
    type: answer.headers["content-type"],
    cache: answer.headers["cache-control"],
    magic: answer.rawPayload.subarray(0, 6).toString(),
  }).toEqual({
    status: 200,
    type: "image/gif",
    cache: "no-cache, no-store, max-age=0, must-revalidate",
    magic: "GIF89a",
  });
  const stored = await rawHits(server, rsid);
  expect(stored.map(({ door, payload }) => ({ door, payload }))).toEqual([{ door: "image", payload: { query, referer: "https://shop.example/" } }]);
  expect(stored[0]?.client).toMatch(/^[0-9a-f]{32}$/);
});

test("a POST has its parameters in the body, beside those of the address", async () => {
  const { rsid } = await newSuite(server);
  const answer = await server.inject({
    method: "POST",
    url: `/b/ss/${rsid}/1/s1?AQB=1`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: "vid=u1&pageName=Home",
  });
  expect(answer.statusCode).toBe(200);
  expect((await rawHits(server, rsid)).map(({ payload }) => payload)).toEqual([{ query: "AQB=1&vid=u1&pageName=Home" }]);
});

test("letters that a POST does not escape are read correctly", async () => {
  const { rsid } = await newSuite(server);
  for (const payload of [Buffer.from("vid=u1&pageName=Café"), Buffer.from("vid=u1&pageName=Café", "latin1"), Buffer.from("vid=u1&pageName=Voilà\n")]) {
    const answer = await server.inject({ method: "POST", url: `/b/ss/${rsid}/1/s1`, headers: { "content-type": "text/plain" }, payload });
    expect(answer.statusCode).toBe(200);
  }
  const queries = (await rawHits(server, rsid)).map(({ payload }) => (payload as { query: string }).query);
  expect(queries).toEqual(["vid=u1&pageName=Caf%c3%a9", "vid=u1&pageName=Caf%e9", "vid=u1&pageName=Voil%c3%a0"]);
});

test("64 kB of parameters are accepted in the address", async () => {
  const listening = await testServer({ background: false, listen: true });
  const { rsid } = await newSuite(listening);
  const query = `vid=u1&products=${"a".repeat(63_000)}`;
  const answer = await fetch(`${listening.url}/b/ss/${rsid}/1/s1?${query}`);
  expect(answer.status).toBe(200);
  expect((await rawHits(listening, rsid)).map(({ payload }) => payload)).toEqual([{ query }]);
  const tooLong = await fetch(`${listening.url}/b/ss/${rsid}/1/s1?vid=${"a".repeat(120_000)}`);
  expect(tooLong.status).toBe(431);
  await listening.close();
});

test("BH5 IR1 among several suites each known one gets the hit, and an unknown one alone is 404", async () => {
  const [one, two] = [await newSuite(server), await newSuite(server)];
  const several = await server.inject({ method: "GET", url: `/b/ss/${one.rsid},nobody,${two.rsid},${one.rsid}/1/s1?vid=u1` });
  expect(several.statusCode).toBe(200);
  expect([(await rawHits(server, one.rsid)).length, (await rawHits(server, two.rsid)).length]).toEqual([1, 1]);
  for (const url of ["/b/ss/nobody/1/s1?vid=u1", "/b/ss//6", "/b/ss/%20/1/s1"]) {
    const unknown = await server.inject({ method: "GET", url });
    expect({ url, status: unknown.statusCode, type: unknown.headers["content-type"] }).toEqual({ url, status: 404, type: "text/plain; charset=utf-8" });
  }
});

test("more suites than one request may name are refused, and none of them gets the hit", async () => {
  const { rsid } = await newSuite(server);
  const others = Array.from({ length: 50 }, (_, n) => `other${n}`);
  const answer = await server.inject({ method: "GET", url: `/b/ss/${[rsid, ...others].join(",")}/1/s1?vid=u1` });
  expect({ status: answer.statusCode, text: answer.body }).toEqual({ status: 400, text: expect.stringContaining("at most 50 report suites") as string });
  expect(await rawHits(server, rsid)).toEqual([]);
  const allowed = await server.inject({ method: "GET", url: `/b/ss/${[...others.slice(1), rsid].join(",")}/1/s1?vid=u1` });
  expect(allowed.statusCode).toBe(200);
  expect(await rawHits(server, rsid)).toHaveLength(1);
});

test("XML, a HEAD and another method are refused and record nothing", async () => {
  const { rsid } = await newSuite(server);
  const url = `/b/ss/${rsid}/1/s1`;
  const xml = await server.inject({ method: "POST", url, headers: { "content-type": "text/xml" }, payload: "<request></request>" });
  const gzip = await server.inject({ method: "POST", url, headers: { "content-encoding": "gzip" }, payload: gzipSync("vid=u1&pageName=p") });
  const json = await server.inject({ method: "POST", url, payload: { vid: "u1" } });
  expect([gzip.statusCode, json.statusCode]).toEqual([415, 415]);
  const head = await server.inject({ method: "HEAD", url });
  const put = await server.inject({ method: "PUT", url });
  expect([xml.statusCode, head.statusCode, put.statusCode, put.headers["allow"]]).toEqual([415, 405, 405, "GET, POST"]);
  expect(await rawHits(server, rsid)).toEqual([]);
});

test("BH7 a page of another site may send image requests with credentials", async () => {
  const { rsid } = await newSuite(server);
  const answer = await server.inject({ method: "GET", url: `/b/ss/${rsid}/1/s1?vid=u`, headers: { origin: "https://shop.example" } });
  expect(answer.headers).toMatchObject({ "access-control-allow-origin": "https://shop.example", "access-control-allow-credentials": "true" });
});
