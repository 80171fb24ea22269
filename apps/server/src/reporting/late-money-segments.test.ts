import type { Rsid } from "@rapport/contract";
import { getQuarantine, putCurrencyRates } from "@rapport/contract/report-suites";
import { runReport, type SegmentDefinition } from "@rapport/contract/reporting";
import { randomWords, testClock } from "@rapport/testkit";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, sendHits, testServer, type TestServer } from "../testing/index.ts";
import { randomSegment } from "./random-segment.fixture.ts";

const SEED = Number(process.env["RAPPORT_SEED"] ?? Math.floor(Math.random() * 1_000_000));
const SEGMENTS = 12;
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: testClock("2026-03-25T12:00:00Z"), schedules: false });
});
afterAll(() => server.close());

async function giveRates(rsid: Rsid): Promise<void> {
  const rates = Array.from({ length: 9 }, (_, day) => ({ day: `2026-03-0${day + 1}`, from: "USD", rate: "0.5" }));
  await server.api(putCurrencyRates, { params: { rsid }, query: { changeUsed: "false" }, body: { rates } });
  const waiting = async () => (await server.api(getQuarantine, { params: { rsid } })).waitingAmounts;
  for (const deadline = Date.now() + 20_000; (await waiting()).length > 0; await sleep(20)) if (Date.now() > deadline) throw new Error("amounts still wait");
}

const METRICS = ["occurrences", "pageviews", "visits", "visitors", "orders", "units", "revenue", "event1"];

async function chosen(rsid: Rsid, segmentDefinition: SegmentDefinition): Promise<unknown> {
  const { rows, summaryData } = await server.api(runReport, {
    params: { company: "rapport" },
    body: {
      rsid,
      dimension: "variables/page",
      globalFilters: [
        { type: "dateRange", dateRange: "2026-03-01T00:00/2026-04-01T00:00" },
        { type: "segment", segmentDefinition },
      ],
      metricContainer: { metrics: METRICS.map((metric) => ({ id: `metrics/${metric}`, columnId: metric })) },
    },
  });
  return { rows: Object.fromEntries(rows.map(({ value, data }) => [value, data])), totals: summaryData.totals };
}

function randomHits(word: () => number) {
  const one = (...of: readonly string[]): string => of[word() % of.length] ?? "";
  return Array.from({ length: 30 }, (_, nth) => ({
    at: new Date(Date.UTC(2026, 2, 1 + Math.floor(nth / 4), 9 + 3 * (nth % 4), word() % 40)).toISOString(),
    vid: one("V", "W", "X"),
    pageName: one("A", "B", "C", "AB"),
    v1: one("A", "a", "B", "7"),
    cc: one("EUR", "USD", "USD"),
    events: one("purchase", "event1=2", "purchase,event1=4", ""),
    products: one(";A;1;2", ";B;2;6", ""),
    purchaseID: `p${nth}`,
  }));
}

test(`SE13 CY2 segments choose the same whether rates come before hits or after them (seed ${SEED})`, { timeout: 120_000 }, async () => {
  const word = randomWords(SEED);
  const hits = randomHits(word);
  const settings = { timeZone: "UTC", currency: "EUR", variables: { event1: { eventType: "currency" } } } as const;
  const [early, late] = [await newSuite(server, settings), await newSuite(server, settings)];
  await giveRates(early.rsid);
  await sendHits(server, early.rsid, ...hits);
  await sendHits(server, late.rsid, ...hits);
  await giveRates(late.rsid);
  const spent = { func: "total", evt: { func: "event", name: "metrics/revenue" } };
  const both = {
    func: "and",
    preds: [
      { func: "event-exists", evt: { func: "event", name: "metrics/orders" } },
      { func: "ge", val: spent, num: 1 },
    ],
  };
  const first = { func: "segment", container: { func: "container", context: "hits", pred: both } };
  // Some of the orders are in dollars.
  expect(JSON.stringify(await chosen(early.rsid, first))).not.toBe(
    JSON.stringify(await chosen(early.rsid, { ...first, container: { ...first.container, context: "visitors" } })),
  );
  for (const each of [first, ...Array.from({ length: SEGMENTS }, () => randomSegment(word))]) {
    expect(await chosen(late.rsid, each), JSON.stringify(each)).toEqual(await chosen(early.rsid, each));
  }
});

