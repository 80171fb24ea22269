import { getCurrencyRates, getQuarantine, putCurrencyRates } from "@rapport/contract/report-suites";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testServer, type TestServer } from "../testing/index.ts";
import { report, totals } from "./online.fixture.ts";
import { chanceOf, METRICS, order, refund, suiteOfOrders, type OrderSuite, type Sent } from "./returns.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";

/** Orders and refunds in other currencies than the suite's, which is EUR; its days are UTC's. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const suiteOf = async () => await suiteOfOrders(server, { currency: "EUR", timeZone: "UTC" });
const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, "2026-01-31".length);
const on = (days: number, call: Sent): Sent => ({ ...call, timestamp: `${dayBefore(days)}T10:00:00.000Z` });
const usd = { currency: "USD" };

async function give(suite: OrderSuite, days: number, rate: string, from = "USD"): Promise<void> {
  await server.api(putCurrencyRates, { params: { rsid: suite.rsid }, body: { rates: [{ day: dayBefore(days), from, rate }] } });
}

async function waiting(suite: OrderSuite): Promise<string[]> {
  const { waitingAmounts } = await server.api(getQuarantine, { params: { rsid: suite.rsid } });
  return waitingAmounts.map(({ day, currency, to, hits, revenue }) => `${day} ${currency} ${to} ${hits} ${revenue}`);
}

describe("money of a refund", () => {
  /** An order of 55 dollars six days ago; two days ago refunds of a boot, of 10 dollars, and of too much. */
  const CALLS = [
    on(6, order("O1", usd)),
    on(2, refund("O1", { ...usd, products: [{ product_id: "p1", quantity: 1 }] })),
    on(2, refund("O1", { ...usd, total: 10 })),
  ];
  const BEYOND = on(2, refund("O1", { ...usd, total: 25.01 }));

  test.each([
    ["rates, order, refunds", ["rates", 0, 1, 2, 3]],
    ["order, refunds, rates", [0, 1, 2, 3, "rates"]],
    ["refunds, rates, order", [1, 2, 3, "rates", 0]],
    ["refunds, order, rates", [1, 2, 3, 0, "rates"]],
  ] as const)("RT6 CY1 CY2 in its order's currency is weighed in it, and changed by the rate of the refund's day: %s", async (_, steps) => {
    const suite = await suiteOf();
    for (const step of steps) {
      if (step === "rates") {
        await give(suite, 6, "0.5");
        await give(suite, 2, "0.8");
      } else await suite.send([...CALLS, BEYOND][step] ?? BEYOND);
    }
    await vi.waitFor(
      async () => {
        expect(await waiting(suite)).toEqual([]);
        expect(await totals(server, suite, ...METRICS)).toEqual([1, 5, 27.5 - 0.8 * 30, 0.8 * 30]);
      },
      { timeout: 20_000, interval: 200 },
    );
    expect(await suite.told()).toEqual(["refund.beyond_order O1: 25 USD"]);
    expect(await report(server, suite, { dimension: "product", metrics: METRICS })).toEqual({
      Boot: [1, 1, 20 - 16, 16],
      Sock: [1, 4, 5, 0],
      ...unspecified(-8, 8),
    });
    expect((await server.api(getCurrencyRates, { params: { rsid: suite.rsid } })).rates).toMatchObject([{ used: true }, { used: true }]);
  });

  test("CY2 waits for the rate of its day and is shown by day and currency; its units count at once", async () => {
    const suite = await suiteOf();
    await give(suite, 6, "0.5");
    await suite.send(...CALLS, BEYOND);
    expect(await waiting(suite)).toEqual([`${dayBefore(2)} USD EUR 2 -30`]);
    expect(await totals(server, suite, ...METRICS)).toEqual([1, 5, 27.5, 0]);
    await suite.send(on(2, refund("O1", usd)));
    expect(await waiting(suite)).toEqual([`${dayBefore(2)} USD EUR 3 -55`]);
    expect(await totals(server, suite, ...METRICS)).toEqual([0, 0, 27.5, 0]);
    await give(suite, 2, "0.5");
    await vi.waitFor(async () => expect(await totals(server, suite, ...METRICS)).toEqual([0, 0, 0, 27.5]), { timeout: 20_000, interval: 200 });
    expect(await waiting(suite)).toEqual([]);
    expect(await report(server, suite, { dimension: "evar1", metrics: METRICS })).toEqual({ gold: [0, 0, 0, 27.5] });
  });

  test("RT7 CY1 that names none is its order's: calls and rows without money give back the order's own", async () => {
    const suite = await suiteOf();
    const source = await newSource(server, { rsid: suite.rsid, type: "refund" });
    await give(suite, 6, "0.5");
    await suite.send(CALLS[0] ?? BEYOND, on(2, refund("O1", { products: [{ product_id: "p1", quantity: 1 }] })));
    const [year, month, day] = dayBefore(1).split("-");
    const receipt = await source.load(
      lines("Date\ttransactionID\tProduct\tQuantity", `${month}/${day}/${year}\tO1\tSock\t4`, `${month}/${day}/${year}\tO1\tSock\t1`),
    );
    expect(receipt).toMatchObject({ linkedByTransaction: 1, rejected: 1 });
    expect((await waiting(suite)).toSorted()).toEqual([`${dayBefore(2)} USD EUR 1 -20`, `${dayBefore(1)} USD EUR 1 -10`].toSorted());
    await give(suite, 2, "0.8");
    await give(suite, 1, "0.9");
    await vi.waitFor(async () => expect(await waiting(suite)).toEqual([]), { timeout: 20_000, interval: 200 });
    expect(await totals(server, suite, ...METRICS)).toEqual([1, 1, 27.5 - 25, 25]);
  });
});

