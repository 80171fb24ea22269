import type { RankedReport, RankedRequest } from "@rapport/contract/reporting";
import { comparedDays } from "@rapport/domain/comparisons";
import { plusDays } from "@rapport/ui";
import { expect, test } from "vitest";
import { suite } from "../suites/suite.fixture.ts";
import { itemsOfTime } from "./level-items.ts";
import { loadLevel } from "./level.ts";
import { requestOf, topOf } from "./level-request.ts";
import { keyOf } from "./report-column.ts";
import { ReportSearch } from "./report-search.ts";
import { startOfItem } from "./time-names.ts";

const MARCH = { from: "2026-03-01", to: "2026-03-31" };

/** Orders by day, from a seed; many days have none. */
function shop(seed: number): ReadonlyMap<string, number> {
  const orders = new Map<string, number>();
  let state = seed;
  for (let day = "2024-11-01"; day < "2026-12-01"; day = plusDays(day, 1)) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    if (state % 3 === 0) orders.set(day, (state % 17) + 1);
  }
  return orders;
}

/** Answers as the server does: items with something, in order of time, and their total. */
function answers(orders: ReadonlyMap<string, number>, asked: RankedRequest[] = []) {
  return (request: RankedRequest): Promise<RankedReport> => {
    asked.push(request);
    const range = request.globalFilters.find(({ type }) => type === "dateRange")?.dateRange ?? "";
    const [from = "", end = ""] = range.split("/").map((side) => side.slice(0, 10));
    const rows = itemsOfTime({ by: "daterangeday", days: { from, to: plusDays(end, -1) } }).flatMap((itemId) => {
      const count = orders.get(startOfItem(itemId, "daterangeday"));
      return count === undefined ? [] : [{ itemId, value: "", data: request.metricContainer.metrics.map(() => count) }];
    });
    const total = rows.reduce((sum, { data }) => sum + (data[0] ?? 0), 0);
    const totals = request.metricContainer.metrics.map(() => total);
    return Promise.resolve({
      totalPages: 1,
      firstPage: true,
      lastPage: true,
      numberOfElements: rows.length,
      number: 0,
      totalElements: rows.length,
      columns: { columnIds: request.metricContainer.metrics.map(({ columnId = "" }) => columnId) },
      rows,
      summaryData: { totals, filteredTotals: totals },
    });
  };
}

const COLUMNS = ["orders", "orders.before", "orders.before.difference", "orders.before.percent", "orders.share", "orders.running", "orders.rank"];

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "CP3 CP4 CP5 CP6 days stand beside those of the compared period, gaps are zero, as plain loops find it (seed %i)",
  async (seed) => {
    const orders = shop(seed);
    const lengths = [MARCH, { from: "2026-03-20", to: "2026-04-02" }, { from: "2026-01-01", to: "2026-02-28" }, { from: "2026-05-31", to: "2026-05-31" }];
    for (const days of lengths) {
      const search = ReportSearch.parse({ by: "daterangeday", metrics: COLUMNS });
      const level = await loadLevel({ suite, search, days, place: topOf(search), run: answers(orders) });
      const other = comparedDays({ days, compared: "before" });
      const of = (day: string) => orders.get(day) ?? 0;
      let all = 0;
      let before = 0;
      for (let day = days.from; day <= days.to; day = plusDays(day, 1)) all += of(day);
      for (let day = other.from; day <= other.to; day = plusDays(day, 1)) before += of(day);
      const isMonths = days.from.endsWith("-01") && plusDays(days.to, 1).endsWith("-01");
      const months = { from: 0, count: 0 };
      months.count = isMonths ? new Set(level.rows.map(({ itemId }) => startOfItem(itemId, "daterangeday").slice(0, 7))).size : 0;
      const wanted: (number | null)[][] = [];
      let running = 0;
      let place = 0;
      for (let day = days.from; day <= days.to; day = plusDays(day, 1)) {
        const beside = isMonths ? monthsBefore(day, months.count) : plusDays(other.from, place);
        const than = beside === null ? null : of(beside);
        running += of(day);
        let rank = 1;
        for (let one = days.from; one <= days.to; one = plusDays(one, 1)) if (of(one) > of(day)) rank += 1;
        wanted.push([
          of(day),
          than,
          than === null ? null : of(day) - than,
          than === null || than === 0 ? null : (of(day) - than) / than,
          all === 0 ? null : of(day) / all,
          running,
          rank,
        ]);
        place += 1;
      }
      expect(level.rows.map(({ cells }) => cells)).toEqual(wanted);
      expect(level.totals).toEqual([all, before, all - before, before === 0 ? null : (all - before) / before, all === 0 ? null : 1, null, null]);
    }
  },
);

test("CP4 days sorted by a change put those without one last, either way, and running totals follow the rows", async () => {
  const orders = new Map([
    ["2026-03-01", 2],
    ["2026-03-02", 9],
    ["2026-02-01", 1],
    ["2026-02-02", 3],
  ]);
  for (const direction of ["asc", "desc"] as const) {
    const search = ReportSearch.parse({
      by: "daterangeday",
      metrics: ["orders", "orders.before.percent", "orders.running"],
      sort: "orders.before.percent",
      direction,
    });
    const { rows } = await loadLevel({ suite, search, days: MARCH, place: topOf(search), run: answers(orders) });
    const first = direction === "asc" ? [2, 1, 2] : [9, 2, 9];
    expect(rows[0]?.cells).toEqual(first);
    expect(rows[1]?.cells[2]).toBe(11);
    expect(rows.at(-1)?.cells[1]).toBeNull();
  }
});

