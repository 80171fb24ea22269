import { Refusal, type TransactionId } from "@rapport/contract";
import { changeReportSuite, getProcessing, getQuarantine, getTransaction, type ReportSuite } from "@rapport/contract/report-suites";
import type { NamedQuery } from "@rapport/warehouse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const hitsOfSuite = {
  name: "hitsOfSuite",
  text: `
    SELECT visitor_id, visit_number, hit_number, page_view, dims, post, lists, toFloat64(orders) AS orders, toFloat64(units) AS units, toFloat64(revenue) AS revenue, is_return,
      CAST(metrics AS Map(String, Float64)) AS metrics, products.name AS products, transaction_ids, source
    FROM hits_v1 WHERE suite = {suite:String} ORDER BY position`,
  params: z.object({ suite: z.string() }),
  row: z.record(z.string(), z.unknown()),
} satisfies NamedQuery;

async function hits({ rsid }: ReportSuite) {
  await server.processed(rsid);
  return await server.deps.warehouse.rows(hitsOfSuite, { suite: rsid });
}

async function image({ rsid }: ReportSuite, parameters: Record<string, string>): Promise<void> {
  const answer = await server.inject({ method: "GET", url: `/b/ss/${rsid}/1/s1?${new URLSearchParams(parameters).toString()}` });
  expect(answer.statusCode).toBe(200);
}

