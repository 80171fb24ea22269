import { changeReportSuite } from "@rapport/contract/report-suites";
import { testRounds } from "@rapport/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../testing/index.ts";
import { daysAgo, report, totals } from "./online.fixture.ts";
import { asked, chanceOf, METRICS, order, refund, suiteOfOrders, type OrderSuite, type Sent } from "./returns.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

describe("a refund takes the order's values, whichever comes first", () => {
  const CASES: Readonly<Record<string, { sent: readonly Sent[]; products: object; plans: object; totals: number[] }>> = {
    "one of two boots by its id alone is one Boot back": {
      sent: [refund("O1", { products: [{ product_id: "p1", quantity: 1 }] })],
      products: { Boot: [1, 1, 20, 20], Sock: [1, 4, 10, 0] },
      plans: { gold: [1, 5, 35, 20] },
      totals: [1, 5, 35, 20, 2, 1],
    },
    "by name when no id is sent": {
      sent: [refund("O1", { products: [{ name: "Sock", quantity: 3 }] })],
      products: { Boot: [1, 2, 40, 0], Sock: [1, 1, 2.5, 7.5] },
      plans: { gold: [1, 3, 47.5, 7.5] },
      totals: [1, 3, 47.5, 7.5, 2, 1],
    },
    "without products it is the whole order": {
      sent: [refund("O1")],
      products: { Boot: [0, 0, 0, 40], Sock: [0, 0, 0, 10] },
      plans: { gold: [0, 0, 0, 55] },
      totals: [0, 0, 0, 55, 2, 1],
    },
    "the rest, after a part": {
      sent: [refund("O1", { products: [{ sku: "p1", quantity: 1, price: 15 }] }), refund("O1", {})],
      products: { Boot: [0, 0, 0, 40], Sock: [0, 0, 0, 10] },
      plans: { gold: [0, 0, 0, 55] },
      totals: [0, 0, 0, 55, 3, 1],
    },
    "only as much as there was: the third of three boots is left out": {
      sent: [1, 2, 3].map(() => refund("O1", { products: [{ product_id: "p1", quantity: 1 }] })),
      products: { Boot: [1, 0, 0, 40], Sock: [1, 4, 10, 0] },
      plans: { gold: [1, 4, 15, 40] },
      totals: [1, 4, 15, 40, 4, 1],
    },
  };

  for (const [name, { sent, ...expected }] of Object.entries(CASES)) {
    test(`D10 RT3 RT4 RT6 RT7 ${name}`, async () => {
      const after = await suiteOfOrders(server);
      await after.send(order("O1"));
      for (const call of sent) await after.send(call);
      const before = await suiteOfOrders(server);
      for (const call of sent) await before.send(call);
      await before.send(order("O1"));
      const together = await suiteOfOrders(server);
      await together.send(...sent, order("O1"));
      for (const suite of [after, before, together]) expect(await suite.numbers()).toMatchObject(expected);
    });
  }
});

test("RT4 what a call gives back is not an occurrence of any value, whichever comes first", async () => {
  const calls = [refund("O1", { products: [{ product_id: "p1", quantity: 1 }] }), refund("O1", { total: 90 })];
  const after = await suiteOfOrders(server);
  for (const call of [order("O1"), ...calls]) await after.send(call);
  const before = await suiteOfOrders(server);
  for (const call of [...calls, order("O1")]) await before.send(call);
  for (const suite of [after, before])
    expect(await report(server, suite, { dimension: "evar1", metrics: ["occurrences", "units"] })).toEqual({ gold: [1, 5], later: [2, 0] });
});

