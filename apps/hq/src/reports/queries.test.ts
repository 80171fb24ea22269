import type { RankedReport } from "@rapport/contract/reporting";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { topOf } from "./level-request.ts";
import { levelQuery } from "./queries.ts";
import { ReportSearch } from "./report-search.ts";
import { suite } from "../suites/suite.fixture.ts";

const nothing: RankedReport = {
  totalPages: 0,
  firstPage: true,
  lastPage: true,
  numberOfElements: 0,
  number: 0,
  totalElements: 0,
  columns: { columnIds: [] },
  rows: [],
  summaryData: { totals: [], filteredTotals: [] },
};

const days = { from: "2026-03-01", to: "2026-03-31" };

afterEach(() => vi.unstubAllGlobals());

test("an answer that stays while the next one loads keeps its own request", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(nothing)));
  const byPage = ReportSearch.parse({ by: "page" });
  const byProduct = ReportSearch.parse({ by: "product" });
  const client = new QueryClient();
  const answers = new QueryObserver(client, levelQuery({ suite, search: byPage, days, place: topOf(byPage) }));
  const stop = answers.subscribe(() => undefined);
  await vi.waitFor(() => expect(answers.getCurrentResult().isSuccess).toBe(true));

  answers.setOptions(levelQuery({ suite: { ...suite, currency: "USD" }, search: byProduct, days, place: topOf(byProduct) }));
  const { isPlaceholderData, data } = answers.getCurrentResult();
  expect({ isPlaceholderData, by: data?.search.by, currency: data?.suite.currency }).toEqual({ isPlaceholderData: true, by: "page", currency: "EUR" });

  await vi.waitFor(() => expect(answers.getCurrentResult().isPlaceholderData).toBe(false));
  expect(answers.getCurrentResult().data).toMatchObject({ suite: { ...suite, currency: "USD" }, search: byProduct, level: { by: "product", elements: 0 } });
  stop();
});
