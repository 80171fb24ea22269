import type { TransactionId } from "@rapport/contract";
import { undoUpload } from "@rapport/contract/data-sources";
import { changeReportSuite, getTransaction, type ReportSuite, type SuiteSettings } from "@rapport/contract/report-suites";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { daysAgo, hits, minutesAgo, report, totals } from "./online.fixture.ts";
import { lines, newSource, type TestSource } from "./uploads.fixture.ts";

/** The acceptance cases of the join, through the public endpoints. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

interface Place {
  readonly suite: ReportSuite;
  readonly source: TestSource;
  /** Loads rows under a header; the date of yesterday is added to each. */
  load(header: string, ...rows: readonly string[]): Promise<Awaited<ReturnType<TestSource["load"]>>>;
  send(...all: Parameters<typeof hits>[2][]): Promise<void>;
  by(dimension: string, ...metrics: string[]): Promise<Record<string, number[]>>;
  totals(...metrics: string[]): Promise<number[]>;
}

async function place(settings: Partial<SuiteSettings> = {}): Promise<Place> {
  const suite = await newSuite(server, { timeZone: "UTC", ...settings });
  const source = await newSource(server, { rsid: suite.rsid });
  return {
    suite,
    source,
    load: (header, ...rows) => source.load(lines(`Date\t${header}`, ...rows.map((row) => `${daysAgo(1)}\t${row}`))),
    send: (...all) => hits(server, suite.rsid, ...all),
    by: (dimension, ...metrics) => report(server, suite, { dimension, metrics }),
    totals: (...metrics) => totals(server, suite, ...metrics),
  };
}

const NEVER = { expiration: { kind: "never" } } as const;

