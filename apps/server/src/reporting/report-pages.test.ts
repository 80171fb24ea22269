import { preparedStores, uniqueName } from "@rapport/testkit";
import { describe, expect, test } from "vitest";
import { insertHits, type TestHit } from "./hits.fixture.ts";
import { report, table, type Question } from "./report.fixture.ts";

const { warehouse } = await preparedStores();

function page(name: string, at: string, more: Partial<TestHit> = {}): TestHit {
  return { at, dims: { page: name }, ...more };
}

describe("pages, order and items", () => {
  /** 40 items; item n has n page views, except 38, 39 and 40, which have 5. */
  async function fortyItems(): Promise<string> {
    const rsid = uniqueName("pages");
    const hits = Array.from({ length: 40 }, (_, n) =>
      Array.from({ length: n >= 37 ? 5 : n + 1 }, (): TestHit =>
        page(`item ${n + 1}`, "2026-03-01 09:00:00", { dims: { page: `item ${n + 1}`, evar1: n % 2 === 0 ? "odd" : "even" } }),
      ),
    );
    await insertHits(warehouse, rsid, hits.flat());
    return rsid;
  }

  test("pages of five hold forty items in eight pages, each once, and every page the same totals", async () => {
    const rsid = await fortyItems();
    const pages = await Promise.all(
      Array.from({ length: 9 }, (_, n) => report(warehouse, rsid, { dimension: "page", metrics: ["pageviews", "visitors"], settings: { limit: 5, page: n } })),
    );
    expect(pages.map(({ rows }) => rows.length)).toEqual([5, 5, 5, 5, 5, 5, 5, 5, 0]);
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ value }) => value))).size).toBe(40);
    expect(pages[0]).toMatchObject({ totalPages: 8, totalElements: 40, numberOfElements: 5, number: 0, firstPage: true, lastPage: false });
    expect(pages[7]).toMatchObject({ number: 7, firstPage: false, lastPage: true });
    expect(pages[8]).toMatchObject({ totalPages: 8, totalElements: 40, numberOfElements: 0, number: 8, lastPage: true, rows: [] });
    const whole = (37 * 38) / 2 + 15;
    expect(pages.map(({ summaryData }) => summaryData.totals)).toEqual(pages.map(() => [whole, 1]));
  });

  test("RQ4 the order is by the first column, highest first, then by name, unless the request says otherwise", async () => {
    const rsid = await fortyItems();
    const values = async (settings: Question["settings"]) =>
      (await report(warehouse, rsid, { dimension: "page", metrics: ["pageviews"], settings: { limit: 50, ...settings } })).rows.map(({ value }) => value);
    const sorted = await values({});
    expect(sorted.slice(0, 2)).toEqual(["item 37", "item 36"]);
    expect(sorted.slice(32, 37)).toEqual(["item 38", "item 39", "item 40", "item 5", "item 4"]);
  });

  test("dimensionSort sorts by the number of the item id, not by name", async () => {
    const rsid = await fortyItems();
    for (const dimensionSort of ["asc", "desc"] as const) {
      const { rows } = await report(warehouse, rsid, { dimension: "page", metrics: ["pageviews"], settings: { dimensionSort } });
      const ids = rows.map(({ itemId }) => Number(itemId));
      expect(ids).toEqual(ids.toSorted((a, b) => (dimensionSort === "asc" ? a - b : b - a)));
    }
  });

  test("equal days sort by date", async () => {
    const rsid = uniqueName("days");
    await insertHits(warehouse, rsid, [page("A", "2026-03-12 09:00:00"), page("A", "2026-03-02 09:00:00"), page("A", "2026-03-30 09:00:00")]);
    const { rows, columns } = await report(warehouse, rsid, { dimension: "daterangeday", metrics: ["pageviews"] });
    expect(rows).toEqual([
      { itemId: "1260202", value: "Mar 2, 2026", data: [1] },
      { itemId: "1260212", value: "Mar 12, 2026", data: [1] },
      { itemId: "1260230", value: "Mar 30, 2026", data: [1] },
    ]);
    expect(columns).toEqual({ dimension: { id: "variables/daterangeday", type: "time" }, columnIds: ["pageviews"] });
  });

  test("every item's id leads back to it in a breakdown, with totals equal to its row", async () => {
    const rsid = await fortyItems();
    const parents = await report(warehouse, rsid, { dimension: "evar1", metrics: ["pageviews", "orders visitors"] });
    expect(parents.columns).toEqual({ dimension: { id: "variables/evar1", type: "string" }, columnIds: ["pageviews", "orders visitors"] });
    for (const { itemId, value, data } of parents.rows) {
      const byId = await report(warehouse, rsid, { dimension: "page", metrics: ["pageviews"], breakdowns: [{ dimension: "evar1", itemId }] });
      const byValue = await report(warehouse, rsid, {
        dimension: "page",
        metrics: ["pageviews"],
        breakdowns: [{ dimension: "evar1", itemValue: value.toUpperCase() }],
      });
      expect(byValue).toEqual(byId);
      expect(byId.totalElements).toBe(20);
      expect(byId.summaryData.totals).toEqual([data[0]]);
      expect(byId.rows.reduce((sum, row) => sum + (row.data[0] ?? 0), 0)).toBe(data[0]);
    }
  });

  test("three levels: each deeper one adds a filter, and its sums are its parent's", async () => {
    const rsid = uniqueName("levels");
    const seen = (day: string, name: string, city: string, times: number) =>
      Array.from({ length: times }, (): TestHit => page(name, `2025-11-${day} 09:00:00`, { dims: { page: name, prop1: city } }));
    await insertHits(warehouse, rsid, [
      ...seen("18", "videoPage1", "Lehi", 63),
      ...seen("19", "videoPage3", "Lehi", 22),
      ...seen("19", "videoPage2", "Orem", 19),
      ...seen("19", "videoPage5", "Lehi", 2),
    ]);
    const ask = (question: Question) => table(warehouse, rsid, { range: "2025-11-18T00:00/2025-11-20T00:00", ...question });
    expect(await ask({ dimension: "daterangeday", metrics: ["pageviews"] })).toEqual({ rows: { "Nov 18, 2025": [63], "Nov 19, 2025": [43] }, totals: [106] });
    const day = { dimension: "daterangeday", itemId: "1251019" };
    expect(await ask({ dimension: "page", metrics: ["pageviews"], breakdowns: [day] })).toEqual({
      rows: { videoPage3: [22], videoPage2: [19], videoPage5: [2] },
      totals: [43],
    });
    expect(await ask({ dimension: "prop1", metrics: ["pageviews"], breakdowns: [day, { dimension: "page", itemValue: "videoPage3" }] })).toEqual({
      rows: { Lehi: [22] },
      totals: [22],
    });
  });

  test("RQ5 RQ6 the item without value has the id 0, can be broken down and can be left out", async () => {
    const rsid = uniqueName("nones");
    await insertHits(warehouse, rsid, [page("A", "2026-03-01 09:00:00"), page("B", "2026-03-01 09:01:00", { dims: { page: "B", prop1: "p" } })]);
    const { rows } = await report(warehouse, rsid, { dimension: "prop1", metrics: ["pageviews"] });
    expect(rows.find(({ value }) => value === "Unspecified")).toEqual({ itemId: "0", value: "Unspecified", data: [1] });
    for (const breakdown of [{ itemId: "0" }, { itemValue: "Unspecified" }]) {
      expect((await table(warehouse, rsid, { dimension: "page", metrics: ["pageviews"], breakdowns: [{ dimension: "prop1", ...breakdown }] })).rows).toEqual({
        A: [1],
      });
    }
    const without = await report(warehouse, rsid, { dimension: "prop1", metrics: ["pageviews", "visits"], settings: { nonesBehavior: "exclude-nones" } });
    expect(without.rows.map(({ value }) => value)).toEqual(["p"]);
    expect(without.summaryData).toEqual({ totals: [2, 1], filteredTotals: [1, 1] });
  });

  test("of a list only values that pass every test may show, in the totals as in the rows", async () => {
    const rsid = uniqueName("shown");
    await insertHits(warehouse, rsid, [
      { at: "2026-03-01 09:00:00", lists: { list1: ["ab", "zz"] }, orders: "1", revenue: "10" },
      { at: "2026-03-01 09:01:00", lists: { list1: ["ac", "zz"] }, orders: "1", revenue: "10" },
    ]);
    const question: Question = { dimension: "list1", metrics: ["occurrences", "orders", "orders sessions"] };
    const { rows } = await report(warehouse, rsid, question);
    const excludeItemIds = rows.flatMap(({ itemId, value }) => (value === "ab" ? [itemId] : []));
    const found = await report(warehouse, rsid, { ...question, search: { clause: "BEGINS-WITH 'a'", excludeItemIds } });
    expect(found.rows.map(({ value, data }) => [value, ...data])).toEqual([["ac", 1, 1, 1]]);
    expect(found.summaryData).toEqual({ totals: [2, 2, 2], filteredTotals: [1, 1, 1] });
    const linear = { suite: { variables: { list1: { allocation: "linear" } } } } as const satisfies Partial<Question>;
    const shared = await report(warehouse, rsid, { ...question, ...linear, metrics: ["revenue", "orders"], search: { clause: "'a'", excludeItemIds } });
    expect(shared.summaryData.filteredTotals).toEqual([5, 1]);
  });

  test("col-max and col-min are over all pages, with or without zeros", async () => {
    const rsid = uniqueName("extremes");
    await insertHits(warehouse, rsid, [
      page("A", "2026-03-01 09:00:00", { revenue: "10" }),
      page("B", "2026-03-01 09:01:00", { revenue: "2.50" }),
      page("C", "2026-03-01 09:02:00"),
    ]);
    const ask = async (ignoreZeroes: boolean) =>
      (
        await report(warehouse, rsid, {
          dimension: "page",
          metrics: ["pageviews", "revenue"],
          settings: { limit: 1 },
          statistics: { functions: ["col-max", "col-min"], ignoreZeroes },
        })
      ).summaryData;
    expect(await ask(false)).toMatchObject({ "col-max": [1, 10], "col-min": [1, 0] });
    expect(await ask(true)).toMatchObject({ "col-max": [1, 10], "col-min": [1, 2.5] });
  });

  test("an empty report has no rows, no pages, and zeros as totals", async () => {
    expect(await report(warehouse, uniqueName("empty"), { dimension: "page", metrics: ["orders", "visits", "revenue sessions"] })).toEqual({
      totalPages: 0,
      firstPage: true,
      lastPage: true,
      numberOfElements: 0,
      number: 0,
      totalElements: 0,
      columns: { dimension: { id: "variables/page", type: "string" }, columnIds: ["orders", "visits", "revenue sessions"] },
      rows: [],
      summaryData: { totals: [0, 0, 0], filteredTotals: [0, 0, 0] },
    });
  });

  test("another suite's rows are not seen", async () => {
    const [ours, theirs] = [uniqueName("ours"), uniqueName("theirs")];
    await insertHits(warehouse, ours, [page("A", "2026-03-01 09:00:00")]);
    await insertHits(warehouse, theirs, [page("B", "2026-03-01 09:00:00", { orders: "1" })]);
    expect(await table(warehouse, ours, { dimension: "page", metrics: ["pageviews", "orders visitors"] })).toEqual({ rows: { A: [1, 0] }, totals: [1, 0] });
  });
});
