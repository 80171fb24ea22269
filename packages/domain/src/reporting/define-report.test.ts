import { RankedRequest } from "@rapport/contract/reporting";
import { describe, expect, test } from "vitest";
import type { ReportingSuite } from "./catalogue.ts";
import { defineReport } from "./define-report.ts";
import { refusalOf } from "./refusal-of.fixture.ts";

const SUITE: ReportingSuite = {
  rsid: "shop",
  timeZone: "UTC",
  currency: "EUR",
  variables: { event2: { eventType: "currency" }, event3: { eventType: "numeric" }, list1: { allocation: "linear", delimiter: "|" } },
  everLinear: new Set(["evar7"]),
};
const NOW = Date.UTC(2026, 10, 18, 12);
const MARCH = { type: "dateRange", dateRange: "2026-03-01T00:00/2026-04-01T00:00" };
const MARCH_RANGE = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 3, 1) };

function define(request: object, suite = SUITE) {
  return defineReport({
    request: RankedRequest.parse({ rsid: "shop", globalFilters: [MARCH], metricContainer: { metrics: [{ id: "metrics/orders" }] }, ...request }),
    suite,
    now: NOW,
  });
}
function columns(metrics: object[], rest: object = {}, suite = SUITE) {
  return define({ metricContainer: { metrics, ...rest } }, suite).columns;
}

describe("ids", () => {
  test.each([
    "page",
    "campaign",
    "evar1",
    "evar250",
    "prop1",
    "prop75",
    "list1",
    "list3",
    "product",
    "category",
    "marketingchannel",
    "entrypage",
    "exitpage",
    "referrertype",
    "visitnumber",
    "timepartdayofweek",
    "searchkeyword",
    "daterangeminute",
    "daterangehour",
    "daterangeday",
    "daterangeweek",
    "daterangemonth",
    "daterangequarter",
    "daterangeyear",
  ])("dimension %s is known by its short and its full name", (name) => {
    expect(define({ dimension: name }).dimension).toEqual(define({ dimension: `variables/${name}` }).dimension);
    expect(define({ dimension: name }).dimension?.id).toBe(`variables/${name}`);
  });

  test.each(["evar0", "evar251", "evar01", "prop76", "list4", "pages", "", "variables/", "metrics/page", "evar1'"])(
    "RQ1 dimension %j is refused by name",
    (name) => {
      expect(refusalOf(() => define({ dimension: name }))).toEqual({
        kind: "invalid",
        code: "report.definition",
        at: "dimension",
        fault: "report.dimension_unknown",
        params: { id: name, known: expect.arrayContaining(["page", "campaign", "evar1-evar250"]) as string[] },
      });
    },
  );

  test.each([
    "occurrences",
    "pageviews",
    "visits",
    "visitors",
    "orders",
    "units",
    "revenue",
    "grossrevenue",
    "returnedrevenue",
    "event1",
    "event1000",
    "carts",
    "cartadditions",
    "cartremovals",
    "cartviews",
    "checkouts",
    "productviews",
    "pageevents",
    "entries",
    "exits",
    "bounces",
    "singlepagevisits",
    "timespent",
  ])("metric %s is known by its short and its full name", (name) => {
    expect(columns([{ id: name }])[0]?.metric).toEqual(columns([{ id: `metrics/${name}` }])[0]?.metric);
  });

  test.each(["event0", "event1001", "bouncerate", "", "variables/orders"])("RQ1 metric %j is refused by name", (name) => {
    expect(refusalOf(() => columns([{ id: name }]))).toMatchObject({
      at: "metricContainer.metrics[0].id",
      fault: "report.metric_unknown",
      params: { id: name, known: expect.arrayContaining(["occurrences"]) as string[] },
    });
  });

  test("columns are numbered when they have no id, and no two may have the same", () => {
    expect(columns([{ id: "orders" }, { id: "units", columnId: "u" }, { id: "revenue" }]).map(({ id }) => id)).toEqual(["0", "u", "2"]);
    expect(refusalOf(() => columns([{ id: "orders", columnId: "1" }, { id: "units" }]))).toMatchObject({
      at: "metricContainer.metrics",
      fault: "report.columns_same_id",
    });
  });

  test("instances need a dimension that hits set", () => {
    expect(define({ dimension: "evar1", metricContainer: { metrics: [{ id: "instances" }] } }).columns[0]?.metric.kind).toBe("instances");
    for (const dimension of [undefined, "daterangeday"]) {
      const asked = { ...(dimension === undefined ? {} : { dimension }), metricContainer: { metrics: [{ id: "instances" }] } };
      expect(refusalOf(() => define(asked))).toMatchObject({ at: "metricContainer.metrics[0]", fault: "report.instances_no_dimension" });
    }
  });
});