async function batch({ writeKey }: ReportSuite, messages: readonly unknown[]): Promise<void> {
  const answer = await server.inject({
    method: "POST",
    url: "/v1/batch",
    headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` },
    payload: { batch: messages },
  });
  expect(answer.statusCode, answer.body).toBe(200);
}

test("D3 an order after a sign-in at checkout has the campaign of the landing, in the transaction's snapshot too", async () => {
  const suite = await newSuite(server, { transactionIdStorage: true });
  const landing = { type: "page", anonymousId: "a1", context: { campaign: { name: "spring_email" } }, properties: { path: "/" } };
  await batch(suite, [{ type: "page", userId: "known", properties: { path: "/earlier" } }]);
  await batch(suite, [landing]);
  await batch(suite, [
    { type: "identify", userId: "known", anonymousId: "a1", traits: {} },
    { type: "track", event: "Order Completed", userId: "known", anonymousId: "a1", properties: { order_id: "D3", revenue: 5 } },
  ]);
  const rows = await hits(suite);
  expect(rows.at(-1)).toMatchObject({ visitor_id: "vid:known", orders: 1, post: { campaign: "spring_email" } });
  const transaction = await server.api(getTransaction, { params: { rsid: suite.rsid, transactionId: "D3" as TransactionId } });
  expect(transaction.snapshot).toMatchObject({ campaign: "spring_email" });
  // People who signed in before the device had a profile also count: two people make it shared.
  await batch(suite, [{ type: "page", userId: "one", anonymousId: "tablet", properties: { path: "/" } }]);
  await hits(suite);
  await batch(suite, [{ ...landing, anonymousId: "tablet" }]);
  await hits(suite);
  await batch(suite, [{ type: "page", userId: "two", anonymousId: "tablet", properties: { path: "/" } }]);
  expect((await hits(suite)).at(-1)?.["post"]).not.toHaveProperty("campaign");
});

test("V11 a Segment call and an image request are in the warehouse as one visitor", async () => {
  const suite = await newSuite(server, { variables: { evar2: { from: "properties.plan" } } });
  await image(suite, { vid: "u1", pageName: "Home", v1: "a b", events: "event1=2" });
  await batch(suite, [
    {
      type: "track",
      event: "Order Completed",
      userId: "u1",
      messageId: "m1",
      properties: { order_id: "O1", revenue: 9.5, plan: "gold", products: [{ name: "Boot", price: 4.75, quantity: 2 }] },
    },
  ]);
  const rows = await hits(suite);
  expect(rows).toMatchObject([
    {
      visitor_id: "vid:u1",
      visit_number: 1,
      hit_number: 1,
      page_view: 1,
      dims: { page: "Home", evar1: "a b" },
      post: { evar1: "a b", visitnumber: "1" },
      metrics: { event1: 2 },
      orders: 0,
    },
    {
      visitor_id: "vid:u1",
      visit_number: 1,
      hit_number: 2,
      page_view: 0,
      post: { evar1: "a b", evar2: "gold" },
      orders: 1,
      units: 2,
      revenue: 9.5,
      products: ["Boot"],
      transaction_ids: ["O1"],
    },
  ]);
  const transaction = await server.api(getTransaction, { params: { rsid: suite.rsid, transactionId: "O1" as TransactionId } });
  expect(transaction).toMatchObject({ state: "recorded", visitor: "u1", snapshot: { evar1: "a b", evar2: "gold", product: "Boot" } });
});

test("the backlog counts hits that are not in reports, and the answer has the last time", async () => {
  const suite = await newSuite(server);
  expect(await server.api(getProcessing, { params: { rsid: suite.rsid } })).toEqual({ backlog: 0, lastProcessedAt: null });
  const sentAt = Date.now();
  await image(suite, { vid: "u1", pageName: "Home" });
  await server.processed(suite.rsid);
  const { backlog, lastProcessedAt } = await server.api(getProcessing, { params: { rsid: suite.rsid } });
  expect(backlog).toBe(0);
  expect(Date.parse(lastProcessedAt ?? "")).toBeGreaterThanOrEqual(sentAt);
  expect(Date.parse(lastProcessedAt ?? "")).toBeLessThanOrEqual(Date.now());
});

test("BH1 BH2 BH4 bad messages are in quarantine with their reason; the good ones of their batch are hits", async () => {
  const suite = await newSuite(server);
  await batch(suite, [
    { type: "page", name: "Home", userId: "u1" },
    { type: "page", name: "Home" },
    "text",
    { type: "track", userId: "u1", event: "E", timestamp: "never" },
    { type: "page", name: "Home" },
  ]);
  await image(suite, { vid: "u1", pageName: "Home", cc: "EUROS" });
  expect(await hits(suite)).toHaveLength(1);
  const quarantine = await server.api(getQuarantine, { params: { rsid: suite.rsid } });
  expect(quarantine.counts).toEqual([
    { reason: "identity.missing", hits: 2 },
    { reason: "currency.invalid", hits: 1 },
    { reason: "hit.malformed", hits: 1 },
    { reason: "timestamp.invalid", hits: 1 },
  ]);
  expect(quarantine.newest).toHaveLength(5);
  expect(quarantine.newest[0]).toMatchObject({ reason: "currency.invalid", door: "image", why: { code: "hit.currency_unknown", params: { field: "cc" } } });
  expect(quarantine.newest[0]?.payload).toContain("EUROS");
});

test("OA8 hits that came late are counted by day and shown, and change nothing that is written", async () => {
  const suite = await newSuite(server);
  const ts = (minute: number) => new Date(Date.now() - 86_400_000 + minute * 60_000).toISOString();
  await image(suite, { vid: "u1", pageName: "Order", events: "purchase", products: ";boot;1;5", xact: "LATE", ts: ts(10) });
  const before = await hits(suite);
  await image(suite, { vid: "u1", pageName: "In its visit", v0: "mail", ts: ts(5) });
  await image(suite, { vid: "u1", pageName: "Of an older one", ts: ts(-300) });
  await image(suite, { vid: "u1", pageName: "In time", ts: ts(11) });
  const after = await hits(suite);
  expect(after).toHaveLength(4);
  expect(after).toEqual(expect.arrayContaining(before));
  const { cameLate, counts } = await server.api(getQuarantine, { params: { rsid: suite.rsid } });
  expect(counts).toEqual([]);
  expect(cameLate.counts.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
    { reason: "older", hits: 1 },
    { reason: "visit", hits: 1 },
  ]);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: suite.timeZone }).format(new Date(cameLate.newest[0]?.receivedAt ?? 0));
  expect(cameLate.days.reduce((sum, { visit, older }) => [(sum[0] ?? 0) + visit, (sum[1] ?? 0) + older], [0, 0])).toEqual([1, 1]);
  expect(cameLate.days[0]?.day).toBe(today);
  expect(cameLate.newest.map(({ reason, door }) => [reason, door])).toEqual([
    ["older", "image"],
    ["visit", "image"],
  ]);
  for (const { receivedAt, happenedAt } of cameLate.newest) expect(Date.parse(receivedAt)).toBeGreaterThan(Date.parse(happenedAt));
});

test("D5 D6 D7 D14 D16 VA6 what is left out of hits that count is told beside quarantine, and Segment and image requests read alike", async () => {
  const suite = await newSuite(server);
  const order = (properties: object) => ({ type: "track", event: "Order Completed", userId: "u1", properties });
  await batch(suite, [
    order({ order_id: "WEB-2026-11-28-000000123", revenue: "1,234.50" }),
    order({ order_id: "B", revenue: "abc" }),
    order({ order_id: "C", revenue: "1,234" }),
    { type: "page", name: "Home", userId: "undefined", anonymousId: "a1" },
  ]);
  await image(suite, {
    vid: "u1",
    pageName: "p",
    events: "purchase,event1=abc",
    products: ";Boot;1;1e15",
    purchaseID: "WEB-2026-11-28-000000123",
    xact: "A1\u00a0",
  });
  await image(suite, { vid: "u1", pageName: "p", events: "purchase", products: ";Boot;1;59,90", xact: "x".repeat(101) });
  await image(suite, { vid: "u1", pageName: "p", events: "purchase", products: ";Boot;1;59,90", xact: "x".repeat(101) });
  const rows = await hits(suite);
  expect(rows.map(({ visitor_id, orders, revenue, transaction_ids }) => [visitor_id, orders, revenue, transaction_ids])).toEqual([
    ["vid:u1", 1, 1234.5, ["WEB-2026-11-28-000000123"]],
    ["vid:u1", 1, 0, ["B"]],
    ["vid:u1", 1, 0, ["C"]],
    ["anon:a1", 0, 0, []],
    ["vid:u1", 0, 0, ["A1"]],
    ["vid:u1", 1, 59.9, []],
    ["vid:u1", 0, 0, []],
  ]);
  const { counts, unread } = await server.api(getQuarantine, { params: { rsid: suite.rsid } });
  expect(counts).toEqual([]);
  expect(unread.counts).toEqual([
    { reason: "transactionid.too_long", field: "xact", values: 2 },
    { reason: "amount.ambiguous", field: "properties.revenue", values: 1 },
    { reason: "amount.too_large", field: "products.price", values: 1 },
    { reason: "amount.unreadable", field: "event1", values: 1 },
    { reason: "amount.unreadable", field: "properties.revenue", values: 1 },
    { reason: "id.placeholder", field: "userId", values: 1 },
    { reason: "purchase.repeated", field: "purchase", values: 1 },
    { reason: "purchase.repeated", field: "purchaseID", values: 1 },
  ]);
  expect(unread.newest).toHaveLength(8 + 1);
  expect(unread.newest).toContainEqual({ receivedAt: expect.any(String) as string, reason: "amount.unreadable", field: "event1", value: "abc", door: "image" });
});

test("D15 amounts of 300 hits are summed before rounding", async () => {
  const suite = await newSuite(server);
  await batch(
    suite,
    Array.from({ length: 300 }, (_, n) => ({ type: "track", event: "Order Completed", userId: `u${n}`, properties: { order_id: `o${n}`, revenue: 0.333333 } })),
  );
  await server.processed(suite.rsid);
  const sum = {
    name: "sumOfRevenue",
    text: "SELECT toString(sum(revenue)) AS revenue FROM hits_v1 WHERE suite = {suite:String}",
    params: z.object({ suite: z.string() }),
    row: z.object({ revenue: z.string() }),
  };
  expect(await server.deps.warehouse.rows(sum, { suite: suite.rsid })).toEqual([{ revenue: "99.9999" }]);
});

test("BH6 a message id counts once in its suite, and in every suite of its own", async () => {
  const [one, two] = [await newSuite(server), await newSuite(server)];
  const message = { type: "track", event: "E", userId: "u1", messageId: "same" };
  await batch(one, [message, message]);
  await batch(two, [message]);
  expect(await hits(one)).toHaveLength(1);
  await batch(one, [message, { ...message, messageId: "other" }]);
  expect(await hits(one)).toHaveLength(2);
  expect(await hits(two)).toHaveLength(1);
});

test("T2 X5 a hit is processed with the settings at the time it was received", async () => {
  const suite = await newSuite(server, { transactionIdStorage: false });
  await image(suite, { vid: "u1", pageName: "p", xact: "T1" });
  await server.api(changeReportSuite, {
    params: { rsid: suite.rsid },
    body: { transactionIdStorage: true, variables: { evar1: { expiration: { kind: "hit" } } } },
  });
  await image(suite, { vid: "u1", pageName: "p", xact: "T2", v1: "a" });
  await image(suite, { vid: "u1", pageName: "p" });
  const rows = await hits(suite);
  expect(rows.map(({ transaction_ids }) => transaction_ids)).toEqual([[], ["T2"], []]);
  expect(rows[2]).toMatchObject({ post: { visitnumber: "1" } });
  expect((rows[2]?.["post"] as object) ?? {}).not.toHaveProperty("evar1");
  const state = async (id: string) => (await server.api(getTransaction, { params: { rsid: suite.rsid, transactionId: id as TransactionId } })).state;
  expect([await state("T1"), await state("T2")]).toEqual(["unknown", "recorded"]);
});

test("values with every kind of text come back as they were sent", async () => {
  const suite = await newSuite(server);
  const values = ["2026-01-02", "2026-01-02 03:04:05", "123", "1.50", "true", "null", "{}", `"quoted" \\ back`, "é € 👍", "a.b", "line\u2028sep"];
  for (const value of values) await image(suite, { vid: "u1", pageName: "p", v1: value });
  const rows = await hits(suite);
  expect(rows.map((row) => (row["dims"] as { evar1: string }).evar1)).toEqual(values);
  expect(rows.map((row) => (row["post"] as { evar1: string }).evar1)).toEqual(values);
});

test("BH3 IR3 hits with a ts of any age are accepted; one in the future is not", async () => {
  const suite = await newSuite(server);
  await image(suite, { vid: "u1", pageName: "p", ts: "1970-01-01T00:00:01Z" });
  await image(suite, { vid: "u1", pageName: "p", ts: "2001-09-08T00:00:00Z" });
  await image(suite, { vid: "u1", pageName: "p", ts: String(Math.floor(Date.now() / 1000) + 700) });
  expect((await hits(suite)).map(({ visit_number, source }) => [visit_number, source])).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

describe("refusals", () => {
  test("another suite's processing is not found, and a key without the permission is turned away", async () => {
    const unknown = "nobody" as ReportSuite["rsid"];
    await expect(server.api(getProcessing, { params: { rsid: unknown } })).rejects.toMatchObject({ kind: "not_found" });
    await expect(server.api(getQuarantine, { params: { rsid: unknown } })).rejects.toMatchObject({ kind: "not_found" });
    const reader = await server.withKey(["report.read"]);
    const { rsid } = await newSuite(server);
    await expect(reader(getQuarantine, { params: { rsid } })).rejects.toBeInstanceOf(Refusal);
    await expect(server.anonymous(getProcessing, { params: { rsid } })).rejects.toMatchObject({ kind: "signed_out" });
  });
});
