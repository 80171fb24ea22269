import { preparedStores, uniqueName } from "@rapport/testkit";
import { describe, expect, test } from "vitest";
import { insertHits, negativeOf, type TestHit } from "./hits.fixture.ts";
import { definitionOf, table, type Question } from "./report.fixture.ts";
import { rank } from "./run.ts";

const { warehouse } = await preparedStores();

/** A suite of its own with these rows. */
async function suiteWith(hits: readonly TestHit[]): Promise<(question: Question) => ReturnType<typeof table>> {
  const rsid = uniqueName("reports");
  await insertHits(warehouse, rsid, hits);
  return (question) => table(warehouse, rsid, question);
}

function page(name: string, at: string, more: Partial<TestHit> = {}): TestHit {
  return { at, dims: { page: name }, ...more };
}

describe("participation", () => {
  const visits: readonly TestHit[] = [
    page("A", "2026-03-01 09:00:00"),
    page("B", "2026-03-01 09:01:00"),
    page("C", "2026-03-01 09:02:00"),
    page("A", "2026-03-02 09:00:00", { visit: 2 }),
    page("B", "2026-03-02 09:01:00", { visit: 2 }),
    page("D", "2026-03-02 09:02:00", { visit: 2, orders: "1", revenue: "60" }),
    page("E", "2026-03-02 09:03:00", { visit: 2 }),
  ];
  const metrics = ["revenue", "revenue sessions", "revenue visitors"];

  test("G3 of an online order: its visit's pages before it, and all of the visitor's", async () => {
    const ask = await suiteWith(visits);
    expect(await ask({ dimension: "page", metrics })).toEqual({
      rows: { A: [0, 60, 60], B: [0, 60, 60], C: [0, 0, 60], D: [60, 60, 60] },
      totals: [60, 60, 60],
    });
  });

  test("A24 M3 of a linked row: none in a visit, all of the visitor's earlier pages, whatever the visit", async () => {
    const online = visits.map(({ orders: _, revenue: __, ...hit }) => hit);
    const ask = await suiteWith([...online, { at: "2026-03-04 12:00:00", source: 7, revenue: "60" }]);
    expect(await ask({ dimension: "page", metrics: metrics.slice(1) })).toEqual({
      rows: { A: [0, 60], B: [0, 60], C: [0, 60], D: [0, 60], E: [0, 60] },
      totals: [0, 60],
    });
    expect(await ask({ dimension: "page", metrics: ["revenue"] })).toEqual({ rows: { Unspecified: [60] }, totals: [60] });
  });

  test("A25 M4 a row's own value gets the visitor's later online order, and nothing of an earlier one", async () => {
    const ask = await suiteWith([
      page("A", "2026-03-01 09:00:00", { orders: "1" }),
      { at: "2026-03-02 12:00:00", source: 7, dims: { evar7: "rep" }, metrics: { event1: "1" } },
      page("A", "2026-03-03 09:00:00", { visit: 2, orders: "1" }),
    ]);
    expect(await ask({ dimension: "evar7", metrics: ["orders visitors", "orders sessions", "event1 visitors"] })).toEqual({
      rows: { rep: [1, 0, 1] },
      totals: [2, 2, 1],
    });
  });

  test("AT2 each distinct value once, in any case, however often it was seen", async () => {
    const ask = await suiteWith([
      { at: "2026-03-01 09:00:00", dims: { evar1: "Red" } },
      { at: "2026-03-01 09:01:00", dims: { evar1: "red" } },
      { at: "2026-03-01 09:02:00", dims: { evar1: "blue" }, orders: "1" },
      { at: "2026-03-01 09:03:00", dims: { evar1: "RED" }, orders: "1" },
    ]);
    expect(await ask({ dimension: "evar1", metrics: ["orders sessions"] })).toEqual({ rows: { Red: [2], blue: [2] }, totals: [2] });
  });

  test("AT2 hits of one millisecond are ordered by their position, and a row of a file comes after hits", async () => {
    const at = "2026-03-01 09:00:00";
    const ask = await suiteWith([
      page("later", at, { position: 3 }),
      page("order", at, { position: 2, orders: "1" }),
      page("earlier", at, { position: 1 }),
      { at, source: 7, metrics: { event1: "1" } },
    ]);
    expect((await ask({ dimension: "page", metrics: ["orders visitors", "event1 visitors"] })).rows).toEqual({ earlier: [1, 1], order: [1, 1], later: [0, 1] });
  });

  test("values and conversions outside the range take no part", async () => {
    const ask = await suiteWith(visits);
    expect(await ask({ dimension: "page", metrics: ["revenue visitors"], range: "2026-03-02T00:00/2026-03-03T00:00" })).toEqual({
      rows: { A: [60], B: [60], D: [60] },
      totals: [60],
    });
    expect(await ask({ dimension: "page", metrics: ["revenue visitors"], range: "2026-03-01T00:00/2026-03-02T00:00" })).toEqual({ rows: {}, totals: [0] });
  });

  test("AT1 persisted values for eVars, set values for lists' like", async () => {
    const ask = await suiteWith([
      { at: "2026-03-01 09:00:00", dims: { evar1: "red", prop1: "p" }, lists: { list1: ["x", "y"] } },
      { at: "2026-03-01 09:01:00", post: { evar1: "red" }, lists: { list1: ["x", "y", "z"] }, orders: "1" },
    ]);
    const rows = async (dimension: string) => (await ask({ dimension, metrics: ["orders sessions"] })).rows;
    expect([await rows("evar1"), await rows("prop1"), await rows("list1")]).toEqual([{ red: [1] }, { p: [1] }, { x: [1], y: [1], z: [1] }]);
  });

  test("rows that belong to nobody are credited to nobody", async () => {
    const ask = await suiteWith([page("A", "2026-03-01 09:00:00"), { at: "2026-03-02 12:00:00", visitor: "", source: 5, dims: { evar1: "red" }, orders: "5" }]);
    expect(await ask({ dimension: "evar1", metrics: ["orders visitors"] })).toEqual({ rows: {}, totals: [0] });
  });
});