test("SE13 a hit condition on orders and money meets an order whose money came later, which is one hit of a sequence", async () => {
  const { rsid } = await newSuite(server, { timeZone: "UTC", currency: "EUR", variables: { event1: { eventType: "currency" } } });
  const bought = { at: "2026-03-02T10:00:00Z", vid: "V", pageName: "Bought", events: "purchase", products: ";Hat;1;10", purchaseID: "1", cc: "USD" };
  await sendHits(server, rsid, bought, { at: "2026-03-02T10:01:00Z", vid: "V", pageName: "Thanks" });
  await giveRates(rsid);
  const event = (name: string) => ({ func: "event-exists", evt: { func: "event", name: `metrics/${name}` } });
  const container = (context: string, pred: unknown) => ({ func: "container", context, pred });
  const segment = (context: string, pred: unknown) => ({ func: "segment", container: container(context, pred) });
  const totals = async (definition: SegmentDefinition) => ((await chosen(rsid, definition)) as { totals: number[] }).totals;
  const whole = [1, 1, 1, 1, 1, 1, 5, 0];
  expect(await totals(segment("hits", { func: "and", preds: [event("orders"), event("revenue")] }))).toEqual(whole);
  expect(await totals(segment("hits", event("orders")))).toEqual(whole);
  const twice = { func: "sequence", stream: [container("hits", event("orders")), container("hits", event("revenue"))] };
  expect(await totals(segment("visits", twice))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  const next = { func: "container-restriction", limit: "within", count: 1, container: "hits" };
  const thanks = { func: "streq", val: { func: "attr", name: "variables/page" }, str: "Thanks" };
  expect(await totals(segment("visits", { func: "sequence", stream: [container("hits", event("orders")), next, container("hits", thanks)] }))).toEqual([
    2, 2, 1, 1, 1, 1, 5, 0,
  ]);
});

test("SE13 RT4 what a call gives back is no hit beside the call: neither a step after it, nor counted on the way", async () => {
  const suite = await newSuite(server, { timeZone: "UTC", currency: "EUR", transactionIdStorage: true, variables: { evar1: { from: "properties.plan" } } });
  const call = (event: string, time: string, properties: object) => ({ type: "track", userId: "u1", timestamp: `2026-03-02T${time}:00Z`, event, properties });
  const batch = [
    call("Order Completed", "10:00", { order_id: "o1", total: 55, plan: "gold" }),
    call("Order Refunded", "10:05", { order_id: "o1", plan: "given back" }),
    call("Looked", "10:06", { plan: "later" }),
  ];
  const authorization = `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}`;
  expect((await server.inject({ method: "POST", url: "/v1/batch", headers: { authorization }, payload: { batch } })).statusCode).toBe(200);
  await server.processed(suite.rsid);
  const container = (pred: unknown) => ({ func: "container", context: "hits", pred });
  const plan = (str: string) =>
    container({ func: "streq", val: { func: "attr", name: "variables/evar1", "allocation-model": { func: "allocation-instance" } }, str });
  const gaveBack = container({ func: "event-exists", evt: { func: "event", name: "metrics/returnedrevenue" } });
  const met = async (...stream: readonly unknown[]) => {
    const segment = { func: "segment", container: { func: "container", context: "visitors", pred: { func: "sequence", stream } } };
    return ((await chosen(suite.rsid, segment)) as { totals: number[] }).totals[3];
  };
  expect(await met(plan("gold"), gaveBack, plan("later"))).toBe(1);
  expect(await met(plan("given back"), plan("later"))).toBe(1);
  expect(await met(plan("given back"), gaveBack)).toBe(0);
  const within = (count: number) => ({ func: "container-restriction", limit: "within", count, container: "hits" });
  expect(await met(plan("gold"), within(2), plan("later"))).toBe(1);
  expect(await met(plan("gold"), within(1), plan("later"))).toBe(0);
});
