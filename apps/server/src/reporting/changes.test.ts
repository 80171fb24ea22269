import { RankedRequest } from "@rapport/contract/reporting";
import { percentOf, ranksOf, runningTotalsOf } from "@rapport/domain/comparisons";
import { defineReport, shapeReport, type ReportingSuite } from "@rapport/domain";
import { preparedStores, randomWords, uniqueName } from "@rapport/testkit";
import { expect, test } from "vitest";
import { insertHits, type TestHit } from "./hits.fixture.ts";
import { rank } from "./run.ts";

const { warehouse } = await preparedStores();

const MARCH = "2026-03-01T00:00/2026-04-01T00:00";
const FEBRUARY = "2026-02-01T00:00/2026-03-01T00:00";

test.each([1, 2, 3])("CP5 CP6 CP7 rows sorted by a change, with places and running totals over all pages, are those of plain loops (seed %i)", async (seed) => {
  const word = randomWords(seed);
  const rsid = uniqueName("changes");
  const suite: ReportingSuite = { rsid, timeZone: "Europe/Amsterdam", currency: "EUR", variables: {}, everLinear: new Set() };
  const hits: TestHit[] = Array.from({ length: 160 }, (_, n) => ({
    at: new Date(Date.UTC(2026, word() % 2 === 0 ? 1 : 2, 2 + (word() % 25), 12, 0, n % 60)).toISOString().slice(0, 19).replace("T", " "),
    visitor: `vid:${n}`,
    dims: { page: `P${word() % 14}` },
  }));
  await insertHits(warehouse, rsid, hits);
  const pages = new Map<string, { main: number; before: number }>();
  for (const { at, dims = {} } of hits) {
    const page = dims["page"] ?? "";
    const counts = pages.get(page) ?? { main: 0, before: 0 };
    if (at < "2026-03") counts.before += 1;
    else counts.main += 1;
    pages.set(page, counts);
  }
  for (const change of ["difference", "percent"] as const)
    for (const sort of ["asc", "desc"] as const) {
      const expected = [...pages].map(([value, counts]) => ({
        value,
        ...counts,
        by: change === "difference" ? counts.main - counts.before : percentOf(counts.main, counts.before),
      }));
      expected.sort((a, b) => {
        if (a.by === null || b.by === null) return Number(a.by === null) - Number(b.by === null) || order(a.value, b.value);
        return (sort === "asc" ? a.by - b.by : b.by - a.by) || order(a.value, b.value);
      });
      const ranks = ranksOf(expected.map(({ main }) => main));
      const running = runningTotalsOf(expected.map(({ main }) => main));
      const wanted = expected.map(({ value, main, before }, place) => [value, main, before, ranks[place], running[place]]);
      const found: unknown[] = [];
      for (let page = 0; page < 3; page += 1) {
        const request = RankedRequest.parse({
          rsid,
          dimension: "variables/page",
          globalFilters: [{ type: "dateRange", dateRange: MARCH }],
          settings: { limit: 5, page },
          metricContainer: {
            metrics: [
              { id: "metrics/occurrences", columnId: "main", sort, sortBy: { change, from: "before" } },
              { id: "metrics/occurrences", columnId: "before", filters: ["february"] },
              { id: "metrics/occurrences", columnId: "rank", shownAs: "rank" },
              { id: "metrics/occurrences", columnId: "running", shownAs: "runningTotal" },
            ],
            metricFilters: [{ id: "february", type: "dateRange", dateRange: FEBRUARY }],
          },
        });
        const definition = defineReport({ request, suite, now: Date.UTC(2026, 3, 1) });
        const report = shapeReport(definition, await rank(warehouse, definition));
        found.push(...report.rows.map(({ value, data }) => [value, ...data]));
        expect(report.summaryData.totals.slice(2)).toEqual([report.summaryData.totals[0], report.summaryData.totals[0]]);
      }
      expect(found).toEqual(wanted);
    }
});

test("CP7 a column is not sorted by its change from one that is not there", () => {
  const request = RankedRequest.parse({
    rsid: "shop",
    dimension: "variables/page",
    globalFilters: [{ type: "dateRange", dateRange: MARCH }],
    metricContainer: { metrics: [{ id: "metrics/orders", columnId: "main", sort: "asc", sortBy: { change: "percent", from: "none" } }] },
  });
  const suite: ReportingSuite = { rsid: "shop", timeZone: "UTC", currency: "EUR", variables: {}, everLinear: new Set() };
  expect(() => defineReport({ request, suite, now: 0 })).toThrow(/metricContainer\.metrics\[0\]\.sortBy\.from.*"none"/s);
});

function order(a: string, b: string): number {
  return a < b ? -1 : 1;
}