describe("participation", () => {
  const sessions = { func: "allocation-participation", context: "sessions" };
  const visitors = { func: "allocation-participation", context: "visitors" };
  const formula = (allocationModel?: object) => ({
    metricDefinition: { formula: { func: "metric", name: "metrics/orders", ...(allocationModel === undefined ? {} : { allocationModel }) } },
  });

  test("is given beside the id or inside the formula", () => {
    expect(columns([{ id: "metrics/orders", allocationModel: sessions }])[0]?.participation).toBe("sessions");
    expect(columns([{ id: "metrics/orders", ...formula(visitors) }])[0]?.participation).toBe("visitors");
    expect(columns([formula(visitors)])[0]?.participation).toBe("visitors");
    expect(columns([{ id: "cm_1", ...formula() }])[0]).toMatchObject({ participation: null, metric: { id: "metrics/orders" } });
  });

  test("is refused when the two places disagree", () => {
    expect(refusalOf(() => columns([{ id: "metrics/orders", allocationModel: sessions, ...formula(visitors) }]))).toMatchObject({
      at: "metricContainer.metrics[0].allocationModel",
      fault: "report.model_two",
    });
    expect(refusalOf(() => columns([{ id: "metrics/units", ...formula(visitors) }]))).toMatchObject({
      fault: "report.metric_two",
      params: { id: "metrics/units", formula: "metrics/orders" },
    });
    expect(refusalOf(() => columns([{ columnId: "0" }]))).toMatchObject({ at: "metricContainer.metrics[0]", fault: "report.metric_id_missing" });
  });

  test.each(["occurrences", "pageviews", "visits", "visitors"])("AT1 %s has none", (id) => {
    expect(refusalOf(() => columns([{ id, allocationModel: sessions }]))).toMatchObject({
      at: "metricContainer.metrics[0].allocationModel",
      fault: "report.no_attribution",
      params: { id: `metrics/${id}` },
    });
  });

  test("AT5 a model that there is not is refused by the schema", () => {
    expect(() => columns([{ id: "orders", allocationModel: { func: "allocation-magic", context: "visitors" } }])).toThrow("allocation-participation");
  });
});

describe("date ranges", () => {
  const january = { id: "jan", type: "dateRange", dateRange: "2026-01-01T00:00/2026-02-01T00:00" };

  test("the global one holds for every column without its own; a column's own replaces it", () => {
    const [first, second] = columns([{ id: "orders" }, { id: "orders", filters: ["jan"] }], { metricFilters: [january] });
    expect([first?.range, second?.range]).toEqual([MARCH_RANGE, { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 1) }]);
  });

  test("several on one column must all hold", () => {
    const [column] = columns([{ id: "orders", filters: ["jan", "late"] }], {
      metricFilters: [january, { ...january, id: "late", dateRange: "2026-01-20T00:00/2026-03-01T00:00" }],
    });
    expect(column?.range).toEqual({ from: Date.UTC(2026, 0, 20), to: Date.UTC(2026, 1, 1) });
  });

  test("a column without one is refused", () => {
    expect(refusalOf(() => define({ globalFilters: [] }))).toMatchObject({ at: "metricContainer.metrics[0]", fault: "report.no_date_range" });
  });
});

