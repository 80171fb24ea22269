import type { Rsid } from "@rapport/contract";
import { runReport } from "@rapport/contract/reporting";
import { changeReportSuite, getCurrencyRates, getQuarantine, putCurrencyRates, type NewRate } from "@rapport/contract/report-suites";
import { randomWords, testClock } from "@rapport/testkit";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { convertWaiting } from "./convert-waiting.ts";
import { newSuite, sendHits, testServer, type NewSuite, type TestServer } from "../testing/index.ts";

const SEED = Number(process.env["RAPPORT_SEED"] ?? Math.floor(Math.random() * 1_000_000));
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: testClock("2026-03-25T12:00:00Z"), schedules: false });
});
afterAll(() => server.close());

const variables = { event5: { eventType: "currency" }, event6: { eventType: "numeric" } } as const;
const suite = async (given: NewSuite = {}) => (await newSuite(server, { variables, ...given })).rsid;
const waiting = async (rsid: Rsid) => (await server.api(getQuarantine, { params: { rsid } })).waitingAmounts;

/** Stores rates, and waits until the amounts that waited for them are in reports. */
async function give(rsid: Rsid, rates: readonly NewRate[], changeUsed = false): Promise<void> {
  await server.api(putCurrencyRates, { params: { rsid }, query: { changeUsed: String(changeUsed) }, body: { rates: [...rates] } });
  const given = new Set(rates.map(({ day, from }) => `${day} ${from}`));
  for (const deadline = Date.now() + 20_000; (await waiting(rsid)).some(({ day, currency }) => given.has(`${day} ${currency}`)); await sleep(20))
    if (Date.now() > deadline) throw new Error("amounts still wait for rates that were given");
}

async function report(rsid: Rsid, dimension: string, metrics: readonly string[]): Promise<Record<string, readonly number[]>> {
  const { rows } = await server.api(runReport, {
    params: { company: "rapport" },
    body: {
      rsid,
      dimension: `variables/${dimension}`,
      globalFilters: [{ type: "dateRange", dateRange: "2026-01-01T00:00/2027-01-01T00:00" }],
      metricContainer: { metrics: metrics.map((metric, index) => ({ id: `metrics/${metric}`, columnId: String(index) })) },
      settings: { limit: 400 },
    },
  });
  return Object.fromEntries(rows.map(({ value, data }) => [value, data.map((number) => number ?? 0)]));
}
const METRICS = ["occurrences", "pageviews", "visits", "visitors", "orders", "units", "revenue", "grossrevenue", "returnedrevenue", "event5", "event6"];
const order = (more: Record<string, string> = {}) => ({
  at: "2026-03-02T10:00:00Z",
  vid: "V",
  pageName: "p",
  v1: "spring",
  events: "purchase,event5=3.50,event6=2",
  products: "Shoes;Boot;2;100.10,Shoes;Sock;1;20",
  ...more,
});

