import { preparedStores, startClickHouseFront, uniqueName } from "@rapport/testkit";
import { openWarehouse } from "@rapport/warehouse";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { insertHits } from "./hits.fixture.ts";
import { definitionOf, table, type Question } from "./report.fixture.ts";
import { planReport } from "./plan/plan.ts";

/**
 * Each kind of plan: its SQL is reviewed in `__golden__`, and it is run against this history, whose tables were worked
 * out by hand.
 *
 * Ann (vid:a), visit 1: 09:00 page A, evar1 red; 09:01 page B; 09:02 page A, evar1 Blue, order of 2 mugs (30.00) and
 * a bowl (10.00). Visit 2, next day: 10:00 page B, nothing persists; 10:01 page C, cart of event1=2.
 * Bob (vid:b), visit 1: 2 March 23:30 page A, evar1 RED, linear evar2 x, y, x; order of a mug (0.10).
 * Ann's row (linked): 5 March noon, evar1 blue, a mug returned (-15.00). A summary row: 5 March, evar1 red, event1 3.
 */
const HISTORY: Parameters<typeof insertHits>[2] = [
  {
    at: "2026-03-01 09:00:00",
    visitor: "vid:a",
    dims: { page: "A", evar1: "red" },
    metrics: { productviews: "1" },
    products: [{ name: "mug", category: "kitchen" }],
  },
  { at: "2026-03-01 09:01:00", visitor: "vid:a", dims: { page: "B" }, post: { evar1: "red" } },
  {
    at: "2026-03-01 09:02:00",
    visitor: "vid:a",
    dims: { page: "A", evar1: "Blue" },
    lists: { list1: ["one", "two"] },
    orders: "1",
    units: "3",
    revenue: "40",
    products: [
      { name: "mug", category: "kitchen", units: "2", revenue: "30" },
      { name: "bowl", category: "kitchen", units: "1", revenue: "10" },
    ],
  },
  { at: "2026-03-02 10:00:00", visitor: "vid:a", visit: 2, dims: { page: "B" } },
  { at: "2026-03-02 10:01:00", visitor: "vid:a", visit: 2, dims: { page: "C" }, metrics: { event1: "2" }, isPageView: false },
  {
    at: "2026-03-02 23:30:00",
    visitor: "vid:b",
    dims: { page: "A", evar1: "RED" },
    lists: { evar2: ["x", "y", "x"] },
    orders: "1",
    units: "1",
    revenue: "0.10",
    products: [{ name: "mug", category: "", units: "1", revenue: "0.10" }],
  },
  {
    at: "2026-03-05 12:00:00",
    visitor: "vid:a",
    source: 7,
    dims: { evar1: "blue" },
    orders: "-1",
    units: "-1",
    revenue: "-15",
    isReturn: true,
    products: [{ name: "mug", units: "-1", revenue: "-15" }],
  },
  { at: "2026-03-05 12:00:00", visitor: "", source: 5, dims: { evar1: "red" }, metrics: { event1: "3" } },
];

const rsid = uniqueName("plan");
const { warehouse, dataDir } = await preparedStores();
beforeAll(() => insertHits(warehouse, rsid, HISTORY));

interface Kind {
  readonly name: string;
  readonly question: Question;
  readonly rows: Readonly<Record<string, readonly number[]>>;
  readonly totals: readonly number[];
}

const LINEAR = { everLinear: new Set(["evar2"]), variables: { evar2: { allocation: "linear" as const } } };