test("CP3 inside a day, its counterpart counts for the compared period; a day without one has no value", async () => {
  const asked: RankedRequest[] = [];
  const search = ReportSearch.parse({ by: "daterangeday", metrics: ["orders", "orders.before"] });
  const inside = (itemId: string) => ({ by: "campaign", path: [{ by: "daterangeday", itemId }], page: 0, limit: 10, isTop: false });
  expect(requestOf({ suite, search, days: MARCH, place: inside("1260205") }).metricContainer.metricFilters).toEqual([
    { id: "inside-0", type: "breakdown", dimension: "variables/daterangeday", itemId: "1260205" },
    { id: "inside-0-1", type: "breakdown", dimension: "variables/daterangeday", itemId: "1260105" },
    { id: "period-1", type: "dateRange", dateRange: "2026-02-01T00:00:00.000/2026-03-01T00:00:00.000" },
  ]);
  const level = await loadLevel({ suite, search, days: MARCH, place: inside("1260231"), run: answers(new Map([["2026-03-31", 3]]), asked) });
  expect(asked[0]?.metricContainer.metrics).toHaveLength(1);
  expect(level.rows[0]?.cells).toEqual([3, null]);
});

test("CP3 a row without counterpart is not sorted by a change, and is empty when only the compared period is asked for", async () => {
  const place = { by: "campaign", path: [{ by: "daterangeday", itemId: "1260231" }], page: 0, limit: 10, isTop: false };
  const metrics = ["orders", "orders.before.percent"];
  const sorted = ReportSearch.parse({ by: "daterangeday", metrics, sort: "orders.before.percent", direction: "asc" });
  const columns = requestOf({ suite, search: sorted, days: MARCH, place }).metricContainer.metrics;
  expect(columns).toEqual([{ id: "metrics/orders", columnId: "c0", filters: ["inside-0"], sort: "asc" }]);
  const asked: RankedRequest[] = [];
  const compared = ReportSearch.parse({ by: "daterangeday", metrics: ["orders.before"] });
  const level = await loadLevel({ suite, search: compared, days: MARCH, place, run: answers(new Map(), asked) });
  expect(asked).toEqual([]);
  expect(level).toMatchObject({ rows: [], totals: [null], elements: 0 });
});

test("CF3 a calculated metric is asked for by its own id, and has no value on days on which nothing was counted", async () => {
  const asked: RankedRequest[] = [];
  const search = ReportSearch.parse({ by: "daterangeday", metrics: ["cm_conversion_rate_defaultmetric", "orders"] });
  const level = await loadLevel({ suite, search, days: MARCH, place: topOf(search), run: answers(new Map([["2026-03-02", 3]]), asked) });
  expect(asked[0]?.metricContainer.metrics.map(({ id }) => id)).toEqual(["cm_conversion_rate_defaultmetric", "metrics/orders"]);
  expect(level.rows.slice(0, 2).map(({ cells }) => cells)).toEqual([
    [null, 0],
    [3, 3],
  ]);
});

test("AT9 what a change credits is named by the period that it is of", async () => {
  const search = ReportSearch.parse({ by: "product", metrics: ["orders.linear.before.percent", "orders.linear.before"] });
  const how = { model: "linear", container: "visitors" as const, lookbackMinutes: null, rowTime: "row" as const, weights: null };
  const sum = { ...how, credited: "1", conversions: "1", addsUp: true, because: null };
  const run = async (request: RankedRequest): Promise<RankedReport> => {
    const report = await answers(new Map())(request);
    return { ...report, summaryData: { ...report.summaryData, attribution: ["c0", "c1"].map((columnId) => ({ columnId, ...sum })) } };
  };
  const { attribution } = await loadLevel({ suite, search, days: MARCH, place: topOf(search), run });
  expect(attribution.map(({ column }) => keyOf(column))).toEqual(["orders.linear", "orders.linear.before"]);
});

test("CP7 rows are sorted by a change on the server, and columns that need the same number share one", () => {
  const metrics = ["orders", "orders.before", "orders.before.percent", "orders.before.difference", "orders.rank"];
  const search = ReportSearch.parse({ by: "product", metrics, sort: "orders.before.percent", direction: "asc" });
  const { metrics: columns } = requestOf({ suite, search, days: MARCH }).metricContainer;
  expect(columns.map(({ columnId, sort, sortBy, shownAs }) => ({ columnId, sort, sortBy, shownAs }))).toEqual([
    { columnId: "c0", sort: "asc", sortBy: { change: "percent", from: "c1" }, shownAs: undefined },
    { columnId: "c1", sort: undefined, sortBy: undefined, shownAs: undefined },
    { columnId: "c2", sort: undefined, sortBy: undefined, shownAs: "rank" },
  ]);
});

/** The same date some months before; null when that month lacks it. */
function monthsBefore(day: string, months: number): string | null {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1 - months, date));
  return at.getUTCDate() === date ? at.toISOString().slice(0, 10) : null;
}