describe("a row joins its transaction", () => {
  test("A1 only when the id was seen while storage was on", async () => {
    const { suite, load, send, by } = await place({ transactionIdStorage: false });
    await send({ vid: "c1", v1: "a", xact: "T1" });
    await server.api(changeReportSuite, { params: { rsid: suite.rsid }, body: { transactionIdStorage: true } });
    expect(await load("transactionID\tEvent 1", "T1\t5")).toMatchObject({ unlinked: 1, unlinkedReasons: { seen_while_storage_off: 1 } });
    expect(await by("evar1", "event1")).toEqual({ Unspecified: [5] });
  });
  test("A2 A3 and takes the value that was set on it or persisted to it", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", v1: "a" }, { vid: "c1", v2: "b", xact: "T1" });
    expect(await load("transactionID\tEvent 1", "T1\t5")).toMatchObject({ linkedByTransaction: 1 });
    expect(await by("evar1", "event1")).toEqual({ a: [5] });
    expect(await by("evar2", "event1")).toEqual({ b: [5] });
  });
  test("A4 A5 G13 J5 and shows its own value where it has one; the hit keeps its own", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", v1: "blue", v2: "water", events: "event1", xact: "1256" });
    await load("transactionID\tEvar 1\tEvar 3\tEvent 2", "1256\tyellow\tmountain\t1");
    expect(await by("evar1", "event1", "event2")).toEqual({ blue: [1, 0], yellow: [0, 1] });
    expect(await by("evar2", "event1", "event2")).toEqual({ water: [1, 1] });
    expect(await by("evar3", "event1", "event2")).toEqual({ Unspecified: [1, 0], mountain: [0, 1] });
  });
  test("A6 and fills a blank cell", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", v1: "a", xact: "T1" });
    await load("transactionID\tEvar 1\tEvent 1", "T1\t\t5");
    expect(await by("evar1", "event1")).toEqual({ a: [5] });
  });
  test("A7 whose hit comes later, with late linking off: it stays unlinked", async () => {
    const { load, send, by, source } = await place({ lateLinking: false });
    const { jobId } = await load("transactionID\tEvent 1", "T1\t5");
    await send({ vid: "c1", v1: "a", xact: "T1" });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 0, unlinked: 1 });
    expect(await by("evar1", "event1")).toEqual({ Unspecified: [5] });
    expect(await load("transactionID\tEvent 1", "T1\t7")).toMatchObject({ linkedByTransaction: 1 });
  });
  test("DEC2 LL1 whose hit comes later, with late linking on: it is linked then, and counts once throughout", async () => {
    const { load, send, by, source, totals: sum } = await place();
    const { jobId } = await load("transactionID\tEvar 2\tOrders\tPrice\tEvent 1", "T1\town\t-1\t-40\t5", "T2\t\t1\t10\t1");
    expect(await source.receipt(jobId)).toMatchObject({ unlinked: 2 });
    const before = await sum("occurrences", "orders", "revenue", "event1");
    await send({ vid: "c1", v1: "a", xact: "T1" });
    expect(await source.receipt(jobId)).toMatchObject({ rowsRead: 2, linkedByTransaction: 1, unlinked: 1 });
    expect(await by("evar1", "event1", "revenue")).toEqual({ a: [5, -40], Unspecified: [1, 10] });
    expect(await by("evar2", "event1")).toEqual({ own: [5], Unspecified: [1] });
    expect(await sum("occurrences", "orders", "revenue", "event1")).toEqual([before[0]! + 1, ...before.slice(1)]);
  });
  test("A8 J2b SN4 and one that was never seen makes none", async () => {
    const { suite, load, send, by } = await place({ lateLinking: false });
    await load("transactionID\tEvar 1\tEvent 1", "T1\trow\t5");
    const path = { rsid: suite.rsid, transactionId: "T1" as TransactionId };
    expect(await server.api(getTransaction, { params: path })).toMatchObject({ state: "unknown", snapshot: null });
    await send({ vid: "c1", v1: "a", xact: "T1" });
    expect(await server.api(getTransaction, { params: path })).toMatchObject({ state: "recorded", snapshot: { evar1: "a" } });
    expect(await by("evar1", "event1")).toEqual({ row: [5] });
  });
  test("A9 A10 SN1 of the first hit with the id, in that visit or another's", async () => {
    const { suite, load, send, by } = await place();
    await send({ vid: "c1", v1: "a", xact: "T1" }, { vid: "c1", v1: "b", xact: "T1" }, { vid: "c2", v1: "c", xact: "T1" });
    await load("transactionID\tEvent 1", "T1\t5");
    expect(await by("evar1", "event1")).toEqual({ a: [5] });
    expect(await server.api(getTransaction, { params: { rsid: suite.rsid, transactionId: "T1" as TransactionId } })).toMatchObject({
      state: "linked",
      visitor: "c1",
      rows: 1,
    });
  });
  test("A11 SN2 SN3 as it was then, whatever the visitor did afterwards", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", v1: "a", xact: "T1", ts: minutesAgo(300) }, { vid: "c1", v1: "z", ts: minutesAgo(120) });
    await load("transactionID\tEvent 1", "T1\t5");
    expect(await by("evar1", "event1")).toEqual({ a: [5] });
  });
  test("A12 J5 SN5 without changing the visitor: a later order takes nothing from the row", async () => {
    const { load, send, by } = await place({ variables: { evar5: NEVER } });
    await send({ vid: "c1", v1: "a", xact: "T1" });
    await load("transactionID\tEvar 5\tEvent 1", "T1\tx\t1");
    await send({ vid: "c1", events: "purchase", products: ";boots;1;40", purchaseID: "P1" });
    expect(await by("evar5", "orders", "event1")).toEqual({ Unspecified: [1, 0], x: [0, 1] });
  });
  test("A13 J5 without knowing of the transaction's other rows", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", v1: "a", xact: "T1" });
    await load("transactionID\tEvar 5\tEvent 1", "T1\tx\t1", "T1\t\t2");
    expect(await by("evar5", "event1")).toEqual({ x: [1], Unspecified: [2] });
  });
  test("A14 A15 J4 and takes its product and none of its metrics", async () => {
    const { load, send, by, totals: sum } = await place();
    await send({ vid: "c1", events: "purchase,event1", products: "shoes;boots;1;40", xact: "T1" });
    await load("transactionID\tPrice\tEvent 2", "T1\t-40\t1");
    expect(await by("product", "grossrevenue", "returnedrevenue", "event2")).toEqual({ boots: [40, 40, 1] });
    expect(await by("category", "revenue", "event2")).toEqual({ shoes: [0, 1] });
    expect(await sum("orders", "units", "revenue", "event1", "event2")).toEqual([1, 1, 0, 1, 1]);
  });
  test("A16 and takes neither props nor page", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", c1: "p", pageName: "Q", xact: "T1" });
    await load("transactionID\tEvent 1", "T1\t1");
    expect(await by("prop1", "event1")).toEqual({ Unspecified: [1] });
    expect(await by("page", "event1")).toEqual({ Unspecified: [1] });
  });
  test("A18 SN6 by either of the two ids of one hit", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", v1: "a", xact: "call_1,lead_1" });
    expect(await load("transactionID\tEvent 1", "call_1\t1", "lead_1\t2", "call_1,lead_1\t4")).toMatchObject({
      linkedByTransaction: 2,
      rejected: 1,
      rejectedRows: [{ line: 4, code: "transactionid.several" }],
    });
    expect(await by("evar1", "event1")).toEqual({ a: [3] });
  });
  test("A17 X2 X3 not after the window, neither a waiting row nor a later one", async () => {
    const { suite, load, send, by, source } = await place({ transactionIdWindowDays: 2 });
    const { jobId } = await load("transactionID\tEvent 1", "T1\t1", "T2\t10");
    const minutes = 2 * 24 * 60;
    await send({ vid: "c1", v1: "over", xact: "T1", ts: minutesAgo(minutes + 5) }, { vid: "c2", v1: "open", xact: "T2", ts: minutesAgo(minutes - 5) });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 1, unlinked: 1 });
    expect(await load("transactionID\tEvent 1", "T1\t100", "T2\t1000")).toMatchObject({ linkedByTransaction: 1, unlinkedReasons: { expired: 1 } });
    expect(await by("evar1", "event1")).toEqual({ open: [1010], Unspecified: [101] });
    const state = async (id: string) => await server.api(getTransaction, { params: { rsid: suite.rsid, transactionId: id as TransactionId } });
    expect([await state("T1"), await state("T2")]).toMatchObject([
      { state: "expired", rows: 0, snapshot: { evar1: "over" } },
      { state: "linked", rows: 2 },
    ]);
    await server.api(undoUpload, { params: { jobId } });
    expect(await state("T2")).toMatchObject({ state: "linked", rows: 1 });
  });
  test("A21 in its own report suite only", async () => {
    const one = await place();
    const other = await place();
    await one.send({ vid: "c1", v1: "a", xact: "T1" });
    expect(await other.load("transactionID\tEvent 1", "T1\t5")).toMatchObject({ unlinked: 1, unlinkedReasons: { unknown: 1 } });
  });
  test("A22 J7 J9 and lands on its own day", async () => {
    const { source, send, by } = await place();
    await send({ vid: "c1", v1: "a", xact: "T1" });
    await source.load(lines("Date\ttransactionID\tEvent 1", `${daysAgo(3)}\tT1\t1`, `${daysAgo(2)}\tT1\t2`, `${daysAgo(1)}\tT1\t4`));
    expect(await by("evar1", "event1")).toEqual({ a: [7] });
    expect(
      Object.values(await by("daterangeday", "event1"))
        .map(([amount]) => amount)
        .toSorted((a = 0, b = 0) => a - b),
    ).toEqual([1, 2, 4]);
  });
  test("A30 J11 and with a channel, which no rule gives to it", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", r: "https://www.google.com/search?q=x", g: "https://shop.example/", xact: "T1" });
    const [channel = ""] = Object.keys(await by("marketingchannel", "pageviews"));
    await load("transactionID\tOrders\tTracking Code", "T1\t1\t", "\t2\tspring");
    expect(await by("marketingchannel", "orders")).toEqual({ [channel]: [1], Unspecified: [2] });
  });
});

