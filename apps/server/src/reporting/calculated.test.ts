import { RankedRequest, type RankedReport } from "@rapport/contract/reporting";
import { defineReport, shapeReport, type ReportDefinition } from "@rapport/domain";
import { preparedStores, uniqueName } from "@rapport/testkit";
import { expect, test } from "vitest";
import type { z } from "zod";
import { insertHits, type TestHit } from "./hits.fixture.ts";
import { planReport } from "./plan/plan.ts";
import { MARCH } from "./report.fixture.ts";
import { rank } from "./run.ts";

const { warehouse } = await preparedStores();
const suiteOf = (rsid: string) => ({ rsid, timeZone: "UTC", currency: "EUR", variables: {}, everLinear: new Set<string>() });
const metric = (name: string, more: object = {}) => ({ func: "metric", name: `metrics/${name}`, ...more });
const two = (func: string, col1: unknown, col2: unknown) => ({ func, col1, col2 });
const calc = (formula: unknown, more: object = {}) => ({ func: "calc-metric", version: [1, 0, 0], formula, ...more });

type Metrics = z.input<typeof RankedRequest>["metricContainer"]["metrics"];
function define(rsid: string, metrics: Metrics, more: Partial<z.input<typeof RankedRequest>> = {}): ReportDefinition {
  const request = { rsid, globalFilters: [{ type: "dateRange", dateRange: MARCH }], metricContainer: { metrics }, ...more };
  return defineReport({ request: RankedRequest.parse(request), suite: suiteOf(rsid), now: 0 });
}
async function run(...of: Parameters<typeof define>): Promise<RankedReport> {
  const definition = define(...of);
  return shapeReport(definition, await rank(warehouse, definition));
}

/** Orders, revenue and visitors of three pages: A has two visitors and one order of 30, B one visitor and two orders of 5 and 5, C one visitor. */
async function shop(): Promise<string> {
  const rsid = uniqueName("calculated");
  const hit = (n: number, page: string, visitor: string, more: Partial<TestHit> = {}): TestHit => ({
    at: `2026-03-0${n} 10:00:00`,
    position: BigInt(n),
    visitor: `vid:${visitor}`,
    dims: { page },
    ...more,
  });
  await insertHits(warehouse, rsid, [
    hit(1, "A", "ann", { orders: "1", units: "3", revenue: "30" }),
    hit(2, "A", "bob"),
    hit(3, "B", "ann", { orders: "1", units: "1", revenue: "5" }),
    hit(4, "B", "ann", { orders: "1", units: "1", revenue: "5" }),
    hit(5, "C", "cat"),
  ]);
  return rsid;
}
const perVisitor = { metricDefinition: calc(two("divide", metric("orders"), metric("visitors"))) };
const averageOrder = { metricDefinition: calc(two("divide", metric("revenue"), metric("orders"))), columnId: "average" };
const byPage = { dimension: "variables/page" };
const table = ({ rows, summaryData }: RankedReport) => ({
  rows: rows.map(({ value, data }) => [value, ...data]),
  totals: summaryData.totals,
  filtered: summaryData.filteredTotals,
});

test("CF2 CF3 golden figures: rates of rows and of the whole, sorted with no value last, highest and lowest", async () => {
  const rsid = await shop();
  const report = await run(rsid, [perVisitor, averageOrder, { id: "metrics/orders", columnId: "orders" }], {
    ...byPage,
    statistics: { functions: ["col-max", "col-min"] },
  });
  expect(table(report)).toEqual({
    rows: [
      ["B", 2, 5, 2],
      ["A", 0.5, 30, 1],
      ["C", 0, null, 0],
    ],
    // Three orders of three visitors, though the rows have four: a rate of the whole.
    totals: [1, 13.333333333333, 3],
    filtered: [1, 13.333333333333, 3],
  });
  expect(report.columns.columnIds).toEqual(["0", "average", "orders"]);
  expect(report.summaryData["col-max"]).toEqual([2, 30, 2]);
  expect(report.summaryData["col-min"]).toEqual([0, 5, 0]);
  for (const sort of ["asc", "desc"] as const) {
    const sorted = await run(
      rsid,
      [
        { ...averageOrder, sort },
        { id: "metrics/visitors", columnId: "v" },
      ],
      byPage,
    );
    expect(sorted.rows.map(({ value }) => value)).toEqual([...(sort === "asc" ? ["B", "A"] : ["A", "B"]), "C"]);
  }
});