describe("joined rows", () => {
  test("G13 offline values win on the row and the online hit keeps its own", async () => {
    const ask = await suiteWith([
      { at: "2026-03-01 09:00:00", dims: { evar1: "blue", evar2: "water" }, metrics: { event1: "1" } },
      {
        at: "2026-03-02 12:00:00",
        source: 7,
        dims: { evar1: "yellow", evar3: "mountain" },
        post: { evar1: "yellow", evar2: "water", evar3: "mountain" },
        metrics: { event2: "1" },
      },
    ]);
    const metrics = ["event1", "event2"];
    expect((await ask({ dimension: "evar1", metrics })).rows).toEqual({ blue: [1, 0], yellow: [0, 1] });
    expect((await ask({ dimension: "evar2", metrics })).rows).toEqual({ water: [1, 1] });
    expect((await ask({ dimension: "evar3", metrics })).rows).toEqual({ Unspecified: [1, 0], mountain: [0, 1] });
    expect((await ask({ dimension: "evar3", metrics, breakdowns: [{ dimension: "evar1", itemValue: "yellow" }] })).rows).toEqual({ mountain: [0, 1] });
    expect((await ask({ dimension: "evar3", metrics, breakdowns: [{ dimension: "evar1", itemValue: "blue" }] })).rows).toEqual({ Unspecified: [1, 0] });
  });

  test("G14 both sides' values get the row's event, the online event only the online ones", async () => {
    const ask = await suiteWith([
      { at: "2026-03-01 09:00:00", dims: { evar2: "value" }, metrics: { event2: "1" } },
      { at: "2026-03-02 12:00:00", source: 7, post: { evar1: "value", evar2: "value" }, metrics: { event1: "1" } },
    ]);
    expect((await ask({ dimension: "evar1", metrics: ["event1", "event2"] })).rows).toEqual({ value: [1, 0], Unspecified: [0, 1] });
    expect((await ask({ dimension: "evar2", metrics: ["event1", "event2"] })).rows).toEqual({ value: [1, 1] });
  });

  test("G11 four rows with one event each report the same as one row with their sums, except occurrences", async () => {
    const row = (metrics: Record<string, string>): TestHit => ({ at: "2026-03-24 12:00:00", visitor: "", source: 5, dims: { evar1: "red" }, metrics });
    const question: Question = { dimension: "evar1", metrics: ["event1", "event2", "event3", "occurrences"] };
    const four = await suiteWith([row({ event1: "1" }), row({ event1: "1" }), row({ event2: "1" }), row({ event3: "1" })]);
    const one = await suiteWith([row({ event1: "2", event2: "1", event3: "1" })]);
    expect(await four(question)).toEqual({ rows: { red: [2, 1, 1, 4] }, totals: [2, 1, 1, 4] });
    expect(await one(question)).toEqual({ rows: { red: [2, 1, 1, 1] }, totals: [2, 1, 1, 1] });
  });

  test("G12 percentages are of the total of all values", async () => {
    const row = (at: string, evar1: string, event1: string): TestHit => ({ at, visitor: "", source: 5, dims: { evar1 }, metrics: { event1 } });
    const ask = await suiteWith([row("2026-03-24 11:23:00", "first", "3"), row("2026-03-24 15:59:00", "second", "18")]);
    const { rows, totals } = await ask({ dimension: "evar1", metrics: ["event1"] });
    expect(totals).toEqual([21]);
    expect(Object.entries(rows).map(([value, [amount]]) => [value, Math.round((1000 * (amount ?? 0)) / (totals[0] ?? 0)) / 10])).toEqual([
      ["second", 85.7],
      ["first", 14.3],
    ]);
  });

  test("A22 G15 a currency event adds up over the days of its rows", async () => {
    const row = (day: number, product: string): TestHit => ({
      at: `2026-03-${day} 12:00:00`,
      source: 7,
      metrics: { event2: "455" },
      products: [{ name: product }],
    });
    const ask = await suiteWith([row(13, "100302"), row(14, "100303"), row(11, "100300"), row(12, "100301")]);
    expect(await ask({ dimension: "product", metrics: ["event2"], suite: { variables: { event2: { eventType: "currency" } } } })).toEqual({
      rows: { "100300": [455], "100301": [455], "100302": [455], "100303": [455] },
      totals: [1820],
    });
    expect((await ask({ dimension: "daterangeday", metrics: ["event2"], range: "2026-03-12T00:00/2026-03-14T00:00" })).rows).toEqual({
      "Mar 12, 2026": [455],
      "Mar 13, 2026": [455],
    });
  });

  test("A23 DEC4 M1 M1b rows change occurrences and what they carry, never visits, visitors, page views or instances", async () => {
    const rows = Array.from({ length: 10 }, (_, line): TestHit => ({ at: `2026-03-02 12:00:0${line}`, source: 7, dims: { evar1: "red" }, orders: "1" }));
    const ask = await suiteWith([page("A", "2026-03-01 09:00:00", { dims: { page: "A", evar1: "red" } }), ...rows]);
    expect(await ask({ dimension: "evar1", metrics: ["visits", "visitors", "pageviews", "instances", "occurrences", "orders"] })).toEqual({
      rows: { red: [1, 1, 1, 1, 11, 10] },
      totals: [1, 1, 1, 1, 11, 10],
    });
  });

  test("A33 A34 RQ8 a return lowers revenue and shows as returned; the price is a line total", async () => {
    const ask = await suiteWith([
      { at: "2026-03-02 12:00:00", visitor: "", source: 5, units: "3", revenue: "10" },
      { at: "2026-03-03 12:00:00", visitor: "", source: 5, orders: "-1", revenue: "-50" },
      { at: "2026-03-04 12:00:00", source: 7, orders: "-1", revenue: "-4.50", isReturn: true },
    ]);
    expect((await ask({ metrics: ["orders", "units", "revenue", "grossrevenue", "returnedrevenue"] })).totals).toEqual([-2, 3, -44.5, -40, 4.5]);
  });

  test("LL3 an unlinked row that is linked later counts once throughout, and leaves nothing behind", async () => {
    const unlinked: TestHit = { at: "2026-03-02 12:00:00", visitor: "", source: 5, orders: "1", units: "2", revenue: "9.99", metrics: { event1: "3" } };
    const linked: TestHit = { ...unlinked, visitor: "vid:1", source: 7, post: { evar1: "red" } };
    const question: Question = { dimension: "evar1", metrics: ["occurrences", "orders", "units", "revenue", "event1"] };
    const before = await suiteWith([unlinked]);
    const after = await suiteWith([unlinked, negativeOf(unlinked), linked]);
    expect(await before(question)).toEqual({ rows: { Unspecified: [1, 1, 2, 9.99, 3] }, totals: [1, 1, 2, 9.99, 3] });
    expect(await after(question)).toEqual({ rows: { red: [1, 1, 2, 9.99, 3] }, totals: [1, 1, 2, 9.99, 3] });
    expect(await after({ ...question, metrics: ["revenue"] })).toEqual({ rows: { red: [9.99] }, totals: [9.99] });
  });

  test("a sale and its return that add up to zero still show", async () => {
    const mug = { name: "mug", units: "1", revenue: "40" };
    const ask = await suiteWith([
      { at: "2026-03-01 09:00:00", orders: "1", units: "1", revenue: "40", products: [mug] },
      { at: "2026-03-02 12:00:00", source: 7, units: "-1", revenue: "-40", isReturn: true, products: [{ name: "mug", units: "-1", revenue: "-40" }] },
    ]);
    expect(await ask({ dimension: "product", metrics: ["revenue", "units"] })).toEqual({ rows: { mug: [0, 0] }, totals: [0, 0] });
    expect(await ask({ dimension: "product", metrics: ["revenue visitors"] })).toEqual({ rows: { mug: [0] }, totals: [0] });
  });
});