describe("rows count", () => {
  test("A23 DEC4 M1 in occurrences and their own metrics, not in visits, visitors or page views", async () => {
    const { load, send, totals: sum } = await place();
    await send({ vid: "c1", v1: "a", xact: "T1" });
    await load(
      "transactionID\tVisitorID\tEvent 1",
      ...Array.from({ length: 4 }, () => "T1\t\t1"),
      ...Array.from({ length: 3 }, () => "\tc1\t1"),
      ...Array.from({ length: 3 }, () => "\t\t1"),
    );
    expect(await sum("visits", "visitors", "pageviews", "occurrences", "event1")).toEqual([1, 1, 1, 11, 10]);
  });
  test("A33 A34 M8 with negative amounts subtracted, and the price as the total of the line", async () => {
    const { load, totals: sum } = await place();
    await load("Orders\tPrice\tQuantity", "-1\t-50\t", "\t10\t3");
    expect(await sum("orders", "revenue", "units")).toEqual([-1, -40, 3]);
  });
  test("FF22 G11 the same, whether added up or not", async () => {
    const one = await place();
    const four = await place();
    await one.load("Evar 1\tEvent 1\tEvent 2\tEvent 3", "red\t2\t1\t1");
    await four.load("Evar 1\tEvent 1\tEvent 2\tEvent 3", "red\t1\t\t", "red\t1\t\t", "red\t\t1\t", "red\t\t\t1");
    const amounts = ["event1", "event2", "event3"];
    expect(await four.by("evar1", ...amounts)).toEqual(await one.by("evar1", ...amounts));
    expect([await one.totals("occurrences"), await four.totals("occurrences")]).toEqual([[1], [4]]);
  });
  test("G12 with the values at their own times", async () => {
    const { source, by } = await place();
    await source.load(lines("Date\tEvar 1\tEvent 1", `${daysAgo(1)}/11/23/00\tone\t3`, `${daysAgo(1)}/15/59/00\ttwo\t18`));
    expect(await by("evar1", "event1")).toEqual({ one: [3], two: [18] });
  });
  test("G14 M7 under both the row's and the frozen value, not the online events", async () => {
    const { load, send, by } = await place();
    await send({ vid: "c1", v2: "online", events: "event2", xact: "1234" });
    await load("transactionID\tEvar 1\tEvent 1", "1234\tvalue\t1");
    expect(await by("evar1", "event1", "event2")).toEqual({ value: [1, 0], Unspecified: [0, 1] });
    expect(await by("evar2", "event1", "event2")).toEqual({ online: [1, 1] });
  });
  test("G15 of an id with leading zeros, which stay", async () => {
    const { suite, source, send, by } = await place();
    await send({ vid: "c1", v1: "a", xact: "003456" });
    await source.load(
      lines(
        "Date\tProduct\tEvent 2\ttransactionID",
        ...["100302", "100303", "100300", "100301"].map((product, day) => `${daysAgo(day + 1)}\t${product}\t455\t003456`),
      ),
    );
    expect(await by("evar1", "event2")).toEqual({ a: [1820] });
    expect(await by("product", "event2")).toEqual({ 100300: [455], 100301: [455], 100302: [455], 100303: [455] });
    expect(await server.api(getTransaction, { params: { rsid: suite.rsid, transactionId: "003456" as TransactionId } })).toMatchObject({
      state: "linked",
      rows: 4,
    });
  });
});

