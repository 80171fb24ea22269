import type { Rsid } from "@rapport/contract";
import {
  discover,
  getCaller,
  getDateRange,
  getDimension,
  getMetric,
  getSuiteItem,
  getTopItems,
  listDateRanges,
  listDimensions,
  listMetrics,
  listSuiteItems,
  runReport,
  runReportRanked,
} from "@rapport/contract/reporting";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { insertHits } from "../hits.fixture.ts";

let server: TestServer;
let rsid: Rsid;
const params = { company: "rapport" };
beforeAll(async () => {
  server = await testServer({ background: false, listen: true });
  ({ rsid } = await newSuite(server, {
    variables: { evar12: { name: "Coupon" }, evar3: {}, event2: { name: "Margin", eventType: "currency" }, event10: {} },
  }));
  await insertHits(server.deps.warehouse, rsid, [
    { at: "2026-03-01 09:00:00", dims: { page: "A" } },
    { at: "2026-03-01 09:01:00", dims: { page: "B" }, orders: "1", revenue: "20" },
    { at: "2026-03-01 09:02:00", dims: { page: "B" } },
    { at: "2026-03-01 09:03:00", dims: {} },
  ]);
});
afterAll(() => server.close());

const MARCH = "2026-03-01T00:00/2026-04-01T00:00";

describe("RQ11 what reports can be made of", () => {
  test("dimensions and metrics are those of every suite, then the suite's own in the order of their numbers, each by its name", async () => {
    const dimensions = await server.api(listDimensions, { params, query: { rsid } });
    expect(dimensions.slice(-2).map(({ id, name }) => [id, name])).toEqual([
      ["variables/evar3", "evar3"],
      ["variables/evar12", "Coupon"],
    ]);
    expect(dimensions.find(({ id }) => id === "variables/daterangeday")).toMatchObject({ title: "Day", type: "time", segmentable: false });
    const metrics = await server.api(listMetrics, { params, query: { rsid } });
    expect(metrics.slice(-2)).toMatchObject([
      { id: "metrics/event2", name: "Margin", type: "currency", precision: 2, allocation: true },
      { id: "metrics/event10", name: "event10", type: "int", allocation: true },
    ]);
    expect(metrics.find(({ id }) => id === "metrics/visits")).toMatchObject({ allocation: false, segmentable: false });
    expect((await server.api(listDimensions, { params, query: { rsid, segmentable: "false" } })).every(({ type }) => type === "time")).toBe(true);
    expect(await server.api(listDimensions, { params, query: { rsid, classifiable: "true" } })).toEqual([]);
  });

  test("each one that is listed makes a report", async () => {
    const dimensions = await server.api(listDimensions, { params, query: { rsid } });
    const metrics = await server.api(listMetrics, { params, query: { rsid } });
    // Instances are of what hits set, so they do not go with each dimension.
    const columns = metrics.filter(({ id }) => id !== "metrics/instances").map(({ id }, at) => ({ id, columnId: String(at) }));
    for (const { id } of dimensions) {
      const body = { rsid, dimension: id, globalFilters: [{ type: "dateRange" as const, dateRange: MARCH }], metricContainer: { metrics: columns } };
      expect((await server.api(runReport, { params, body })).columns.columnIds).toHaveLength(columns.length);
    }
    const instances = {
      rsid,
      dimension: "evar12",
      globalFilters: [{ type: "dateRange" as const, dateRange: MARCH }],
      metricContainer: { metrics: [{ id: "instances" }] },
    };
    expect((await server.api(runReport, { params, body: instances })).rows).toEqual([]);
  });

  test("one is found with and without the prefix of its id; what is none is not found", async () => {
    for (const dimensionId of ["evar12", "variables/evar12"])
      expect(await server.api(getDimension, { params: { ...params, dimensionId }, query: { rsid } })).toMatchObject({ id: "variables/evar12", name: "Coupon" });
    expect(await server.api(getMetric, { params: { ...params, metricId: "metrics/orders" }, query: { rsid } })).toMatchObject({ id: "metrics/orders" });
    const none = { kind: "not_found", code: "report.not_found" };
    await expect(server.api(getDimension, { params: { ...params, dimensionId: "evar251" }, query: { rsid } })).rejects.toMatchObject(none);
    await expect(server.api(getMetric, { params: { ...params, metricId: "luck" }, query: { rsid } })).rejects.toMatchObject(none);
  });

  test("suites are listed by page, and narrowed by id or a part of it", async () => {
    expect(await server.api(listSuiteItems, { params, query: { rsids: rsid } })).toMatchObject({
      totalElements: 1,
      lastPage: true,
      content: [{ rsid, collectionItemType: "reportsuite", currency: "EUR" }],
    });
    expect((await server.api(listSuiteItems, { params, query: { rsidContains: rsid.toUpperCase() } })).content).toHaveLength(1);
    expect((await server.api(listSuiteItems, { params, query: { rsids: "nowhere" } })).content).toEqual([]);
    await expect(server.api(getSuiteItem, { params: { ...params, suite: "nowhere" } })).rejects.toMatchObject({ code: "report_suite.not_found" });
  });

  test("the caller is a key by its name, or a person; there is one company", async () => {
    const { imsUserId, fullName } = await server.api(getCaller, { params });
    expect(fullName).not.toBe("");
    expect(await server.api(discover)).toMatchObject({ imsUserId, imsOrgs: [{ companies: [{ globalCompanyId: "rapport" }] }] });
  });
});

