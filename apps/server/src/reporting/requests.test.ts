import { Problem, Refusal, type Rsid } from "@rapport/contract";
import { placeOf } from "@rapport/contract/refusals";
import { RankedReport, runReport, type AllocationModel, type RankedRequest } from "@rapport/contract/reporting";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { insertHits } from "./hits.fixture.ts";

let server: TestServer;
let rsid: Rsid;
beforeAll(async () => {
  server = await testServer({ background: false });
  ({ rsid } = await newSuite(server, {
    variables: {
      evar2: { allocation: "linear" },
      list2: { allocation: "linear", delimiter: "|" },
      event2: { eventType: "currency" },
      event3: { eventType: "numeric" },
    },
  }));
  await insertHits(server.deps.warehouse, rsid, [
    {
      at: "2026-03-01 09:00:00",
      dims: { page: "A", evar1: "Red", list1: "x\ny", list2: "p\nq" },
      lists: { evar2: ["a", "b"], list1: ["x", "y"], list2: ["p", "q"] },
    },
    {
      at: "2026-03-01 09:01:00",
      dims: { page: "B", prop1: "p", campaign: "spring" },
      post: { evar1: "red", campaign: "spring" },
      orders: "1",
      units: "2",
      revenue: "19.99",
      metrics: { event1: "1", event2: "2.5", event3: "0.3333", carts: "1" },
      products: [{ name: "mug", category: "kitchen", units: "2", revenue: "19.99", metrics: { event2: "2.5" } }],
    },
    {
      at: "2026-03-02 12:00:00",
      source: 7,
      post: { evar1: "red" },
      orders: "-1",
      revenue: "-19.99",
      isReturn: true,
      products: [{ name: "mug", revenue: "-19.99" }],
    },
    { at: "2026-03-03 12:00:00", visitor: "", source: 5, dims: { evar1: "blue" }, metrics: { event1: "4" } },
  ]);
});
afterAll(() => server.close());

const MARCH = { type: "dateRange" as const, dateRange: "2026-03-01T00:00/2026-04-01T00:00" };
type Request = z.input<typeof RankedRequest>;

function request(more: Partial<Request> = {}): Request {
  return { rsid, dimension: "variables/page", globalFilters: [MARCH], metricContainer: { metrics: [{ id: "metrics/pageviews", columnId: "0" }] }, ...more };
}

async function asked(body: unknown) {
  return await server.inject({ method: "POST", url: "/api/rapport/reports", headers: { authorization: `Bearer ${server.apiKey}` }, payload: body as object });
}