describe("a refund in another currency than its order", () => {
  test("RT6 CY1 CY6 is weighed in the suite's by the order's rate of its day: a file in euros for an order in dollars, then dollars again", async () => {
    const suite = await suiteOf();
    const source = await newSource(server, { rsid: suite.rsid, type: "refund" });
    await give(suite, 6, "0.5");
    await give(suite, 2, "0.8");
    await suite.send(on(6, order("O1", usd)));
    const [year, month, day] = dayBefore(1).split("-");
    const row = (price: number) => `${month}/${day}/${year}\tO1\t${price}`;
    const receipt = await source.load(lines("Date\ttransactionID\tPrice", row(20), row(7.51)));
    expect(receipt).toMatchObject({ linkedByTransaction: 1, rejected: 1, rejectedRows: [{ params: { of: "revenue", left: "7.5" } }] });
    await suite.send(on(2, refund("O1", { ...usd, total: 15.01 })), on(2, refund("O1", { ...usd, total: 15 })));
    expect(await suite.told()).toEqual(["refund.beyond_order O1: 15 USD"]);
    // Everything left in dollars is the whole rest.
    expect(await totals(server, suite, ...METRICS)).toEqual([0, 0, 27.5 - 32, 32]);
  });

  test("RT6 CY2 waits for both rates, whichever comes first, and counts by them", async () => {
    const suite = await suiteOf();
    await suite.send(
      on(6, order("O1", { total: 55 })),
      on(2, refund("O1", { ...usd, total: 40 })),
      on(2, refund("O1", { ...usd, products: [{ name: "Boot", quantity: 1, price: 90 }] })),
    );
    expect(await totals(server, suite, ...METRICS)).toEqual([1, 5, 55, 0]);
    await give(suite, 2, "0.5");
    await vi.waitFor(async () => expect(await totals(server, suite, ...METRICS)).toEqual([1, 6, 35, 20]), { timeout: 20_000, interval: 200 });
    expect(await suite.told()).toEqual(["refund.beyond_order O1: 40"]);
    expect(await waiting(suite)).toEqual([]);
  });
});

const SEED = Number(process.env["RAPPORT_SEED"] ?? Math.floor(Math.random() * 1_000_000));

test(
  `RT6 CY1 CY2 whatever the order of hits and rates, orders and their refunds end in the sums of plain loops (seed ${SEED})`,
  { timeout: 120_000 },
  async () => {
    const chance = chanceOf(SEED);
    const RATES: Readonly<Record<string, readonly number[]>> = { EUR: [1, 1, 1], USD: [0.5, 0.75, 0.25], GBP: [1.25, 1.5, 2] };
    const orders = Array.from({ length: 5 }, (_, n) => {
      const currency = ["EUR", "USD", "GBP"][chance(3)] ?? "EUR";
      return { id: `O${n}`, currency, total: 40 + chance(20) };
    });
    const refunds = Array.from({ length: 14 }, () => ({ of: chance(5), total: 1 + chance(25), days: chance(3) }));
    let [gross, returned] = [0, 0];
    const left = orders.map(({ total }) => total);
    for (const { currency, total } of orders) gross += total * (RATES[currency]?.[2] ?? 0);
    for (const { of, total, days } of refunds) {
      if (total > (left[of] ?? 0)) continue;
      left[of] = (left[of] ?? 0) - total;
      returned += total * (RATES[orders[of]?.currency ?? ""]?.[days] ?? 0);
    }
    for (let time = 0; time < 2; time++) {
      const suite = await suiteOf();
      const rates = ["USD", "GBP"].flatMap((from) => [0, 1, 2].map((days) => async () => await give(suite, days, String(RATES[from]?.[days]), from)));
      const queues: (() => Promise<void>)[][] = [
        rates,
        orders.map(
          ({ id, ...money }) =>
            async () =>
              await suite.send({ ...order(id, money), timestamp: `${dayBefore(2)}T10:00:00.000Z` }),
        ),
        refunds.map(({ of, total, days }) => async () => {
          const { id, currency } = orders[of] ?? { id: "", currency: "" };
          await suite.send({ ...refund(id, { total, currency }), timestamp: `${dayBefore(days)}T00:00:00.001Z` });
        }),
      ];
      while (queues.some((queue) => queue.length > 0)) await queues[chance(3)]?.shift()?.();
      await vi.waitFor(async () => expect(await totals(server, suite, "grossrevenue", "returnedrevenue")).toEqual([gross, returned]), {
        timeout: 20_000,
        interval: 200,
      });
      expect(await waiting(suite)).toEqual([]);
    }
  },
);

/** The part of the order that belongs to no product. */
function unspecified(revenue: number, returned: number): Record<string, number[]> {
  return { Unspecified: [0, 0, revenue, returned] };
}