describe("an amount in another currency", () => {
  test("CY1 is converted at the rate of the hit's day in the suite's zone, exactly", async () => {
    const rsid = await suite();
    await give(rsid, [
      { day: "2026-03-02", from: "USD", rate: "0.123456789" },
      { day: "2026-03-03", from: "USD", rate: "0.9" },
    ]);
    // In Amsterdam it is already the third.
    await sendHits(server, rsid, order({ cc: "usd" }), order({ cc: "USD", vid: "W", at: "2026-03-02T23:30:00Z", products: ";Hat;1;10" }));
    expect(await waiting(rsid)).toEqual([]);
    expect(await report(rsid, "product", METRICS)).toEqual({
      Boot: [1, 1, 1, 1, 1, 2, 12.36, 12.36, 0, 0.43, 2],
      Sock: [1, 1, 1, 1, 1, 1, 2.47, 2.47, 0, 0.43, 2],
      Hat: [1, 1, 1, 1, 1, 1, 9, 9, 0, 3.15, 2],
    });
    expect(await report(rsid, "evar1", METRICS)).toEqual({ spring: [2, 2, 2, 2, 2, 4, 23.83, 23.83, 0, 3.58, 4] });
    expect((await server.api(getCurrencyRates, { params: { rsid } })).rates.map(({ used }) => used)).toEqual([true, true]);
  });

  test("CY2 without a rate only the money waits: the hit counts at once; the money comes with the rate, once", async () => {
    const rsid = await suite();
    const before = { ...order({ cc: "USD" }) };
    await sendHits(server, rsid, before, order({ vid: "W", products: "Shoes;Boot;1;10" }));
    const line = { day: "2026-03-02", currency: "USD", to: "EUR", hits: 1, revenue: "120.1", events: [{ event: "event5", amount: "3.5" }] };
    expect(await waiting(rsid)).toEqual([line]);
    expect(await report(rsid, "evar1", METRICS)).toEqual({ spring: [2, 2, 2, 2, 2, 4, 10, 10, 0, 3.5, 4] });
    await give(rsid, [
      { day: "2026-03-01", from: "USD", rate: "7" },
      { day: "2026-03-02", from: "GBP", rate: "7" },
    ]);
    expect(await waiting(rsid)).toEqual([line]);
    const rate = { day: "2026-03-02", from: "USD", rate: "0.5" };
    for (let time = 0; time < 3; time++) await give(rsid, [rate]);
    const converted = { spring: [2, 2, 2, 2, 2, 4, 70.05, 70.05, 0, 5.25, 4] };
    expect(await report(rsid, "evar1", METRICS)).toEqual(converted);
    // The same message again adds nothing; a new one adds its own amounts.
    await sendHits(server, rsid, order({ cc: "USD", vid: "X", products: ";Boot;1;2", events: "purchase" }));
    expect(await report(rsid, "evar1", ["revenue", "orders", "occurrences"])).toEqual({ spring: [71.05, 3, 3] });
  });

  test("CY2 counts as if its hit had been in the suite's currency: participation, days, products, linear credit", async () => {
    const hits = [
      { at: "2026-03-02T09:00:00Z", vid: "V", pageName: "a", v2: "one" },
      { at: "2026-03-02T09:10:00Z", vid: "V", pageName: "b", v2: "two", l1: "x,y" },
      order({ at: "2026-03-02T09:20:00Z", cc: "USD" }),
      { at: "2026-03-03T09:00:00Z", vid: "V", pageName: "c", v2: "three" },
    ];
    const given = { variables: { ...variables, evar2: { allocation: "linear", expiration: { kind: "never" } }, list1: { allocation: "linear" } } } as const;
    const [foreign, own] = [await suite(given), await suite({ ...given, currency: "USD" })];
    for (const rsid of [foreign, own]) await sendHits(server, rsid, ...hits);
    await give(foreign, [{ day: "2026-03-02", from: "USD", rate: "1" }]);
    for (const dimension of ["evar1", "evar2", "list1", "product", "category", "page", "daterangeday", "marketingchannel"])
      expect(await report(foreign, dimension, METRICS), dimension).toEqual(await report(own, dimension, METRICS));
    for (const dimension of ["evar1", "list1"]) expect(await report(foreign, dimension, ["instances"])).toEqual(await report(own, dimension, ["instances"]));
    expect(await report(foreign, "evar2", ["revenue"])).toEqual({ one: [60.05], two: [60.05] });
  });

  test("CY2 that sums to zero shows its items with zero, as in the suite's currency", async () => {
    const [foreign, own] = [await suite(), await suite({ currency: "USD" })];
    for (const rsid of [foreign, own])
      await sendHits(server, rsid, order({ cc: "USD", products: ";Boot;1;10" }), order({ cc: "USD", vid: "W", products: ";Boot;1;-10" }));
    await give(foreign, [{ day: "2026-03-02", from: "USD", rate: "0.85" }]);
    for (const dimension of ["product", "evar1"]) {
      expect(Object.values(await report(foreign, dimension, ["revenue"]))).toEqual([[0]]);
      expect(await report(foreign, dimension, ["revenue"])).toEqual(await report(own, dimension, ["revenue"]));
    }
  });

  test("CY2 of a purchase that repeats another never counts", async () => {
    const rsid = await suite();
    await sendHits(
      server,
      rsid,
      order({ cc: "USD", purchaseID: "P1" }),
      order({ cc: "USD", purchaseID: "P1", vid: "W" }),
      order({ purchaseID: "P2", vid: "Y" }),
    );
    expect(await waiting(rsid)).toMatchObject([{ hits: 1, revenue: "120.1" }]);
    // Without an id, the same numbers in another currency are another purchase.
    await sendHits(server, rsid, order({ vid: "Z" }), order({ vid: "Z", cc: "USD" }), order({ vid: "Z", cc: "USD" }));
    expect(await waiting(rsid)).toMatchObject([{ hits: 2, revenue: "240.2" }]);
  });

  test("CY1 CY2 of a Segment order, and of an order taken back, behaves the same", async () => {
    const rsid = await suite();
    const track = async (event: string, properties: object, messageId: string) => {
      const { writeKey } = await server.api(changeReportSuite, { params: { rsid }, body: {} });
      const answer = await server.inject({
        method: "POST",
        url: "/v1/track",
        headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` },
        payload: { event, userId: "U", messageId, timestamp: "2026-03-02T10:00:00Z", properties },
      });
      expect(answer.statusCode).toBe(200);
    };
    await track("Order Completed", { order_id: "O1", total: 30, currency: "gbp", products: [{ name: "Kite", price: 10, quantity: 3 }] }, "m1");
    await server.processed(rsid);
    expect(await waiting(rsid)).toMatchObject([{ currency: "GBP", hits: 1, revenue: "30" }]);
    await give(rsid, [{ day: "2026-03-02", from: "GBP", rate: "1.2" }]);
    expect(await report(rsid, "product", ["orders", "units", "revenue"])).toEqual({ Kite: [1, 3, 36] });
  });

  test("CY1 a rate that was used changes only on request, and then for amounts that come later", async () => {
    const rsid = await suite();
    const usd = (rate: string): NewRate => ({ day: "2026-03-02", from: "USD", rate });
    await give(rsid, [usd("0.5")]);
    await give(rsid, [usd("0.6")]);
    await sendHits(server, rsid, order({ cc: "USD" }));
    await expect(give(rsid, [{ day: "2026-03-04", from: "USD", rate: "1" }, usd("0.7")])).rejects.toMatchObject({
      code: "currency_rate.used",
      faults: [{ path: ["rates", 1, "rate"], wrong: { code: "rate.used", params: { rate: "0.6" } } }],
    });
    expect((await server.api(getCurrencyRates, { params: { rsid } })).rates).toMatchObject([{ day: "2026-03-02", rate: "0.6", used: true }]);
    await give(rsid, [usd("0.7")], true);
    await sendHits(server, rsid, order({ cc: "USD", vid: "W", products: ";Hat;1;100" }));
    expect(await report(rsid, "product", ["revenue"])).toEqual({ Boot: [60.06], Sock: [12], Hat: [70] });
  });
});

test("CY2 money counts once, however many processes convert it at the same time, while hits keep coming", async () => {
  const rsid = await suite({ timeZone: "UTC" });
  const usd = (day: number, rate: string): NewRate => ({ day: `2026-03-0${day}`, from: "USD", rate });
  const hits = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      at: `2026-03-0${1 + ((from + index) % 3)}T10:00:00Z`,
      vid: `V${from + index}`,
      pageName: "p",
      events: "purchase",
      products: `;Boot;1;${from + index}.01`,
      cc: "USD",
    }));
  await sendHits(server, rsid, ...hits(0, 700));
  const convert = async () => await convertWaiting(server.deps, { suite: rsid });
  await Promise.all([
    server.api(putCurrencyRates, { params: { rsid }, body: { rates: [usd(1, "0.5"), usd(2, "2"), usd(3, "0.1")] } }),
    sendHits(server, rsid, ...hits(700, 60)),
    ...Array.from({ length: 12 }, async (_, turn) => {
      await sleep(turn * 25);
      await convert();
    }),
  ]);
  await convert();
  expect(await waiting(rsid)).toEqual([]);
  const rates = [500_000n, 2_000_000n, 100_000n];
  const total = Array.from({ length: 760 }, (_, n) => BigInt(n * 100 + 1) * (rates[n % 3] ?? 0n)).reduce((sum, amount) => sum + amount, 0n);
  expect(await report(rsid, "product", ["orders", "occurrences", "revenue"])).toEqual({ Boot: [760, 760, cents(total)] });
}, 60_000);

test(`CY1 CY2 whatever the order of hits and rates, reports have the exact sums, and amounts without a rate wait (seed ${SEED})`, async () => {
  const chance = chanceOf(SEED);
  const days = ["2026-03-01", "2026-03-02", "2026-03-03"];
  for (let round = 0; round < 6; round++) {
    const rsid = await suite({ timeZone: "UTC" });
    const rates = new Map(days.flatMap((day) => ["USD", "JPY", "GBP"].map((from) => [`${day} ${from}`, decimal(chance, 1, chance(13))] as const)));
    const given = new Set<string>();
    const sent: Sent[] = [];
    for (let step = 0; step < 12; step++) {
      if (chance(3) === 0) {
        const keys = [...rates.keys()].filter(() => chance(3) === 0);
        for (const key of keys) given.add(key);
        if (keys.length > 0)
          await give(
            rsid,
            keys.map((key) => ({ day: key.slice(0, 10), from: key.slice(11), rate: rates.get(key) ?? "" })),
          );
        continue;
      }
      const hits = Array.from({ length: 1 + chance(6) }, () => ({
        day: days[chance(days.length)] ?? "",
        currency: ["USD", "JPY", "GBP", "EUR", ""][chance(5)] ?? "",
        lines: Array.from({ length: 1 + chance(3) }, () => ({ name: `P${chance(4)}`, units: 1 + chance(3), price: decimal(chance, 3, chance(5)) })),
        fee: decimal(chance, 2, 2),
        second: chance(86_000),
      }));
      sent.push(...hits);
      await sendHits(
        server,
        rsid,
        ...hits.map(({ day, currency, lines, fee, second }, index) => ({
          at: new Date(Date.parse(`${day}T00:00:00Z`) + second * 1_000).toISOString(),
          vid: `V${step}-${index}`,
          pageName: "p",
          events: `purchase,event5=${fee}`,
          products: lines.map(({ name, units, price }) => `;${name};${units};${price}`).join(","),
          ...(currency !== "" && { cc: currency }),
        })),
      );
    }
    const rateOf = ({ day, currency }: Sent) =>
      ["", "EUR"].includes(currency) ? "1" : given.has(`${day} ${currency}`) ? (rates.get(`${day} ${currency}`) ?? "") : null;
    const expected: Record<string, readonly number[]> = {};
    for (const name of ["P0", "P1", "P2", "P3"]) {
      let [orders, units, revenue, fees] = [0, 0, 0n, 0n];
      for (const hit of sent) {
        const lines = hit.lines.filter((line) => line.name === name);
        if (lines.length === 0) continue;
        const rate = rateOf(hit);
        orders += 1;
        for (const line of lines) {
          units += line.units;
          if (rate !== null) revenue += rounded8(line.price, rate);
        }
        if (rate !== null) fees += rounded8(hit.fee, rate);
      }
      if (orders > 0) expected[name] = [orders, units, cents(revenue), cents(fees)];
    }
    expect(await report(rsid, "product", ["orders", "units", "revenue", "event5"]), `round ${round}, seed ${SEED}`).toEqual(expected);
    const left = sent.filter((hit) => rateOf(hit) === null);
    const counts = new Map<string, number>();
    for (const { day, currency } of left) counts.set(`${day} ${currency}`, (counts.get(`${day} ${currency}`) ?? 0) + 1);
    expect(Object.fromEntries((await waiting(rsid)).map(({ day, currency, hits }) => [`${day} ${currency}`, hits]))).toEqual(Object.fromEntries(counts));
    const sum = (hits: readonly { revenue: string }[]) => hits.reduce((total, { revenue }) => total + rounded8(revenue, "1"), 0n);
    expect(sum(await waiting(rsid))).toBe(left.flatMap(({ lines }) => lines).reduce((total, { price }) => total + rounded8(price, "1"), 0n));
  }
}, 120_000);

interface Sent {
  readonly day: string;
  readonly currency: string;
  readonly lines: readonly { readonly name: string; readonly units: number; readonly price: string }[];
  readonly fee: string;
}

/** A product in hundred-millionths, by whole-number fractions; halves are rounded away from zero. */
function rounded8(amount: string, rate: string): bigint {
  const fraction = (text: string): [bigint, bigint] => [BigInt(text.replace(".", "")), 10n ** BigInt(text.split(".")[1]?.length ?? 0)];
  const [[a, b], [c, d]] = [fraction(amount), fraction(rate)];
  return (2n * a * c * 100_000_000n + b * d) / (2n * b * d);
}

function cents(hundredMillionths: bigint): number {
  return Number((hundredMillionths + 500_000n) / 1_000_000n) / 100;
}

/** A random positive decimal with at most these digits before and behind its point. */
function decimal(chance: (below: number) => number, whole: number, places: number): string {
  const digits = Array.from({ length: places }, () => chance(10)).join("");
  return `${1 + chance(10 ** whole - 1)}${places === 0 ? "" : `.${digits}`}`;
}

function chanceOf(seed: number): (below: number) => number {
  const word = randomWords(seed * 0x9e3779b9);
  return (below) => word() % below;
}