describe("a report by its address", () => {
  test("answers in the documented shape, with item ids that never change", async () => {
    expect(await server.api(runReport, { params: { company: "any company" }, body: request() })).toEqual({
      totalPages: 1,
      firstPage: true,
      lastPage: true,
      numberOfElements: 2,
      number: 0,
      totalElements: 2,
      columns: { dimension: { id: "variables/page", type: "string" }, columnIds: ["0"] },
      rows: [
        { itemId: "1224507951970211", value: "A", data: [1] },
        { itemId: "4197024006698264", value: "B", data: [1] },
      ],
      summaryData: { totals: [2], filteredTotals: [2] },
    });
  });

  test("without dimension answers totals only", async () => {
    const { dimension: _, ...withoutDimension } = request();
    const answer = await server.api(runReport, { params: { company: "c" }, body: withoutDimension });
    expect(answer).toMatchObject({ rows: [], totalElements: 0, columns: { columnIds: ["0"] }, summaryData: { totals: [2] } });
    expect(answer.columns.dimension).toBeUndefined();
  });

  test("repeats the request when asked to", async () => {
    const body = request({ settings: { reflectRequest: true } });
    expect((await server.api(runReport, { params: { company: "c" }, body })).request).toEqual(body);
  });

  test("of an unknown suite is not found", async () => {
    const answer = await asked(request({ rsid: "no-such-suite" }));
    expect([answer.statusCode, answer.headers["content-type"], answer.json()]).toEqual([
      404,
      "application/problem+json; charset=utf-8",
      {
        type: "about:blank",
        title: "Not Found",
        status: 404,
        detail: "There is no report suite no-such-suite.",
        code: "report_suite.not_found",
        params: { rsid: "no-such-suite" },
      },
    ]);
  });

  test("needs the permission to read reports", async () => {
    await expect(server.anonymous(runReport, { params: { company: "c" }, body: request() })).rejects.toMatchObject({ kind: "signed_out" });
    const other = await server.withKey(["reportSuite.read"]);
    await expect(other(runReport, { params: { company: "c" }, body: request() })).rejects.toMatchObject({ kind: "forbidden" });
    const reader = await server.withKey(["report.read"]);
    expect((await reader(runReport, { params: { company: "c" }, body: request() })).totalElements).toBe(2);
  });

  test("does not see another suite's rows", async () => {
    const other = await newSuite(server);
    expect((await server.api(runReport, { params: { company: "c" }, body: request({ rsid: other.rsid }) })).summaryData.totals).toEqual([0]);
  });

  test("splits values that were linear under any earlier settings", async () => {
    const body = request({ dimension: "variables/evar2", metricContainer: { metrics: [{ id: "metrics/occurrences" }, { id: "metrics/visits" }] } });
    const { rows } = await server.api(runReport, { params: { company: "c" }, body });
    expect(Object.fromEntries(rows.map(({ value, data }) => [value, data]))).toEqual({ Unspecified: [3, 1], a: [1, 1], b: [1, 1] });
  });

  test("counts instances of a list value by value", async () => {
    for (const [dimension, values] of [
      ["variables/list1", ["x", "y"]],
      ["variables/list2", ["p", "q"]],
    ] as const) {
      const { rows, summaryData } = await server.api(runReport, {
        params: { company: "c" },
        body: request({ dimension, metricContainer: { metrics: [{ id: "metrics/instances" }] } }),
      });
      expect([rows.map(({ value, data }) => [value, data[0]]), summaryData.totals]).toEqual([values.map((value) => [value, 1]), [1]]);
    }
  });

  test("excludes items, each column by its own filters", async () => {
    const { rows } = await server.api(runReport, { params: { company: "c" }, body: request() });
    const excludeItemIds = [rows[0]?.itemId ?? ""];
    const without = await server.api(runReport, {
      params: { company: "c" },
      body: request({ globalFilters: [MARCH, { type: "excludeItemIds", excludeItemIds }] }),
    });
    expect([without.rows.map(({ value }) => value), without.summaryData.totals]).toEqual([["B"], [1]]);
    const metrics = [
      { id: "metrics/pageviews", columnId: "all" },
      { id: "metrics/pageviews", columnId: "some", filters: ["x"] },
    ];
    const columns = await server.api(runReport, {
      params: { company: "c" },
      body: request({ metricContainer: { metrics, metricFilters: [{ id: "x", type: "excludeItemIds", excludeItemIds }] } }),
    });
    expect(columns.rows.map(({ value, data }) => [value, ...data])).toEqual([
      ["A", 1, 0],
      ["B", 1, 1],
    ]);
  });
});

const MODEL = "metricContainer.metrics[0].allocationModel";
const days = (numPeriods: number) => ({ func: "allocation-lookbackPeriod", granularity: "day", numPeriods });
function modelled(name: string, more: object): object {
  return { id: "metrics/orders", allocationModel: { func: `allocation-${name}`, context: "visitors", ...more } };
}
function linear(more: object): object {
  return modelled("linear", more);
}