describe("what cannot be given back is told beside quarantine", () => {
  test("RT6 more than was left: none of it counts, whichever came first", async () => {
    const calls = [
      refund("O1", { total: 40 }),
      refund("O1", { total: 15.01 }),
      refund("O1", { products: [{ sku: "p1", quantity: 3 }] }),
      refund("O1", { total: 15 }),
    ];
    const after = await suiteOfOrders(server);
    for (const call of [order("O1"), ...calls]) await after.send(call);
    const before = await suiteOfOrders(server);
    await before.send(...calls, order("O1"));
    for (const suite of [after, before]) {
      expect(await totals(server, suite, ...METRICS)).toEqual([0, 0, 0, 55]);
      expect(await suite.told()).toEqual(["refund.beyond_order O1: 15", "refund.beyond_order O1: 2"]);
    }
  });

  test("RT6 a product that the order does not have", async () => {
    const suite = await suiteOfOrders(server);
    await suite.send(order("O1"), refund("O1", { products: [{ product_id: "p3", quantity: 1, price: 1 }] }));
    expect(await totals(server, suite, ...METRICS)).toEqual([1, 6, 55, 0]);
    expect(await suite.told()).toEqual(["refund.beyond_order O1: 0"]);
  });

  test("RT5 an order that came while storage was off: the visitor's own values count at once", async () => {
    const suite = await suiteOfOrders(server, { transactionIdStorage: false });
    await suite.send(order("O1"));
    await server.api(changeReportSuite, { params: { rsid: suite.rsid }, body: { transactionIdStorage: true } });
    await suite.send(refund("O1", { products: [{ product_id: "p1", quantity: 1, price: 20 }] }), refund("O1", { total: 35 }));
    expect(await report(server, suite, { dimension: "evar1", metrics: METRICS })).toEqual({ gold: [1, 6, 55, 0], later: [-1, -1, -55, 55] });
    expect(await suite.told()).toEqual(["refund.seen_while_storage_off O1", "refund.seen_while_storage_off O1"]);
  });

  test("RT3 RT4 a refund of an order that never comes counts what it says, and its id stays unknown", async () => {
    const suite = await suiteOfOrders(server);
    await suite.send(refund("O1", { products: [{ product_id: "p1", quantity: 1, price: 20 }] }), refund("O2"));
    expect(await report(server, suite, { dimension: "evar1", metrics: METRICS })).toEqual({ later: [0, -1, -20, 20] });
    expect(await suite.told()).toEqual([]);
    await suite.send(order("O1"));
    expect(await totals(server, suite, ...METRICS)).toEqual([1, 5, 35, 20]);
  });
});

test("RT1 RT2 a row that names an order or a visitor and takes something back is a return; without an id it lowers gross", async () => {
  const suite = await suiteOfOrders(server);
  await suite.send(order("O1"));
  const source = await newSource(server, { rsid: suite.rsid });
  const row = (...cells: readonly string[]) => [daysAgo(0), ...cells].join("\t");
  const file = lines(
    ["Date", "transactionID", "VisitorID", "Orders", "Quantity", "Price"].join("\t"),
    // Two returns of the same order: neither knows of the other, or of what the order had.
    row("O1", "", "", "-1", "-40"),
    row("O1", "", "", "-1", "-40"),
    row("never", "u1", "", "", "-1"),
    row("", "u1", "", "-1", ""),
    row("", "u1", "-1", "", ""),
    row("", "later", "", "", "-2"),
    row("never", "", "", "", "-3"),
    row("", "", "", "", "-5"),
  );
  expect(await source.load(file)).toMatchObject({ linkedByTransaction: 2, linkedByCustomer: 3, unlinked: 2, summary: 1 });
  const returned = 40 + 40 + 1 + 2 + 3;
  expect(await totals(server, suite, "grossrevenue", "returnedrevenue", "revenue")).toEqual([55 - 5, returned, 50 - returned]);
  await suite.send({ ...order("O2", { total: 7 }), userId: "later" });
  expect(await totals(server, suite, "grossrevenue", "returnedrevenue", "revenue")).toEqual([57, returned, 57 - returned]);
});

const SEED = Number(process.env["RAPPORT_SEED"] ?? Math.floor(Math.random() * 1_000_000));

describe("whatever the order of arrival", () => {
  for (const seed of Array.from({ length: testRounds }, (_, round) => SEED + round))
    test(`RT3 RT4 RT6 orders and refunds in another mixture and division end in the same numbers (seed ${seed})`, async () => {
      const chance = chanceOf(seed);
      const orders = Array.from({ length: 6 }, (_, n) => ({ ...order(`O${n}`, { plan: `plan ${n}`, total: 40 + chance(20) }), userId: `u${chance(3)}` }));
      const refunds = Array.from({ length: 16 }, () => ({ ...refund(`O${chance(7)}`, asked(chance)), userId: `u${chance(3)}` }));
      const all: Awaited<ReturnType<typeof state>>[] = [];
      for (let time = 0; time < 3; time++) {
        const suite = await suiteOfOrders(server);
        // Refunds keep their order, and so do orders, because which of two comes first decides what is left.
        const [before, after] = [[...orders], [...refunds]];
        const mixed: Sent[] = [];
        while (before.length + after.length > 0) mixed.push(...(chance(before.length + after.length) < before.length ? before : after).splice(0, 1));
        while (mixed.length > 0) await suite.send(...mixed.splice(0, 1 + chance(8)));
        all.push(await state(suite));
      }
      expect(all[1]).toEqual(all[0]);
      expect(all[2]).toEqual(all[0]);
      expect(all[0]?.totals[3]).toBeGreaterThan(0);
    });
});

/** What reports and quarantine say, without visits, which depend on what came first. */
async function state(suite: OrderSuite) {
  const { products, plans } = await suite.numbers();
  return { products, plans, totals: await totals(server, suite, ...METRICS, "occurrences"), told: await suite.told() };
}