const KINDS: readonly Kind[] = [
  {
    name: "set-value",
    question: { dimension: "page", metrics: ["occurrences", "pageviews", "orders", "revenue"] },
    rows: { A: [3, 3, 2, 40.1], B: [2, 2, 0, 0], Unspecified: [2, 0, -1, -15], C: [1, 0, 0, 0] },
    totals: [8, 5, 1, 25.1],
  },
  {
    name: "persisted-value-that-folds-case",
    question: { dimension: "evar1", metrics: ["occurrences", "visits", "visitors", "revenue", "event1"] },
    rows: { red: [4, 2, 2, 0.1, 3], Blue: [2, 1, 1, 25, 0], Unspecified: [2, 1, 1, 0, 2] },
    totals: [8, 3, 2, 25.1, 5],
  },
  {
    name: "instances",
    question: { dimension: "evar1", metrics: ["instances", "occurrences"] },
    rows: { red: [2, 4], Blue: [1, 2], Unspecified: [0, 2] },
    totals: [3, 8],
  },
  {
    name: "linear-value",
    question: { dimension: "evar2", metrics: ["orders", "revenue", "occurrences"], suite: LINEAR },
    rows: { x: [1, 0.07, 1], y: [0, 0.03, 1], Unspecified: [0, 25, 7] },
    totals: [1, 25.1, 8],
  },
  {
    name: "list-value",
    question: { dimension: "list1", metrics: ["orders", "revenue", "visits"] },
    rows: { one: [1, 40, 1], two: [1, 40, 1], Unspecified: [0, -14.9, 3] },
    totals: [1, 25.1, 3],
  },
  {
    name: "product",
    question: { dimension: "product", metrics: ["orders", "units", "revenue", "grossrevenue", "returnedrevenue", "productviews", "visits"] },
    rows: { bowl: [1, 1, 10, 10, 0, 0, 1], mug: [1, 2, 15.1, 30.1, 15, 1, 2], Unspecified: [0, 0, 0, 0, 0, 0, 2] },
    totals: [1, 3, 25.1, 40.1, 15, 1, 3],
  },
  {
    name: "category",
    question: { dimension: "category", metrics: ["orders", "revenue"] },
    rows: { kitchen: [1, 40], Unspecified: [0, -14.9] },
    totals: [1, 25.1],
  },
  {
    name: "day",
    question: { dimension: "daterangeday", metrics: ["revenue", "visits"], suite: { timeZone: "Europe/Amsterdam" } },
    rows: { "Mar 1, 2026": [40, 1], "Mar 3, 2026": [0.1, 1], "Mar 2, 2026": [0, 1], "Mar 5, 2026": [-15, 0] },
    totals: [25.1, 3],
  },
  {
    name: "hour",
    question: { dimension: "daterangehour", metrics: ["revenue"] },
    rows: { "Mar 1, 2026, 09:00": [40], "Mar 2, 2026, 23:00": [0.1], "Mar 5, 2026, 12:00": [-15] },
    totals: [25.1],
  },
  { name: "week", question: { dimension: "daterangeweek", metrics: ["revenue"] }, rows: { "Mar 1, 2026": [25.1] }, totals: [25.1] },
  {
    name: "what-visits-have",
    question: { dimension: "page", metrics: ["entries", "exits", "bounces", "singlepagevisits", "timespent"] },
    rows: { A: [2, 2, 1, 1, 60], B: [1, 0, 0, 0, 120], C: [0, 1, 0, 0, 0] },
    totals: [3, 3, 1, 1, 180],
  },
  {
    name: "entry-page",
    question: { dimension: "entrypage", metrics: ["visits", "revenue"], breakdowns: [{ dimension: "exitpage", itemValue: "A" }] },
    rows: { A: [2, 40.1] },
    totals: [2, 40.1],
  },
  {
    name: "visit-participation",
    question: { dimension: "page", metrics: ["orders sessions", "revenue sessions", "event1 sessions"] },
    rows: { A: [2, 40.1, 0], B: [1, 40, 2], C: [0, 0, 2] },
    totals: [2, 40.1, 2],
  },
  {
    name: "visitor-participation",
    question: { dimension: "evar1", metrics: ["orders visitors", "revenue visitors", "event1 visitors", "revenue"] },
    rows: { red: [1, 25.1, 2, 0.1], Blue: [0, 25, 2, 25] },
    totals: [1, 25.1, 2, 25.1],
  },
  {
    name: "product-participation",
    question: { dimension: "product", metrics: ["event1 visitors", "orders sessions"] },
    rows: { bowl: [2, 1], mug: [2, 2] },
    totals: [2, 2],
  },
  {
    name: "day-of-conversions-with-participation",
    question: { dimension: "daterangeday", metrics: ["revenue visitors"], breakdowns: [{ dimension: "page", itemValue: "B" }] },
    rows: { "Mar 1, 2026": [40], "Mar 5, 2026": [-15] },
    totals: [25],
  },
  {
    name: "breakdown",
    question: {
      dimension: "page",
      metrics: ["occurrences", "revenue"],
      breakdowns: [
        { dimension: "evar1", itemValue: "RED" },
        { dimension: "daterangeday", itemId: "1260201" },
      ],
    },
    rows: { A: [1, 0], B: [1, 0] },
    totals: [2, 0],
  },
  {
    name: "breakdown-by-product",
    question: { dimension: "evar1", metrics: ["orders", "revenue"], breakdowns: [{ dimension: "product", itemValue: "mug" }] },
    rows: { RED: [1, 0.1], Blue: [0, 15] },
    totals: [1, 15.1],
  },
  {
    name: "breakdown-by-linear-value",
    question: { dimension: "page", metrics: ["revenue"], breakdowns: [{ dimension: "evar2", itemValue: "x" }], suite: LINEAR },
    rows: { A: [0.07] },
    totals: [0.07],
  },
  {
    name: "participation-with-breakdown",
    question: { dimension: "page", metrics: ["revenue sessions"], breakdowns: [{ dimension: "evar1", itemValue: "red" }] },
    rows: { A: [40.1], B: [40] },
    totals: [40.1],
  },
  {
    name: "search-without-nones",
    question: {
      dimension: "page",
      metrics: ["occurrences", "visits"],
      search: { clause: "NOT 'c' AND (BEGINS-WITH 'A' OR MATCH 'b')" },
      settings: { nonesBehavior: "exclude-nones" },
      statistics: { functions: ["col-max", "col-min"] },
    },
    rows: { A: [3, 2], B: [2, 2] },
    totals: [8, 3],
  },
  {
    name: "linear-attribution",
    question: { dimension: "evar1", metrics: ["revenue", "orders"], model: { func: "allocation-linear", context: "visitors" } },
    // Ann's order: red and Blue. Her return: red, Blue and its own blue. Bob's order: RED.
    rows: { red: [15.1, 1], Blue: [10, 0] },
    totals: [25.1, 1],
  },
  {
    name: "time-decay-with-lookback-and-breakdown",
    question: {
      dimension: "page",
      metrics: ["revenue"],
      model: { func: "allocation-timeDecay", context: "visitors", lookbackExpiration: { granularity: "day", numPeriods: 2 } },
      breakdowns: [{ dimension: "evar1", itemValue: "red" }],
    },
    // Two minutes before the order weigh a little less than the order's own hit: 19.997 of 40.
    rows: { A: [20.1] },
    totals: [20.1],
  },
  {
    name: "algorithmic-attribution-of-visits",
    question: { dimension: "list1", metrics: ["revenue"], model: { func: "allocation-algorithmic", context: "sessions" } },
    rows: { Unspecified: [25.1] },
    totals: [25.1],
  },
  { name: "totals-only", question: { metrics: ["occurrences", "orders", "visits", "revenue sessions"] }, rows: {}, totals: [8, 1, 3, 40.1] },
];

describe("each kind of plan", () => {
  test.each(KINDS)("$name: its SQL is as reviewed, and its table is the one worked out by hand", async ({ name, question, rows, totals }) => {
    const plan = planReport(definitionOf("a-suite", question));
    const queries = [plan.page, plan.totals, plan.shownTotals].filter((planned) => planned !== null);
    const printed = queries.map(({ query, values }) => `-- ${query.name} ${JSON.stringify(values)}\n${query.text};\n`).join("\n");
    await expect(printed).toMatchFileSnapshot(`__golden__/${name}.sql`);
    expect(await table(warehouse, rsid, question)).toEqual({ rows, totals });
  });

  test("all of them give the same tables over ClickHouse's own client and HTTP", async () => {
    const front = await startClickHouseFront({ dataDir });
    onTestFinished(() => front.close());
    const overHttp = await openWarehouse({ url: front.url });
    onTestFinished(() => overHttp.close());
    for (const { question, rows, totals } of KINDS) expect(await table(overHttp, rsid, question)).toEqual({ rows, totals });
  });
});