describe("what cannot be read is refused with a reason", () => {
  test.each<[string, object, string, string]>([
    ["an unknown key", { extra: 1 }, "", "value.unknown_keys"],
    ["an unknown segment", { globalFilters: [MARCH, { type: "segment", segmentId: "s" }] }, "globalFilters[1].segmentId", "segment.unknown"],
    ["a segment twice", { globalFilters: [MARCH, { type: "segment", segmentId: "s", segmentDefinition: {} }] }, "globalFilters[1]", "report.filter_needs"],
    ["row filters", { rowContainer: { rows: [] } }, "", "value.unknown_keys"],
    ["a dimension that there is not", { dimension: "variables/evar251" }, "dimension", "report.dimension_unknown"],
    ["a metric that there is not", { metricContainer: { metrics: [{ id: "metrics/bouncerate" }] } }, "metricContainer.metrics[0].id", "report.metric_unknown"],
    ["no metric", { metricContainer: { metrics: [] } }, "metricContainer.metrics", "value.few"],
    ["no date range", { globalFilters: [] }, "metricContainer.metrics[0]", "report.no_date_range"],
    ["a wrong date range", { globalFilters: [{ type: "dateRange", dateRange: "last week" }] }, "globalFilters[0].dateRange", "report.range_form"],
    [
      "participation of visits",
      { metricContainer: { metrics: [{ id: "metrics/visits", allocationModel: { func: "allocation-participation", context: "sessions" } }] } },
      "metricContainer.metrics[0].allocationModel",
      "report.no_attribution",
    ],
    [
      "a model that there is not",
      { metricContainer: { metrics: [{ id: "metrics/orders", allocationModel: { func: "allocation-magic", context: "sessions" } }] } },
      "metricContainer.metrics[0].allocationModel.func",
      "value.choice",
    ],
    [
      "a lookback of 91 days",
      { metricContainer: { metrics: [linear({ lookbackExpiration: days(91) })] } },
      `${MODEL}.lookbackExpiration.numPeriods`,
      "report.lookback_long",
    ],
    [
      "a half life of nothing",
      { metricContainer: { metrics: [modelled("timeDecay", { halfLifeNumPeriods: 0 })] } },
      `${MODEL}.halfLifeNumPeriods`,
      "value.small",
    ],
    [
      "weights of nothing",
      { metricContainer: { metrics: [modelled("positionBased", { firstWeight: 0, middleWeight: 0, lastWeight: 0 })] } },
      `${MODEL}.firstWeight`,
      "report.weights_nothing",
    ],
    ["500 columns", { metricContainer: { metrics: Array.from({ length: 500 }, () => linear({})) } }, "metricContainer.metrics", "value.many"],
    ["a search that cannot be read", { search: { clause: "home" } }, "search.clause", "report.clause_unreadable"],
    ["a page below the first", { settings: { page: -1 } }, "settings.page", "value.small"],
    ["more rows than are given", { settings: { limit: 50_001 } }, "settings.limit", "value.large"],
  ])("RQ1 %s", async (_, more, at, code) => {
    const answer = await asked({ ...request(), ...more });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([400, "application/problem+json; charset=utf-8"]);
    const { errors = [] } = Problem.parse(answer.json());
    expect(errors.map((error) => [placeOf(error.path), error.code])).toContainEqual([at, code]);
  });
});

