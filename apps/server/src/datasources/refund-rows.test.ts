import { undoUpload } from "@rapport/contract/data-sources";
import { changeReportSuite } from "@rapport/contract/report-suites";
import { testRounds } from "@rapport/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../testing/index.ts";
import { daysAgo, report, totals } from "./online.fixture.ts";
import { asked, chanceOf, METRICS, order, refund, suiteOfOrders, type OrderSuite, type Sent } from "./returns.fixture.ts";
import { lines, newSource, type TestSource } from "./uploads.fixture.ts";

/** Files of refunds. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

interface Row {
  readonly id?: string;
  readonly customer?: string;
  readonly product?: string;
  readonly orders?: number;
  readonly quantity?: number;
  readonly price?: number;
  readonly plan?: string;
}
const HEADER = ["Date", "transactionID", "VisitorID", "Product", "Orders", "Quantity", "Price", "Evar 1"].join("\t");
const line = ({ id = "O1", customer, product, orders, quantity, price, plan }: Row) =>
  [daysAgo(0, "/00/00/00"), id, customer, product, orders, quantity, price, plan].map((cell) => String(cell ?? "")).join("\t");
const file = (...rows: readonly Row[]) => lines(HEADER, ...rows.map(line));

async function sourceOf(suite: OrderSuite, more: Partial<Parameters<typeof newSource>[1]> = {}): Promise<TestSource> {
  return await newSource(server, { rsid: suite.rsid, type: "refund", ...more });
}

async function suiteWithSource(settings: Parameters<typeof suiteOfOrders>[1] = {}): Promise<{ suite: OrderSuite; source: TestSource }> {
  const suite = await suiteOfOrders(server, settings);
  return { suite, source: await sourceOf(suite) };
}

describe("a row takes the order's values, whichever comes first", () => {
  const CASES: Readonly<Record<string, { rows: readonly Row[]; products: object; plans: object; totals: number[] }>> = {
    "one of two boots by its SKU alone is one Boot back": {
      rows: [{ product: "p1", quantity: 1 }],
      products: { Boot: [1, 1, 20, 20], Sock: [1, 4, 10, 0] },
      plans: { gold: [1, 5, 35, 20] },
      totals: [1, 5, 35, 20],
    },
    "by name, with a minus": {
      rows: [{ product: "Sock", quantity: -3 }],
      products: { Boot: [1, 2, 40, 0], Sock: [1, 1, 2.5, 7.5] },
      plans: { gold: [1, 3, 47.5, 7.5] },
      totals: [1, 3, 47.5, 7.5],
    },
    "by its id alone it is the whole order": {
      rows: [{}],
      products: { Boot: [0, 0, 0, 40], Sock: [0, 0, 0, 10] },
      plans: { gold: [0, 0, 0, 55] },
      totals: [0, 0, 0, 55],
    },
    "the rest, after a part": {
      rows: [{ product: "p1", quantity: 1, price: 15 }, {}],
      products: { Boot: [0, 0, 0, 40], Sock: [0, 0, 0, 10] },
      plans: { gold: [0, 0, 0, 55] },
      totals: [0, 0, 0, 55],
    },
    "only as much as there was: the third of three boots is left out": {
      rows: [1, 2, 3].map(() => ({ product: "p1", quantity: -1 })),
      products: { Boot: [1, 0, 0, 40], Sock: [1, 4, 10, 0] },
      plans: { gold: [1, 4, 15, 40] },
      totals: [1, 4, 15, 40],
    },
    "its own value wins over the order's": {
      rows: [{ price: -5, plan: "outlet" }],
      products: {},
      plans: { gold: [1, 6, 55, 0], outlet: [0, 0, -5, 5] },
      totals: [1, 6, 50, 5],
    },
  };

  for (const [name, { rows, ...expected }] of Object.entries(CASES)) {
    test(`D10 RT3 RT6 RT7 FU20 of kind refund: ${name}`, async () => {
      const after = await suiteWithSource();
      await after.suite.send(order("O1"));
      const tried = await after.source.dryRun(file(...rows));
      const receipt = await after.source.load(file(...rows));
      expect({ ...tried, jobId: receipt.jobId }).toEqual(receipt);
      const before = await suiteWithSource();
      const waited = await before.source.load(file(...rows));
      expect(waited).toMatchObject({ rowsRead: rows.length, unlinked: rows.length, unlinkedReasons: { unknown: rows.length } });
      await before.suite.send(order("O1"));
      for (const { suite } of [after, before]) {
        const { totals: all, ...numbers } = await suite.numbers();
        expect({ ...numbers, totals: all.slice(0, 4) }).toMatchObject(expected);
      }
      const beyond = name.startsWith("only as much") ? 1 : 0;
      const linkedByTransaction = rows.length - beyond;
      expect(receipt).toMatchObject({ rowsRead: rows.length, linkedByTransaction, unlinked: 0, rejected: beyond });
      // A row that waited stays unlinked with that reason.
      const linked = await before.source.receipt(waited.jobId);
      expect(linked).toMatchObject({ linkedByTransaction, unlinked: beyond, unlinkedReasons: beyond === 0 ? {} : { beyond_order: 1 }, rejected: 0 });
    });
  }
});

describe("a row beyond its order", () => {
  test("RT6 is rejected in its file with what is left; in a file that waited it stays unlinked", async () => {
    const { suite, source } = await suiteWithSource();
    await suite.send(order("O1"));
    const rows: Row[] = [{ price: 40 }, { price: 15.01 }, { product: "p1", quantity: 3 }, { product: "Glove", quantity: 1 }, { price: -15 }, {}];
    const receipt = await source.load(file(...rows));
    expect(receipt).toMatchObject({ rowsRead: 6, linkedByTransaction: 2, rejected: 4, unlinked: 0 });
    expect(receipt.rejectedRows.map(({ line: at, column, value, code, params }) => ({ at, column, value, code, ...params }))).toEqual([
      { at: 3, column: "Price", value: "15.01", code: "refund.beyond_order", of: "revenue", left: "15" },
      { at: 4, column: "Quantity", value: "3", code: "refund.beyond_order", of: "product.units", left: "2" },
      { at: 5, column: "Product", value: "Glove", code: "refund.beyond_order", of: "product", left: "0" },
      { at: 7, column: "transactionID", value: "O1", code: "refund.beyond_order", of: "revenue", left: "0" },
    ]);
    expect(receipt.rejectedRows[0]?.message).toBe("The row takes back more money than is left of the order: 15.");
    const wrong = await server.inject({ url: `/api/uploads/${receipt.jobId}/rejected`, headers: { authorization: `Bearer ${server.apiKey}` } });
    expect(wrong.body).toBe(lines(HEADER, ...[1, 2, 3, 5].map((at) => line(rows[at] ?? {}))));
    expect(await totals(server, suite, ...METRICS)).toEqual([0, 0, 0, 55]);
  });

  test("RT6 E5 refuses a strict file: all rows or none, and what the others had taken is free again", async () => {
    const { suite } = await suiteWithSource();
    const source = await sourceOf(suite, { mode: "strict" });
    await suite.send(order("O1"));
    const receipt = await source.load(file({ price: 40 }, { price: 40 }, { id: "O2", price: 1 }));
    expect(receipt).toMatchObject({ status: "failure", error: { code: "file.strict" }, rowsRead: 3, rejected: 3 });
    expect(receipt.rejectedRows).toMatchObject([{ line: 3, code: "refund.beyond_order", params: { of: "revenue", left: "15" } }]);
    expect(await totals(server, suite, ...METRICS)).toEqual([1, 6, 55, 0]);
    await suite.send(order("O2"), refund("O1", { total: 55 }));
    expect(await totals(server, suite, ...METRICS)).toEqual([1, 6, 55, 55]);
    expect(await source.load(file({ id: "O2", price: 40 }, { id: "O2", price: 15 }))).toMatchObject({ status: "success", linkedByTransaction: 2 });
  });

  test("RT6 rows, other files and calls take from one order what is left of it", async () => {
    const { suite, source } = await suiteWithSource();
    const other = await sourceOf(suite);
    await suite.send(order("O1"), refund("O1", { products: [{ product_id: "p1", quantity: 1 }] }));
    expect(await source.load(file({ product: "p1", quantity: 1 }))).toMatchObject({ linkedByTransaction: 1 });
    expect(await other.load(file({ product: "p1", quantity: 1 }, { product: "Sock", quantity: 4 }))).toMatchObject({ linkedByTransaction: 1, rejected: 1 });
    await suite.send(refund("O1", { products: [{ name: "Sock", quantity: 1 }] }));
    expect(await suite.told()).toEqual(["refund.beyond_order O1: 0"]);
    expect(await totals(server, suite, ...METRICS)).toEqual([1, 0, 5, 50]);
  });
});

test("RT6 FU9 undoing an upload frees what it took, and refunds that had gone beyond count instead; the same file loads again", async () => {
  const { suite, source } = await suiteWithSource();
  const other = await sourceOf(suite);
  await suite.send(order("O1"));
  const before = await suite.numbers();
  const taken = file({ price: 40 });
  const { jobId } = await source.load(taken);
  await server.api(undoUpload, { params: { jobId } });
  expect(await suite.numbers()).toEqual(before);
  const { jobId: again } = await source.load(taken);
  expect(await other.load(file({ price: 20 }))).toMatchObject({ rejected: 1 });
  await suite.send(refund("O1", { total: 30 }));
  expect(await suite.told()).toEqual(["refund.beyond_order O1: 15"]);
  const undone = await server.api(undoUpload, { params: { jobId: again } });
  expect(undone).toMatchObject({ linkedByTransaction: 1 });
  expect(await suite.told()).toEqual([]);
  expect(await totals(server, suite, ...METRICS)).toEqual([1, 6, 25, 30]);
  // The order comes after a waiting file is undone.
  const { jobId: waits } = await source.load(file({ id: "O2" }, { id: "O2", price: 5 }));
  await server.api(undoUpload, { params: { jobId: waits } });
  await suite.send(order("O2"));
  expect(await totals(server, suite, ...METRICS)).toEqual([2, 12, 80, 30]);
});

describe("without the values of an order", () => {
  test("RT3 RT4 a row counts what it says until its order comes, or nothing without amounts; its id stays unknown", async () => {
    const { suite, source } = await suiteWithSource();
    const { jobId } = await source.load(file({ product: "p1", quantity: 1, price: 20, plan: "own" }, { id: "O2" }, { id: "O3", price: 7 }));
    expect(await report(server, suite, { dimension: "evar1", metrics: METRICS })).toEqual({ own: [0, -1, -20, 20] });
    expect(await totals(server, suite, ...METRICS, "occurrences")).toEqual([0, -1, -20, 20, 3]);
    await suite.send(order("O1"), order("O2"), order("O3"));
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 3, unlinked: 0 });
    expect(await totals(server, suite, ...METRICS, "occurrences")).toEqual([2, 11, 83, 82, 6]);
  });

  test("RT5 for an order from a time when storage was off, or older than its window, a row counts what it says, and the receipt says so", async () => {
    const { suite, source } = await suiteWithSource({ transactionIdStorage: false });
    await suite.send(order("O1"));
    await server.api(changeReportSuite, { params: { rsid: suite.rsid }, body: { transactionIdStorage: true, transactionIdWindowDays: 10 } });
    await suite.send({ ...order("O2"), timestamp: new Date(Date.now() - 11 * 86_400_000).toISOString() });
    const receipt = await source.load(file({ price: 60 }, { id: "O2", product: "p9", quantity: 9, price: 90 }, { id: "O2" }));
    expect(receipt).toMatchObject({ unlinked: 3, unlinkedReasons: { seen_while_storage_off: 1, expired: 2 }, rejected: 0 });
    expect(await totals(server, suite, ...METRICS)).toEqual([0, 3, -40, 150]);
  });

  test("RT4 RW1 a row that names its customer has their values until its order comes", async () => {
    const { suite, source } = await suiteWithSource();
    const { jobId } = await source.load(file({ customer: "c1", price: 5, product: "Sock" }, { customer: "c1", id: "O2", product: "Boot", quantity: 1 }));
    expect(await source.receipt(jobId)).toMatchObject({ unlinked: 2, unlinkedReasons: { unknown_visitor: 2 } });
    const early = new Date(Date.now() - 3 * 86_400_000).toISOString();
    await suite.send({ event: "Signed Up", userId: "c1", timestamp: early, properties: { plan: "member" } });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByCustomer: 2, unlinked: 0 });
    expect((await report(server, suite, { dimension: "product", metrics: METRICS }))["Sock"]).toEqual([0, 0, -5, 5]);
    await suite.send(order("O1"));
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 1, linkedByCustomer: 1 });
    await suite.send({ ...order("O2"), userId: "c1" });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 2, linkedByCustomer: 0 });
    expect(await report(server, suite, { dimension: "evar1", metrics: METRICS })).toEqual({ gold: [2, 11, 85, 25] });
  });

  test("LL1 RT4 without late linking a row counts what it says, and a row with only an order counts one order", async () => {
    const { suite, source } = await suiteWithSource({ lateLinking: false });
    const { jobId } = await source.load(file({ price: 7 }, { id: "O2" }));
    await suite.send(order("O1"), order("O2"));
    expect(await source.receipt(jobId)).toMatchObject({ unlinked: 2, unlinkedReasons: { unknown: 2 } });
    expect(await totals(server, suite, ...METRICS)).toEqual([0, 12, 103, 7]);
    expect(await source.load(file({ price: 55.01 }, { price: 55 }))).toMatchObject({ linkedByTransaction: 1, rejected: 1 });
  });
});

const SEED = Number(process.env["RAPPORT_SEED"] ?? Math.floor(Math.random() * 1_000_000));

describe("whatever the order of arrival", () => {
  for (const seed of Array.from({ length: testRounds }, (_, round) => SEED + round))
    test(`RT3 RT4 RT6 orders, calls and rows in another mixture and division end in the same numbers (seed ${seed})`, async () => {
      const chance = chanceOf(seed);
      const orders = Array.from({ length: 5 }, (_, n) => ({ ...order(`O${n}`, { plan: `plan ${n}`, total: 40 + chance(20) }), userId: `u${chance(3)}` }));
      const refunds = Array.from({ length: 12 }, (): Sent | Row => {
        const id = `O${chance(6)}`;
        return chance(2) === 0 ? { ...refund(id, asked(chance)), userId: `u${chance(3)}` } : { id, ...rowOf(asked(chance)) };
      });
      const all: object[] = [];
      for (let time = 0; time < 3; time++) {
        const { suite, source } = await suiteWithSource();
        // Refunds keep their order, because which of two comes first decides what is left.
        const [before, after] = [[...orders], [...refunds]];
        let rows: Row[] = [];
        const load = async () => {
          if (rows.length > 0) await source.load(file(...rows), { force: true });
          rows = [];
        };
        while (before.length + after.length > 0) {
          const [next] = (chance(before.length + after.length) < before.length ? before : after).splice(0, 1);
          if (next === undefined) continue;
          if (!("event" in next)) rows.push(next);
          if ("event" in next || chance(3) === 0) await load();
          if ("event" in next) await suite.send(next);
        }
        await load();
        const { products, plans, totals: numbers } = await suite.numbers();
        all.push({ products, plans, numbers: numbers.slice(0, 4), told: await suite.told() });
      }
      expect(all[1]).toEqual(all[0]);
      expect(all[2]).toEqual(all[0]);
    }, 120_000);
});

/** The same as a row. */
function rowOf({ total, products: [product] = [] }: ReturnType<typeof asked>): Row {
  if (product === undefined) return total === undefined ? {} : { price: total };
  const [name, quantity, price] = [product["product_id"] ?? product["name"] ?? product["sku"], Number(product["quantity"]), product["price"]];
  return { product: String(name), quantity, ...(price !== undefined && { price: Number(price) * quantity }) };
}