test("RQ12 each date range is a formula that a report takes", async () => {
  const { content, totalElements } = await server.api(listDateRanges, { params, query: { limit: 100 } });
  expect(content).toHaveLength(totalElements);
  for (const { formula } of content) {
    const body = { rsid, globalFilters: [{ type: "dateRange" as const, dateRange: formula }], metricContainer: { metrics: [{ id: "orders" }] } };
    expect((await server.api(runReport, { params, body })).summaryData.totals).toHaveLength(1);
  }
  const { definition, formula } = await server.api(getDateRange, { params: { ...params, dateRangeId: "last-week" } });
  expect([formula, definition.start]).toEqual([
    "tw-1w/tw",
    [
      { function: "time-floor", granularity: "week" },
      { function: "time-shift", granularity: "week", offset: -1 },
    ],
  ]);
});

test("RQ13 top items are the items of a ranked report by occurrences", async () => {
  const query = { rsid, dimension: "variables/page", dateRange: MARCH };
  expect(await server.api(getTopItems, { params, query })).toMatchObject({
    totalElements: 3,
    dimension: { id: "variables/page", type: "string" },
    rows: [{ value: "B" }, { value: "A" }, { value: "Unspecified", itemId: "0" }],
  });
  const without = await server.api(getTopItems, { params, query: { ...query, lookupNoneValues: "false", limit: 1, page: 1 } });
  expect([without.totalPages, without.lastPage, without.rows.map(({ value }) => value)]).toEqual([2, true, ["A"]]);
  const found = await server.api(getTopItems, { params, query: { ...query, "search-clause": "CONTAINS 'b'" } });
  expect(found.rows.map(({ value }) => value)).toEqual(["B"]);
});

/** What of the client is called here. */
interface Client {
  getCollections(options?: object): Promise<{ body: { content: { rsid: string }[] } }>;
  getCollectionById(id: string, options?: object): Promise<{ body: { rsid: string } }>;
  getDateRanges(options?: object): Promise<{ body: { content: { id: string }[] } }>;
  getDateRangeById(id: string, options?: object): Promise<{ body: { id: string } }>;
  getDimensions(rsid: string, options?: object): Promise<{ body: { id: string }[] }>;
  getDimensionById(id: string, rsid: string, options?: object): Promise<{ body: { id: string } }>;
  getMetrics(rsid: string, options?: object): Promise<{ body: { id: string }[] }>;
  getMetricById(id: string, rsid: string, options?: object): Promise<{ body: { id: string } }>;
  getReport(body: string): Promise<{ body: { rows: { value: string; data: number[] }[] } }>;
  getSegments(options?: object): Promise<{ body: { content: unknown[] } }>;
  validateSegment(rsid: string, body: string): Promise<{ body: { valid: boolean } }>;
  getCurrentUser(): Promise<{ body: { fullName: string } }>;
}

test("RQ11 a public client of the 2.0 API works unchanged but for the host", async () => {
  const { url } = server;
  const require = createRequire(import.meta.url);
  const { init } = require("@adobe/aio-lib-analytics") as { init: (company: string, apiKey: string, token: string) => Promise<Client> };
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (input, options) => {
    const asked = input instanceof Request ? input : new Request(input, options);
    return await real(new Request(asked.url.replace("https://analytics.adobe.io", url), asked));
  });
  try {
    const client = await init("rapport", "key", server.apiKey);
    expect((await client.getCollections({ rsids: rsid, limit: 5 })).body.content.map((suite) => suite.rsid)).toEqual([rsid]);
    expect((await client.getCollectionById(rsid, { expansion: ["name"] })).body.rsid).toBe(rsid);
    expect((await client.getDateRanges({ limit: 3 })).body.content).toHaveLength(3);
    expect((await client.getDateRangeById("last-month")).body.id).toBe("last-month");
    expect((await client.getDimensions(rsid)).body.map(({ id }) => id)).toContain("variables/evar12");
    expect((await client.getDimensionById("variables/evar12", rsid)).body.id).toBe("variables/evar12");
    expect((await client.getMetrics(rsid)).body.map(({ id }) => id)).toContain("metrics/orders");
    expect((await client.getMetricById("metrics/orders", rsid)).body.id).toBe("metrics/orders");
    expect((await client.getSegments({ rsids: rsid })).body.content).toEqual([]);
    expect((await client.getCurrentUser()).body.fullName).not.toBe("");
    const request = {
      rsid,
      dimension: "variables/page",
      globalFilters: [{ type: "dateRange", dateRange: "2026-03-01T00:00:00.000/2026-04-01T00:00:00.000" }],
      metricContainer: { metrics: [{ columnId: "0", id: "metrics/occurrences" }] },
      settings: { countRepeatInstances: true, limit: 2, page: 0 },
    };
    expect((await client.getReport(JSON.stringify(request))).body.rows.map(({ value, data }) => [value, data[0]])).toEqual([
      ["B", 2],
      ["A", 1],
    ]);
    const byPage = { func: "exists", val: { func: "attr", name: "variables/page" } };
    const definition = { func: "segment", version: [1, 0, 0], container: { func: "container", context: "hits", pred: byPage } };
    expect((await client.validateSegment(rsid, JSON.stringify(definition))).body.valid).toBe(true);
  } finally {
    spy.mockRestore();
  }
});

test("RQ1 a ranked report answers the same by its other name", async () => {
  const body = {
    rsid,
    dimension: "variables/page",
    globalFilters: [{ type: "dateRange" as const, dateRange: MARCH }],
    metricContainer: { metrics: [{ id: "metrics/occurrences", columnId: "0" }] },
  };
  expect(await server.api(runReportRanked, { params, body })).toEqual(await server.api(runReport, { params, body }));
});