describe("any request", () => {
  const dimension = fc
    .constantFrom(
      "page",
      "campaign",
      "evar1",
      "evar2",
      "evar250",
      "prop1",
      "list1",
      "list2",
      "product",
      "category",
      "marketingchannel",
      "daterangeday",
      "daterangemonth",
    )
    .map((name) => `variables/${name}`);
  const metric = fc.constantFrom(
    "occurrences",
    "instances",
    "pageviews",
    "visits",
    "visitors",
    "orders",
    "units",
    "revenue",
    "grossrevenue",
    "returnedrevenue",
    "event1",
    "event2",
    "event3",
    "event1000",
    "carts",
    "cartadditions",
    "cartremovals",
    "cartviews",
    "checkouts",
    "productviews",
  );
  const item = fc.oneof(
    fc.record({ itemId: fc.constantFrom("0", "1260201", "1260202", "42", "9007199254740991") }),
    fc.record({ itemValue: fc.constantFrom("red", "Unspecified", "mug", "a", "2026-03-01", "Mar 2026", "it's \\ {p0:String} %", "") }),
    fc.record({ itemIds: fc.uniqueArray(fc.constantFrom("0", "1260201", "7"), { maxLength: 3 }) }),
  );
  const range = fc.constantFrom(
    "2026-03-01T00:00/2026-04-01T00:00",
    "td-1y/td+1d",
    "tq-4q/tm+1m",
    "0001-01-01T00:00/9999-12-31T00:00",
    "ty-5000y/ty",
    "2026-03-29T01:30/2026-03-29T03:30",
  );
  const filter = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(dimension, item).map(([of, which]) => ({ type: "breakdown" as const, dimension: of, ...which })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.option(dimension, { nil: undefined }), fc.constantFrom(["0"], ["1260201"], []))
        .map(([of, excludeItemIds]) => ({ type: "excludeItemIds" as const, ...(of === undefined ? {} : { dimension: of }), excludeItemIds })),
    },
    { weight: 1, arbitrary: range.map((dateRange) => ({ type: "dateRange" as const, dateRange })) },
  );
  const column = fc.record(
    {
      id: metric.map((name) => `metrics/${name}`),
      allocationModel: fc.oneof(
        fc.record({ func: fc.constant("allocation-participation" as const), context: fc.constantFrom("sessions" as const, "visitors" as const) }),
        fc.constantFrom<z.input<typeof AllocationModel>>(
          { func: "allocation-instance" },
          { func: "allocation-linear", context: "sessions" },
          { func: "allocation-lastTouch", expiration: { func: "allocation-container", context: "visitors" } },
          { func: "allocation-uShaped", lookbackExpiration: { granularity: "day", numPeriods: 30 } },
          { func: "allocation-timeDecay", context: "visitors" },
          { func: "allocation-algorithmic", context: "visitors" },
        ),
      ),
      filters: fc.uniqueArray(fc.constantFrom("f0", "f1", "f2"), { maxLength: 2 }),
      sort: fc.constantFrom("asc" as const, "desc" as const),
    },
    { requiredKeys: ["id"] },
  );
  const clause = fc.constantFrom("'r'", "MATCH 'Unspecified'", "NOT 'a*' AND (BEGINS-WITH '\\\\%_' OR ENDS-WITH '\\'')", "'A' OR 'b'");
  const anyRequest = fc.record(
    {
      dimension,
      globalFilters: fc.tuple(range, fc.array(filter, { maxLength: 2 })).map(([dateRange, filters]) => [{ type: "dateRange" as const, dateRange }, ...filters]),
      search: fc.record({ clause, itemIds: fc.constantFrom(["0"], ["1", "2"]), excludeItemIds: fc.constantFrom(["0"], []) }, { requiredKeys: [] }),
      settings: fc.record(
        {
          limit: fc.integer({ min: 1, max: 5 }),
          page: fc.integer({ min: 0, max: 3 }),
          dimensionSort: fc.constantFrom("asc" as const, "desc" as const),
          nonesBehavior: fc.constantFrom("exclude-nones" as const, "return-nones" as const),
        },
        { requiredKeys: [] },
      ),
      statistics: fc.record({ functions: fc.constantFrom<("col-max" | "col-min")[]>(["col-max"], ["col-max", "col-min"]), ignoreZeroes: fc.boolean() }),
      metricContainer: fc.record({
        metrics: fc.array(column, { minLength: 1, maxLength: 4 }),
        metricFilters: fc.tuple(filter, filter, filter).map((filters) => filters.map((one, i) => ({ ...one, id: `f${i}` }))),
      }),
      locale: fc.constantFrom("en_US", "nl-NL", "xx"),
    },
    { requiredKeys: ["globalFilters", "metricContainer"] },
  );

  test("for a page past the end is answered without rows, and says how many pages there are", async () => {
    const metrics = [{ id: "metrics/pageviews" }];
    const settings = { limit: 1, page: 9 };
    const answer = await asked({ rsid, dimension: "variables/page", globalFilters: [MARCH], metricContainer: { metrics }, settings });
    const { totalPages, ...report } = RankedReport.parse(answer.json());
    expect(totalPages).toBeGreaterThan(1);
    expect(report).toMatchObject({
      number: 9,
      lastPage: true,
      numberOfElements: 0,
      rows: [],
      message: `There is no page 9: the report has ${totalPages} pages, from 0 to ${totalPages - 1}.`,
    });
    const last = await asked({
      rsid,
      dimension: "variables/page",
      globalFilters: [MARCH],
      metricContainer: { metrics },
      settings: { limit: 1, page: totalPages - 1 },
    });
    expect(last.json()).not.toHaveProperty("message");
  });

  test("is answered or refused, never a 500; an answer's pages and rows agree", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (more) => {
        const answer = await asked({ rsid, ...more });
        expect([200, 400], answer.body).toContain(answer.statusCode);
        if (answer.statusCode === 400) return;
        const report = RankedReport.parse(answer.json());
        const columns = more.metricContainer.metrics.length;
        expect(report.numberOfElements).toBe(report.rows.length);
        expect(report.rows.length).toBeLessThanOrEqual(more.settings?.limit ?? 50);
        expect(report.totalElements).toBeGreaterThanOrEqual(report.rows.length);
        expect([report.summaryData.totals.length, report.summaryData.filteredTotals.length, ...report.rows.map(({ data }) => data.length)]).toEqual(
          Array.from({ length: 2 + report.rows.length }, () => columns),
        );
        expect(report.rows.flatMap(({ data }) => data).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("with a body of any shape is refused, never a 500", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          anyRequest.map((more) => ({ rsid, ...more, dimension: { toString: 1 } })),
        ),
        async (body) => {
          const answer = await server.inject({
            method: "POST",
            url: "/api/rapport/reports",
            headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
            payload: JSON.stringify(body),
          });
          expect(answer.statusCode, answer.body).toBe(400);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test("a refusal is of the kind a caller can act on", async () => {
  await expect(server.api(runReport, { params: { company: "c" }, body: request({ dimension: "nothing" }) })).rejects.toBeInstanceOf(Refusal);
});