describe("filters", () => {
  const breakdown = (filter: object) =>
    columns([{ id: "orders", filters: ["b"] }], { metricFilters: [{ id: "b", type: "breakdown", dimension: "variables/evar1", ...filter }] })[0]?.filters[0];

  test("a breakdown takes an item by id, by ids or by value; Unspecified is the item without a value", () => {
    expect(breakdown({ itemId: "42" })).toMatchObject({ kind: "items", test: { kind: "ids", ids: ["42"], isIn: true } });
    expect(breakdown({ itemIds: ["1", "0"] })).toMatchObject({ test: { kind: "ids", ids: ["1", "0"], isIn: true } });
    expect(breakdown({ itemValue: "red" })).toMatchObject({ test: { kind: "value", value: "red" } });
    expect(breakdown({ itemValue: "Unspecified" })).toMatchObject({ test: { kind: "value", value: "" } });
  });

  test("a day or a month is a span of time", () => {
    expect(breakdown({ dimension: "daterangeday", itemId: "1260201" })).toEqual({
      kind: "time",
      ranges: [{ from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2) }],
      isInside: true,
    });
  });

  test("excluded items belong to the report's dimension unless another is named", () => {
    const [column] = define({ dimension: "page", globalFilters: [MARCH, { type: "excludeItemIds", excludeItemIds: ["7"] }] }).columns;
    expect(column?.filters).toMatchObject([{ kind: "items", dimension: { id: "variables/page" }, test: { kind: "ids", ids: ["7"], isIn: false } }]);
    expect(refusalOf(() => define({ globalFilters: [MARCH, { type: "excludeItemIds", excludeItemIds: ["7"] }] }))).toMatchObject({
      at: "globalFilters[1]",
      fault: "report.filter_no_dimension",
    });
  });

  const ONE_ITEM = { type: "breakdown", keys: ["itemId", "itemIds", "itemValue"] };
  test.each([
    [{ type: "breakdown", itemId: "1" }, "globalFilters[1]", "report.filter_needs", { type: "breakdown", keys: ["dimension"] }],
    [{ type: "breakdown", dimension: "evar1" }, "globalFilters[1]", "report.filter_needs", ONE_ITEM],
    [{ type: "breakdown", dimension: "evar1", itemId: "1", itemValue: "a" }, "globalFilters[1]", "report.filter_needs", ONE_ITEM],
    [{ type: "breakdown", dimension: "evar1", itemId: "red" }, "globalFilters[1]", "report.item_id", { id: "red" }],
    [{ type: "breakdown", dimension: "evar1", itemId: "99999999999999999" }, "globalFilters[1]", "report.item_id", { id: "99999999999999999" }],
    [{ type: "breakdown", dimension: "evar999", itemId: "1" }, "globalFilters[1].dimension", "report.dimension_unknown", { id: "evar999" }],
    [{ type: "breakdown", dimension: "daterangeday", itemId: "12" }, "globalFilters[1]", "report.time_item", { id: "12", unit: "day" }],
    [
      { type: "breakdown", dimension: "evar1", itemId: "1", dateRange: "td/td+1d" },
      "globalFilters[1].dateRange",
      "report.filter_foreign",
      { type: "breakdown" },
    ],
    [{ type: "dateRange" }, "globalFilters[1]", "report.filter_needs", { type: "dateRange", keys: ["dateRange"] }],
    [{ type: "dateRange", dateRange: "td/td+1d", itemId: "1" }, "globalFilters[1].itemId", "report.filter_foreign", { type: "dateRange" }],
    [{ type: "excludeItemIds", dimension: "page" }, "globalFilters[1]", "report.filter_needs", { type: "excludeItemIds", keys: ["excludeItemIds"] }],
  ])("%j is refused", (filter, at, code, params) => {
    expect(refusalOf(() => define({ globalFilters: [MARCH, filter] }))).toMatchObject({ kind: "invalid", at, fault: code, params });
  });

  test("columns name filters that exist, and filters have ids of their own", () => {
    expect(refusalOf(() => columns([{ id: "orders", filters: ["x"] }]))).toMatchObject({
      at: "metricContainer.metrics[0].filters",
      fault: "report.filter_id_unknown",
      params: { id: "x" },
    });
    expect(refusalOf(() => columns([{ id: "orders" }], { metricFilters: [MARCH] }))).toMatchObject({
      at: "metricContainer.metricFilters[0]",
      fault: "report.filter_id_missing",
    });
    const twice = [
      { ...MARCH, id: "a" },
      { ...MARCH, id: "a" },
    ];
    expect(refusalOf(() => columns([{ id: "orders" }], { metricFilters: twice }))).toMatchObject({
      at: "metricContainer.metricFilters[1]",
      fault: "report.filter_id_twice",
      params: { id: "a" },
    });
  });

  test("RQ1 what is not supported is refused, never ignored", () => {
    expect(() => define({ globalFilters: [MARCH, { type: "audience" }] })).toThrow("form.filter_type");
    expect(() => define({ rowContainer: { rows: [] } })).toThrow("rowContainer");
    expect(() => define({ anchorDate: "2026-01-01T00:00" })).toThrow("anchorDate");
    expect(() => define({ settings: { includeForecasting: true } })).toThrow("includeForecasting");
    expect(() => define({ settings: { countRepeatInstances: false } })).toThrow("countRepeatInstances");
  });
});

