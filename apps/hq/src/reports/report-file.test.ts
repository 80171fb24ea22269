import type { RankedReport, RankedRequest } from "@rapport/contract/reporting";
import { expect, test } from "vitest";
import { suite } from "../suites/suite.fixture.ts";
import { reportFile } from "./report-file.ts";
import { ReportSearch } from "./report-search.ts";

const names = { dimension: (id: string) => `D ${id}`, column: ({ metric }: { metric: string }) => `M ${metric}` };

/** A server that always gives two rows on a page. */
function serverOf(rows: RankedReport["rows"]) {
  const asked: RankedRequest[] = [];
  const run = (request: RankedRequest): Promise<RankedReport> => {
    asked.push(request);
    const at = request.settings?.page ?? 0;
    return Promise.resolve({
      totalPages: Math.ceil(rows.length / 2),
      firstPage: at === 0,
      lastPage: (at + 1) * 2 >= rows.length,
      numberOfElements: 2,
      number: at,
      totalElements: rows.length,
      columns: { columnIds: request.metricContainer.metrics.map(({ columnId = "" }) => columnId) },
      rows: rows.slice(at * 2, at * 2 + 2),
      summaryData: { totals: [], filteredTotals: [] },
    });
  };
  return { asked, run };
}

test("U18 S11 a whole report is downloaded, page after page; names that look like formulas become text and are counted", async () => {
  const { asked, run } = serverOf([
    { itemId: "0", value: "Unspecified", data: [3, 10] },
    { itemId: "5", value: "=HYPERLINK(1)", data: [1, -2.5] },
    { itemId: "6", value: "Boot, red", data: [1, 7] },
  ]);
  const search = ReportSearch.parse({
    by: "product",
    metrics: ["orders", "revenue"],
    find: "x",
    page: 3,
    inside: [{ by: "campaign", itemId: "9", value: "+Spring" }],
  });
  const file = await reportFile({ suite, search, days: { from: "2026-11-01", to: "2026-11-30" }, names, unspecified: "Not given", locale: "en-GB", run });
  expect(file).toEqual({
    text: ["\ufeffD campaign,D product,M orders,M revenue", "'+Spring,Not given,3,10", "'+Spring,'=HYPERLINK(1),1,-2.5", '\'+Spring,"Boot, red",1,7', ""].join(
      "\r\n",
    ),
    rows: 3,
    neutral: 4,
  });
  expect(asked.map(({ settings, search: searched }) => [settings?.page, settings?.limit, searched?.clause])).toEqual([
    [0, 50_000, "'x'"],
    [1, 50_000, "'x'"],
  ]);
});

test("U18 in languages with a decimal comma semicolons separate the cells, and days are written as dates, those without a row as 0", async () => {
  const { run } = serverOf([{ itemId: "1261028", value: "Nov 28, 2026", data: [12.5] }]);
  const search = ReportSearch.parse({ by: "daterangeday", metrics: ["revenue"] });
  const { text } = await reportFile({ suite, search, days: { from: "2026-11-28", to: "2026-11-29" }, names, unspecified: "", locale: "nl-NL", run });
  expect(text).toBe("\ufeffD daterangeday;M revenue\r\n2026-11-28;12,5\r\n2026-11-29;0\r\n");
});