test("CF2 pages, a search and a report without dimension have the formula's own totals", async () => {
  const rsid = await shop();
  const pages = await Promise.all(
    [0, 1, 2, 3].map((page) => run(rsid, [averageOrder, { id: "metrics/visitors", columnId: "v" }], { ...byPage, settings: { limit: 1, page } })),
  );
  expect(pages.map(({ rows }) => rows.map(({ value, data }) => [value, data[0]]))).toEqual([[["A", 30]], [["B", 5]], [["C", null]], []]);
  expect(pages.map(({ summaryData, totalElements }) => [summaryData.totals[0], totalElements])).toEqual(pages.map(() => [13.333333333333, 3]));
  const found = await run(rsid, [averageOrder], { ...byPage, search: { clause: "'B'" } });
  expect(table(found)).toEqual({ rows: [["B", 5]], totals: [13.333333333333], filtered: [5] });
  expect((await run(rsid, [averageOrder, perVisitor])).summaryData.totals).toEqual([13.333333333333, 1]);
});

test("CF3 nothing at all has no value, and neither has what is calculated with it", async () => {
  const rsid = uniqueName("nothing");
  const plusOne = { metricDefinition: calc(two("row-max", two("add", two("divide", metric("orders"), metric("visitors")), 1), 5)), columnId: "one" };
  const report = await run(rsid, [perVisitor, plusOne, { id: "metrics/orders", columnId: "o" }], {
    ...byPage,
    statistics: { functions: ["col-max", "col-min"] },
  });
  expect(table(report)).toEqual({ rows: [], totals: [null, null, 0], filtered: [null, null, 0] });
  expect(report.summaryData["col-max"]).toEqual([null, null, 0]);
  expect((await run(await shop(), [plusOne], { ...byPage, search: { clause: "'C'" } })).rows.map(({ data }) => data)).toEqual([[5]]);
});

test("CF2 a formula of zeros has its value in the totals of an empty report, and no highest or lowest without rows", async () => {
  const tenMore = (more: object = {}) => ({ metricDefinition: calc(two("add", calc(metric("orders"), more), 10)), columnId: "ten" });
  const asked = { ...byPage, statistics: { functions: ["col-max", "col-min"] as ("col-max" | "col-min")[] } };
  const empty = await run(uniqueName("empty"), [tenMore(), averageOrder], asked);
  expect(table(empty)).toEqual({ rows: [], totals: [10, null], filtered: [10, null] });
  expect([empty.summaryData["col-max"], empty.summaryData["col-min"]]).toEqual([
    [null, null],
    [null, null],
  ]);
  const rsid = await shop();
  // All of the report has three orders; of what the search leaves there is nothing.
  expect(table(await run(rsid, [tenMore()], { ...asked, search: { clause: "'Nowhere'" } }))).toEqual({ rows: [], totals: [13], filtered: [10] });
  expect(table(await run(rsid, [tenMore()], { ...byPage, settings: { page: 9 } }))).toEqual({ rows: [], totals: [13], filtered: [13] });
});

test("CF4 RQ1 a formula of many models and segments is refused before its queries are made to their end", async () => {
  const preds = Array.from({ length: 140 }, (_, num) => ({ func: "ge", val: { func: "total", evt: { func: "event", name: "metrics/revenue" } }, num }));
  const filters = [{ func: "segment", container: { func: "container", context: "hits", pred: { func: "or", preds } } }];
  const models = Array.from({ length: 90 }, (_, n) => ({
    ...metric("orders"),
    allocationModel: { func: "allocation-linear", lookbackExpiration: { granularity: "day", numPeriods: n + 1 } },
  }));
  const sum = models.slice(1).reduce((left, right) => two("add", left, right) as never, models[0] as never);
  const definition = define("s", [{ metricDefinition: calc(calc(sum, { filters })) }], byPage);
  const refusal = { code: "report.definition", faults: [{ path: ["metricContainer"], wrong: { code: "report.too_large" } }] };
  await expect((async () => await Promise.resolve(planReport(definition)))()).rejects.toMatchObject(refusal);
});

test("CF1 AT10 a part has a model, participation or a segment of its own, and is counted once", async () => {
  const rsid = await shop();
  const linear = { allocationModel: { func: "allocation-linear" } };
  const onlyB = {
    func: "segment",
    container: { func: "container", context: "hits", pred: { func: "streq", str: "B", val: { func: "attr", name: "variables/page" } } },
  };
  const shareOfB = calc(two("divide", calc(metric("revenue"), { filters: [onlyB] }), metric("revenue")));
  const credited = calc(two("subtract", metric("revenue", linear), metric("revenue")));
  const assists = calc(two("divide", metric("orders", { allocationModel: { func: "allocation-participation", context: "visitors" } }), metric("orders")));
  const report = await run(
    rsid,
    [
      { metricDefinition: shareOfB, columnId: "b" },
      { metricDefinition: credited, columnId: "c" },
      { metricDefinition: assists, columnId: "a" },
      { id: "metrics/occurrences", columnId: "all" },
    ],
    { ...byPage, settings: { dimensionSort: "asc" } },
  );
  // Ann came by A, then twice by B: 30 stays with A; of the first 5 half goes to A, of the second a third, cut to twelve decimals (AT6).
  expect(Object.fromEntries(report.rows.map(({ value, data }) => [value, data.slice(0, 3)]))).toEqual({
    A: [0, 4.166666666666, 3],
    B: [1, -4.166666666666, 1],
    C: [null, 0, null],
  });
  expect(report.summaryData.totals.slice(0, 3)).toEqual([0.25, 0, 1]);
  const twice = define(rsid, [
    { metricDefinition: shareOfB, columnId: "b" },
    { ...averageOrder, columnId: "x" },
  ]);
  expect(twice.columns.map(({ metric: { id }, filters }) => [id, filters.length])).toEqual([
    ["metrics/revenue", 1],
    ["metrics/revenue", 0],
    ["metrics/orders", 0],
  ]);
});