describe("products", () => {
  const order: TestHit = {
    at: "2026-03-01 09:00:00",
    dims: { evar1: "red" },
    orders: "1",
    units: "6",
    revenue: "60",
    metrics: { event1: "1", event2: "7", carts: "1" },
    products: [
      { name: "mug", category: "kitchen", units: "1", revenue: "10", metrics: { event2: "5" } },
      { name: "mug", category: "kitchen", units: "2", revenue: "20" },
      { name: "mug", category: "gifts", units: "1", revenue: "5", metrics: { event2: "2" } },
      { name: "lamp", category: "gifts", units: "2", revenue: "25" },
    ],
  };
  const metrics = ["orders", "units", "revenue", "event1", "event2", "carts", "occurrences"];

  test("units and revenue are of their own entries, the rest counts once for each distinct product", async () => {
    const ask = await suiteWith([order]);
    expect(await ask({ dimension: "product", metrics })).toEqual({
      rows: { mug: [1, 4, 35, 1, 7, 1, 1], lamp: [1, 2, 25, 1, 0, 1, 1] },
      totals: [1, 6, 60, 1, 7, 1, 1],
    });
    expect((await ask({ dimension: "category", metrics })).rows).toEqual({ kitchen: [1, 3, 30, 1, 5, 1, 1], gifts: [1, 3, 30, 1, 2, 1, 1] });
  });

  test("a breakdown by product keeps to its entries, whatever the dimension, and adds up to the product's row", async () => {
    const ask = await suiteWith([order]);
    const breakdowns = [{ dimension: "product", itemValue: "mug" }];
    expect(await ask({ dimension: "evar1", metrics, breakdowns })).toEqual({ rows: { red: [1, 4, 35, 1, 7, 1, 1] }, totals: [1, 4, 35, 1, 7, 1, 1] });
    expect(await ask({ dimension: "category", metrics, breakdowns })).toEqual({
      rows: { kitchen: [1, 3, 30, 1, 5, 1, 1], gifts: [1, 1, 5, 1, 2, 1, 1] },
      totals: [1, 4, 35, 1, 7, 1, 1],
    });
    expect((await ask({ dimension: "product", metrics: ["revenue"], breakdowns: [{ dimension: "category", itemValue: "gifts" }] })).rows).toEqual({
      lamp: [25],
      mug: [5],
    });
  });

  test("search narrows products like any item", async () => {
    const ask = await suiteWith([order]);
    expect((await ask({ dimension: "product", metrics: ["revenue", "orders"], search: { clause: "BEGINS-WITH 'LA'" } })).rows).toEqual({ lamp: [25, 1] });
  });
});