describe("a row of a customer", () => {
  const header = "VisitorID\tEvent 1";
  test("A58 DEC3 V3 takes what persists at its own time; a visit's values only while the visit is open", async () => {
    const { source, send, by } = await place({ variables: { evar2: NEVER } });
    const at = (minutes: number) => {
      const time = new Date(minutesAgo(minutes) * 1000);
      return `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}/${time.getUTCHours()}/${time.getUTCMinutes()}/${time.getUTCSeconds()}`;
    };
    await send({ vid: "c1", v1: "visit", v2: "first", ts: minutesAgo(600) }, { vid: "c1", v2: "second", ts: minutesAgo(300) });
    expect(
      await source.load(lines(`Date\t${header}`, `${at(700)}\tc1\t1`, `${at(590)}\tc1\t2`, `${at(500)}\tc1\t4`, `${at(100)}\tc1\t8`, `${at(100)}\tC1\t16`)),
    ).toMatchObject({ linkedByCustomer: 4, unlinked: 1, unlinkedReasons: { unknown_visitor: 1 } });
    expect(await by("evar2", "event1")).toEqual({ Unspecified: [17], first: [6], second: [8] });
    expect(await by("evar1", "event1")).toEqual({ Unspecified: [29], visit: [2] });
  });
  test("V5 who is not known yet is linked when the customer comes", async () => {
    const { load, send, source, totals: sum } = await place();
    const { jobId } = await load(header, "c7\t3");
    await send({ vid: "c7", ts: minutesAgo(60 * 24 * 3), v1: "a" });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByCustomer: 1, unlinked: 0 });
    expect(await sum("event1", "visitors")).toEqual([3, 1]);
  });
});

test("DEC6 an undo gives every report back as it was, late links and returns included", { timeout: 120_000 }, async () => {
  const { load, send, by, totals: sum } = await place();
  await send({ vid: "c1", v1: "a", events: "purchase", products: ";boots;1;40", xact: "T1" });
  await load("transactionID\tPrice\tEvent 1", "T1\t-10\t1");
  const seen = async () => [
    await sum("occurrences", "orders", "revenue", "grossrevenue", "returnedrevenue", "event1", "visitors"),
    await by("evar1", "occurrences", "revenue", "event1"),
    await by("product", "revenue", "units"),
  ];
  const before = await seen();
  const { jobId } = await load(
    "transactionID\tVisitorID\tEvar 1\tOrders\tPrice\tEvent 1",
    "T1\t\tx\t-1\t-40\t2",
    "T2\t\ty\t1\t5\t3",
    "\tc1\t\t1\t7\t4",
    "\t\tz\t1\t9\t5",
  );
  expect(await seen()).not.toEqual(before);
  await send({ vid: "c2", v1: "late", xact: "T2", pageName: "Later" });
  await server.api(undoUpload, { params: { jobId } });
  await send({ vid: "c1", v1: "a", xact: "T3" });
  const added = { occurrences: 2, visitors: 1 };
  const after = await seen();
  const [totalsBefore] = before as [number[]];
  expect(after[0]).toEqual([totalsBefore[0]! + added.occurrences, ...totalsBefore.slice(1, 6), totalsBefore[6]! + added.visitors]);
  expect(after[2]).toEqual(before[2]);
});