test("CF3 parts are not rounded before, and thirds add up to one", async () => {
  const rsid = await shop();
  const third = two("divide", metric("orders"), metric("orders"));
  const thirds = two("multiply", two("divide", 1, 3), 3);
  const definitions = [
    two("floor", thirds, 0),
    { func: "floor", col: two("multiply", thirds, third) },
    { func: "round", col: two("multiply", third, -2.5) },
    { func: "ceil", col: two("divide", metric("orders"), 2) },
    two("divide", third, two("subtract", thirds, third)),
  ].slice(1);
  const { summaryData } = await run(
    rsid,
    definitions.map((formula, index) => ({ metricDefinition: calc(formula), columnId: `c${index}` })),
  );
  expect(summaryData.totals).toEqual([1, -3, 2, null]);
});

test("CF3 CF4 numbers that are too large end the query; a formula of 500 parts and one of 50 levels are counted", async () => {
  const rsid = await shop();
  const big = two("multiply", two("multiply", metric("revenue"), 1e17), 1e17);
  await expect(run(rsid, [{ metricDefinition: calc(big) }])).rejects.toMatchObject({ code: 395 });
  const sum = Array.from({ length: 499 }).reduce((left) => two("add", left, 1), metric("orders") as unknown);
  const deep = Array.from({ length: 49 }).reduce((left) => two("divide", metric("orders"), left), metric("orders") as unknown);
  const { summaryData } = await run(rsid, [
    { metricDefinition: calc(sum), columnId: "sum" },
    { metricDefinition: calc(deep), columnId: "deep" },
  ]);
  expect(summaryData.totals).toEqual([502, 1]);
});

test("CF1 CF4 a report says what is wrong with a formula, and where", () => {
  const faultOf = (asked: Metrics[number]) => {
    try {
      define("s", [asked], byPage);
    } catch (cause) {
      return (cause as { faults: { path: (string | number)[]; wrong: { code: string } }[] }).faults.map(({ path, wrong }) => [path.join("."), wrong.code]);
    }
    return [];
  };
  const at = (rest: string) => `metricContainer.metrics.0.${rest}`;
  expect(faultOf({ metricDefinition: calc(two("divide", metric("orders"), metric("weather"))) })).toEqual([
    [at("metricDefinition.formula.col2.name"), "report.metric_unknown"],
  ]);
  expect(faultOf({ metricDefinition: calc(two("divide", metric("visits", { allocationModel: { func: "allocation-linear" } }), 2)) })).toEqual([
    [at("metricDefinition.formula.col1.allocationModel"), "report.no_attribution"],
  ]);
  expect(faultOf({ ...averageOrder, allocationModel: { func: "allocation-linear" } })).toEqual([[at("allocationModel"), "formula.model_of_formula"]]);
  expect(faultOf({ ...averageOrder, id: "metrics/orders" })).toEqual([["metricContainer.metrics.0", "report.metric_two"]]);
  expect(faultOf({ metricDefinition: calc(two("divide", 1, 2)) })).toEqual([[at("metricDefinition"), "formula.no_metric"]]);
  expect(faultOf({ id: "cm1_gone" })).toEqual([[at("id.formula.name"), "formula.unknown"]]);
  const many = Array.from({ length: 101 }, (_, n) => metric(`event${n + 1}`)).reduce((left, right) => two("add", left, right) as never);
  expect(faultOf({ metricDefinition: calc(many) })).toEqual([["metricContainer.metrics.0", "report.columns_many"]]);
});

test("CF2 the SQL of formulas is as reviewed", async () => {
  const definition = define(
    "a-suite",
    [averageOrder, { metricDefinition: calc(two("multiply", two("add", metric("orders"), 1), 0.5)), columnId: "half" }],
    byPage,
  );
  const { page } = planReport(definition);
  await expect(`${page?.query.text ?? ""};\n`).toMatchFileSnapshot("__golden__/calculated.sql");
});