describe("time zones", () => {
  const at = (time: string): TestHit => page("A", time, { metrics: { event1: "1" } });

  test("a hit at 23:30 UTC is of the next day in Amsterdam", async () => {
    const ask = await suiteWith([at("2026-03-01 23:30:00")]);
    const question: Question = { dimension: "daterangeday", metrics: ["pageviews", "event1 visitors"] };
    expect((await ask(question)).rows).toEqual({ "Mar 1, 2026": [1, 1] });
    expect((await ask({ ...question, suite: { timeZone: "Europe/Amsterdam" } })).rows).toEqual({ "Mar 2, 2026": [1, 1] });
    expect((await ask({ ...question, dimension: "daterangemonth", suite: { timeZone: "Pacific/Kiritimati" } })).rows).toEqual({ "Mar 2026": [1, 1] });
  });

  test("months at the turn of the year are those of the suite's zone", async () => {
    const ask = await suiteWith([at("2025-12-31 22:59:59"), at("2025-12-31 23:00:00")]);
    const question: Question = {
      dimension: "daterangemonth",
      metrics: ["pageviews"],
      range: "2025-12-01T00:00/2026-02-01T00:00",
      suite: { timeZone: "Europe/Amsterdam" },
    };
    expect((await ask(question)).rows).toEqual({ "Dec 2025": [1], "Jan 2026": [1] });
  });

  test("the days on which clocks change hold their 23 and 25 hours", async () => {
    const hourly = (date: string, hours: readonly number[]) => hours.map((hour) => at(`${date} ${String(hour).padStart(2, "0")}:15:00`));
    const ask = await suiteWith([
      ...hourly("2026-03-28", [22, 23]),
      ...hourly(
        "2026-03-29",
        Array.from({ length: 24 }, (_, hour) => hour),
      ),
      ...hourly("2026-10-24", [21, 22, 23]),
      ...hourly(
        "2026-10-25",
        Array.from({ length: 24 }, (_, hour) => hour),
      ),
    ]);
    const suite = { timeZone: "Europe/Amsterdam" };
    const days = async (range: string) => (await ask({ dimension: "daterangeday", metrics: ["pageviews"], range, suite })).rows;
    expect(await days("2026-03-28T00:00/2026-04-01T00:00")).toEqual({ "Mar 28, 2026": [1], "Mar 29, 2026": [23], "Mar 30, 2026": [2] });
    expect(await days("2026-10-24T00:00/2026-10-27T00:00")).toEqual({ "Oct 24, 2026": [1], "Oct 25, 2026": [25], "Oct 26, 2026": [1] });
    expect((await ask({ metrics: ["pageviews"], range: "2026-03-29T00:00/2026-03-30T00:00", suite })).totals).toEqual([23]);
  });

  test("RQ2 the end of a range is not part of it", async () => {
    const ask = await suiteWith([at("2026-03-01 12:00:00"), at("2026-03-01 12:00:01")]);
    expect((await ask({ metrics: ["pageviews"], range: "2026-03-01T12:00:00/2026-03-01T12:00:01" })).totals).toEqual([1]);
    expect((await ask({ metrics: ["pageviews"], range: "2026-03-01T12:00:00/2026-03-01T12:00:01.001" })).totals).toEqual([2]);
  });
});

