import type { RankedReport } from "@rapport/contract/reporting";
import { expect, test } from "vitest";
import { timePoints } from "./time-points.ts";

test("a day without a row counts zero, in its own place", () => {
  const report = reportOf({ "1260128": 5, "1260201": 2, "1260204": 7 });
  expect(timePoints({ report, by: "daterangeday", column: 0, isSorted: false, range: null })).toEqual([
    { start: "2026-02-28", value: 5 },
    { start: "2026-03-01", value: 2 },
    { start: "2026-03-02", value: 0 },
    { start: "2026-03-03", value: 0 },
    { start: "2026-03-04", value: 7 },
  ]);
});

test("a month without a row too, across the year", () => {
  const report = reportOf({ "1251100": 5, "1260100": 2 });
  expect(timePoints({ report, by: "daterangemonth", column: 0, isSorted: true, range: null })).toEqual([
    { start: "2025-12-01", value: 5 },
    { start: "2026-01-01", value: 0 },
    { start: "2026-02-01", value: 2 },
  ]);
});

test("when only the highest days are shown, a day between them is unknown", () => {
  const report = { ...reportOf({ "1260201": 2, "1260203": 7 }), totalElements: 900 };
  expect(timePoints({ report, by: "daterangeday", column: 0, isSorted: true, range: null }).map(({ value }) => value)).toEqual([2, null, 7]);
  expect(timePoints({ report, by: "daterangeday", column: 0, isSorted: false, range: null }).map(({ value }) => value)).toEqual([2, 0, 7]);
});

test("the line covers the whole range, unless the rows are only a page of it", () => {
  const report = reportOf({ "1260201": 2 });
  const range = { from: "2026-02-28", to: "2026-03-02" };
  const days = timePoints({ report, by: "daterangeday", column: 0, isSorted: false, range });
  expect(days.map(({ start, value }) => `${start} ${value}`)).toEqual(["2026-02-28 0", "2026-03-01 2", "2026-03-02 0"]);
  const months = timePoints({ report: reportOf({ "1260200": 2 }), by: "daterangemonth", column: 0, isSorted: false, range });
  expect(months.map(({ start, value }) => `${start} ${value}`)).toEqual(["2026-02-01 0", "2026-03-01 2"]);
  expect(timePoints({ report: { ...report, totalElements: 900 }, by: "daterangeday", column: 0, isSorted: false, range })).toHaveLength(1);
});

test("the line covers whole weeks, quarters and years, and every hour of its days", () => {
  const range = { from: "2026-02-27", to: "2026-04-01" };
  const starts = (by: string, itemId: string) =>
    timePoints({ report: reportOf({ [itemId]: 2 }), by, column: 0, isSorted: false, range }).map(({ start }) => start);
  expect(starts("daterangeweek", "1260201")).toEqual(["2026-02-22", "2026-03-01", "2026-03-08", "2026-03-15", "2026-03-22", "2026-03-29"]);
  expect(starts("daterangequarter", "1260001")).toEqual(["2026-01-01", "2026-04-01"]);
  expect(starts("daterangeyear", "1260001")).toEqual(["2026-01-01"]);
  const hours = starts("daterangehour", "126020100");
  expect([hours.length, hours[0], hours[24], hours.at(-1)]).toEqual([34 * 24, "2026-02-27T00", "2026-02-28T00", "2026-04-01T23"]);
});

test("without rows there is nothing to draw", () => {
  expect(timePoints({ report: reportOf({}), by: "daterangeday", column: 0, isSorted: false, range: null })).toEqual([]);
});

function reportOf(counts: Record<string, number>): RankedReport {
  const rows = Object.entries(counts).map(([itemId, count]) => ({ itemId, value: itemId, data: [count] }));
  return {
    totalPages: 1,
    firstPage: true,
    lastPage: true,
    numberOfElements: rows.length,
    number: 0,
    totalElements: rows.length,
    columns: { columnIds: ["visits"] },
    rows,
    summaryData: { totals: [0], filteredTotals: [0] },
  };
}