describe("the rest of a request", () => {
  test("RQ4 the order is by the first column, highest first, unless the request says otherwise", () => {
    expect(define({}).order).toEqual([{ by: "column", index: 0, isDescending: true }]);
    expect(define({ settings: { dimensionSort: "asc" } }).order).toEqual([{ by: "item", isDescending: false }]);
    const metrics = [{ id: "orders" }, { id: "revenue", sort: "asc" }, { id: "units", sort: "desc" }];
    expect(define({ metricContainer: { metrics }, settings: { dimensionSort: "desc" } }).order).toEqual([
      { by: "column", index: 1, isDescending: false },
      { by: "column", index: 2, isDescending: true },
      { by: "item", isDescending: true },
    ]);
  });

  test("RQ7 AT3 money is rounded to the currency's minor unit, whole things where linear credit splits them", () => {
    const decimals = (id: string, dimension: string, currency = "EUR") =>
      define({ dimension, metricContainer: { metrics: [{ id }] } }, { ...SUITE, currency }).columns[0]?.decimals;
    expect([decimals("revenue", "page"), decimals("event2", "page"), decimals("revenue", "page", "JPY"), decimals("revenue", "page", "KWD")]).toEqual([
      2, 2, 0, 3,
    ]);
    expect([
      decimals("orders", "page"),
      decimals("orders", "evar7"),
      decimals("event1", "list1"),
      decimals("event3", "evar7"),
      decimals("event3", "page"),
    ]).toEqual([null, 0, 0, 4, null]);
    expect(decimals("occurrences", "evar7")).toBeNull();
  });

  test("search and hiding of items without a value limit what is shown", () => {
    const { shown } = define({
      dimension: "page",
      search: { clause: "'a'", itemIds: ["1"], excludeItemIds: ["2"] },
      settings: { nonesBehavior: "exclude-nones" },
    });
    expect(shown.map(({ kind }) => kind)).toEqual(["hasValue", "clause", "ids", "ids"]);
    const noNames = { at: "search", fault: "report.search_no_names" };
    expect(refusalOf(() => define({ search: { clause: "'a'" } }))).toMatchObject(noNames);
    expect(refusalOf(() => define({ dimension: "daterangeday", search: { clause: "'a'" } }))).toMatchObject(noNames);
  });

  test("a locale is a language tag", () => {
    expect(define({ locale: "nl_NL" }).locale).toBe("nl-NL");
    expect(refusalOf(() => define({ locale: "not a locale" }))).toMatchObject({ at: "locale", fault: "report.locale", params: { locale: "not a locale" } });
  });
});
