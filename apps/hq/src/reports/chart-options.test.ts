import { expect, test } from "vitest";
import { suite } from "../suites/suite.fixture.ts";
import { calendarData } from "./chart-options.ts";
import { chartsFor } from "./charted.ts";
import { ReportSearch } from "./report-search.ts";

const rowsOf = (...values: (number | null)[]) => values.map((value) => ({ cells: [7, value] }));
const days = ["2026-03-01", "2026-03-02", "2026-03-03"];

test("U11 a calendar leaves out days without a value, and its colors go up to the highest number", () => {
  expect(calendarData({ rows: rowsOf(0.02, null, 0), days, index: 1 })).toEqual({
    data: [
      ["2026-03-01", 0.02],
      ["2026-03-03", 0],
    ],
    lowest: 0,
    highest: 0.02,
  });
  expect(calendarData({ rows: rowsOf(-4, 12), days, index: 1 })).toMatchObject({ lowest: -4, highest: 12 });
  expect(calendarData({ rows: rowsOf(null), days, index: 1 })).toEqual({ data: [], lowest: 0, highest: 1 });
});

test.each([
  ["orders", true],
  ["orders.share", true],
  ["orders.rank", false],
  ["orders.running", false],
  ["orders.before.percent", false],
  ["orders.before.difference", false],
])("U11 the days of %s have a calendar: %s", (column, has) => {
  expect(chartsFor({ search: ReportSearch.parse({ by: "daterangeday", metrics: [column] }), suite }).includes("calendar")).toBe(has);
});

test("U11 calculated metrics are not put on top of each other or of anything else", () => {
  const rate = "cm_conversion_rate_defaultmetric";
  const charts = (...metrics: string[]) => chartsFor({ search: ReportSearch.parse({ by: "product", metrics }), suite });
  expect(charts("orders", "units", rate)).toContain("stacked");
  expect(charts("orders", rate)).not.toContain("stacked");
  expect(charts(rate, "orders", "units")).not.toContain("stacked");
});