describe("amounts", () => {
  test("AT3 linear credit is summed before it is rounded: thirds of three orders are one", async () => {
    const order = (minute: number): TestHit => ({
      at: `2026-03-01 09:0${minute}:00`,
      lists: { evar1: ["a", "b", "c"] },
      orders: "1",
      revenue: "0.01",
      metrics: { event1: "1" },
    });
    const ask = await suiteWith([order(1), order(2), order(3)]);
    const question: Question = { dimension: "evar1", metrics: ["orders", "revenue", "event1"], suite: { everLinear: new Set(["evar1"]) } };
    expect(await ask(question)).toEqual({ rows: { a: [1, 0.01, 1], b: [1, 0.01, 1], c: [1, 0.01, 1] }, totals: [3, 0.03, 3] });
  });

  test("half an order is rounded up, and a value set twice has two shares", async () => {
    const ask = await suiteWith([{ at: "2026-03-01 09:00:00", lists: { evar1: ["a", "b", "a", "c"] }, orders: "1", revenue: "10" }]);
    expect((await ask({ dimension: "evar1", metrics: ["orders", "revenue"], suite: { everLinear: new Set(["evar1"]) } })).rows).toEqual({
      a: [1, 5],
      b: [0, 2.5],
      c: [0, 2.5],
    });
  });

  test("PE4 two spellings in one linear value are one item of one hit", async () => {
    const ask = await suiteWith([{ at: "2026-03-01 09:00:00", lists: { evar1: ["Red", "blue", "red"] }, orders: "3" }]);
    expect((await ask({ dimension: "evar1", metrics: ["occurrences", "pageviews", "orders"], suite: { everLinear: new Set(["evar1"]) } })).rows).toEqual({
      Red: [1, 1, 2],
      blue: [1, 1, 1],
    });
  });

  test("while a variable was not linear its rows hold one value, and both kinds add up", async () => {
    const ask = await suiteWith([
      { at: "2026-03-01 09:00:00", lists: { evar1: ["a", "b"] }, orders: "2" },
      { at: "2026-03-02 09:00:00", visit: 2, post: { evar1: "A" }, orders: "1" },
      { at: "2026-03-03 09:00:00", visit: 3, orders: "1" },
    ]);
    expect(await ask({ dimension: "evar1", metrics: ["orders", "visits"], suite: { everLinear: new Set(["evar1"]) } })).toEqual({
      rows: { a: [2, 2], b: [1, 1], Unspecified: [1, 1] },
      totals: [4, 3],
    });
  });

  test("DEC15 RQ7 sums of many cents are exact, and money has the currency's places", async () => {
    const ask = await suiteWith(Array.from({ length: 1000 }, (_, n): TestHit => ({ at: "2026-03-01 09:00:00", position: n, revenue: "0.10" })));
    expect((await ask({ metrics: ["revenue"] })).totals).toEqual([100]);
    expect((await ask({ metrics: ["revenue"], range: "2026-03-01T00:00/2026-03-02T00:00", suite: { currency: "JPY" } })).totals).toEqual([100]);
    const fils = await suiteWith([{ at: "2026-03-01 09:00:00", revenue: "1.2345" }]);
    expect((await fils({ metrics: ["revenue"], suite: { currency: "KWD" } })).totals).toEqual([1.235]);
    expect((await fils({ metrics: ["revenue"] })).totals).toEqual([1.23]);
    expect((await fils({ metrics: ["revenue"], suite: { currency: "JPY" } })).totals).toEqual([1]);
  });

  test("each column may have its own range and filters", async () => {
    const rsid = uniqueName("columns");
    await insertHits(warehouse, rsid, [
      page("A", "2026-02-01 09:00:00", { orders: "1" }),
      page("A", "2026-03-01 09:00:00", { orders: "2" }),
      page("B", "2026-03-01 09:00:00", { orders: "4" }),
    ]);
    const february = definitionOf(rsid, { dimension: "page", metrics: ["orders"], range: "2026-02-01T00:00/2026-03-01T00:00" });
    const march = definitionOf(rsid, { dimension: "page", metrics: ["orders", "visits"] });
    const [before, now, visits] = [february.columns[0], march.columns[0], march.columns[1]].filter((column) => column !== undefined);
    const columns = [now, before, visits].filter((column) => column !== undefined);
    const both = { ...march, columns, answers: columns.map((_, index) => ({ kind: "counted" as const, id: `${index}`, index })) };
    const { rows, totals } = await rank(warehouse, both);
    expect({ rows: rows.map(({ value, data }) => [value, ...data]), totals }).toEqual({
      rows: [
        ["B", "4", "0", "1"],
        ["A", "2", "1", "1"],
      ],
      totals: ["6", "1", "1"],
    });
  });
});
