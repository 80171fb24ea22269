import { RankedRequest } from "@rapport/contract/reporting";
import { expect, test } from "vitest";
import { suite } from "../suites/suite.fixture.ts";
import { requestOf as requestFor, totalsRequestOf } from "./level-request.ts";
import { chartedColumn, ReportSearch, sortedKey } from "./report-search.ts";

const DAYS = { from: "2026-03-01", to: "2026-03-31" };
const requestOf = (of: typeof suite, search: ReportSearch) => requestFor({ suite: of, search, days: DAYS });

test("an empty address is a report that the server accepts", () => {
  const request = requestOf(suite, ReportSearch.parse({}));
  expect(RankedRequest.safeParse(request).success).toBe(true);
  expect(request.metricContainer.metrics.map(({ id }) => id)).toEqual(["metrics/visits", "metrics/orders", "metrics/revenue", "metrics/returnedrevenue"]);
});

test("chosen days are whole days with the last one included; the range's end is the day after it", () => {
  const request = requestOf(suite, ReportSearch.parse({}));
  expect(request.globalFilters).toEqual([{ type: "dateRange", dateRange: "2026-03-01T00:00:00.000/2026-04-01T00:00:00.000" }]);
});

test("participation is requested only for conversions", () => {
  const request = requestOf(suite, ReportSearch.parse({ metrics: ["visits", "orders"], credit: "visitors" }));
  expect(request.metricContainer.metrics.map(({ allocationModel }) => allocationModel)).toEqual([
    undefined,
    { func: "allocation-participation", context: "visitors" },
  ]);
});

test("a breakdown filters every column by the value it is inside of", () => {
  const request = requestOf(
    suite,
    ReportSearch.parse({ by: "product", metrics: ["orders", "units"], inside: [{ by: "marketingchannel", itemId: "7", value: "Email" }] }),
  );
  expect(request.metricContainer.metricFilters).toEqual([{ id: "inside-0", type: "breakdown", dimension: "variables/marketingchannel", itemId: "7" }]);
  expect(request.metricContainer.metrics.every(({ filters }) => filters?.[0] === "inside-0")).toBe(true);
});

test("the chart draws the column by which the report is sorted, or the first column when that one is gone", () => {
  expect(chartedColumn({ sort: "orders", metrics: ["visits", "orders.heat"] })).toBe(1);
  expect(chartedColumn({ sort: "orders", metrics: ["visits"] })).toBe(0);
});

test("U18 a second breakdown filters every column by both values", () => {
  const inside = [
    { by: "marketingchannel", itemId: "7", value: "Email" },
    { by: "campaign", itemId: "9", value: "Spring" },
  ];
  const request = requestOf(suite, ReportSearch.parse({ by: "product", metrics: ["orders"], inside }));
  expect(RankedRequest.safeParse(request).success).toBe(true);
  expect(request.metricContainer).toEqual({
    metrics: [{ id: "metrics/orders", columnId: "c0", filters: ["inside-0", "inside-1"], sort: "desc" }],
    metricFilters: [
      { id: "inside-0", type: "breakdown", dimension: "variables/marketingchannel", itemId: "7" },
      { id: "inside-1", type: "breakdown", dimension: "variables/campaign", itemId: "9" },
    ],
  });
});

test("U18 a name must contain every searched word, and symbols with a meaning in a clause are searched as they are", () => {
  const clauseOf = (find: string) => requestOf(suite, ReportSearch.parse({ by: "product", find })).search?.clause;
  expect(clauseOf("red  boot")).toBe("'red' AND 'boot'");
  expect(clauseOf("O'Neill 100%* \\")).toBe("'O\\'Neill' AND '100%\\*' AND '\\\\'");
  expect(clauseOf("  ")).toBeUndefined();
  expect(requestOf(suite, ReportSearch.parse({ by: "product", nones: "hide" })).settings?.nonesBehavior).toBe("exclude-nones");
  // Days have no names, and the server refuses a search of them.
  expect(requestOf(suite, ReportSearch.parse({ by: "daterangeday", find: "red", nones: "hide" }))).not.toHaveProperty("search");
});

test("AT5 a model is requested for conversions, with its container, and with a lookback of the visitor", () => {
  const allocationOf = (part: object) =>
    requestOf(suite, ReportSearch.parse({ metrics: ["visits", "orders"], ...part })).metricContainer.metrics.map(({ allocationModel }) => allocationModel);
  const lookbackExpiration = { func: "allocation-lookbackPeriod", granularity: "day", numPeriods: 30 };
  expect(allocationOf({ credit: "linear" })).toEqual([undefined, { func: "allocation-linear", context: "visitors" }]);
  expect(allocationOf({ credit: "jShaped", lookback: "days30" })[1]).toEqual({ func: "allocation-jShaped", context: "visitors", lookbackExpiration });
  expect(allocationOf({ credit: "linear", within: "sessions", lookback: "days30" })[1]).toEqual({ func: "allocation-linear", context: "sessions" });
  expect(allocationOf({ credit: "instance", within: "sessions" })[1]).toEqual({ func: "allocation-instance" });
});

test.each([
  [
    { metrics: ["orders", "visits"] },
    "orders",
    [
      ["desc", undefined],
      [undefined, undefined],
    ],
  ],
  [
    { metrics: ["orders", "visits"], sort: "units", direction: "asc" },
    "orders",
    [
      ["asc", undefined],
      [undefined, undefined],
    ],
  ],
  [
    { metrics: ["orders", "visits"], sort: "visits", direction: "asc" },
    "visits",
    [
      [undefined, undefined],
      ["asc", undefined],
    ],
  ],
  [
    { metrics: ["orders.before.percent"] },
    "orders.before.percent",
    [
      ["desc", { change: "percent", from: "c1" }],
      [undefined, undefined],
    ],
  ],
  [{ metrics: ["orders.running"] }, undefined, [[undefined, undefined]]],
])("CP7 rows of %o are asked for in the order that the head of %s shows", (part, key, sorts) => {
  const search = ReportSearch.parse({ by: "product", ...part });
  expect(sortedKey(search)).toBe(key);
  expect(requestOf(suite, search).metricContainer.metrics.map(({ sort, sortBy }) => [sort, sortBy])).toEqual(sorts);
  expect(totalsRequestOf({ suite, search, days: DAYS }).metricContainer.metrics.every(({ sort, sortBy }) => sort === undefined && sortBy === undefined)).toBe(
    true,
  );
});
