import type { RankedReport } from "@rapport/contract/reporting";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { answerQuery } from "./queries.ts";
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

afterEach(() => vi.unstubAllGlobals());

test("an answer that stays while the next one loads keeps its own request", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(nothing)));
  const byPage = ReportSearch.parse({ by: "page" });
  const byProduct = ReportSearch.parse({ by: "product" });
  const client = new QueryClient();
  const answers = new QueryObserver(client, answerQuery(suite, byPage));
  const stop = answers.subscribe(() => undefined);
  await vi.waitFor(() => expect(answers.getCurrentResult().isSuccess).toBe(true));

  answers.setOptions(answerQuery({ ...suite, currency: "USD" }, byProduct));
  const { isPlaceholderData, data } = answers.getCurrentResult();
  expect({ isPlaceholderData, by: data?.search.by, currency: data?.suite.currency }).toEqual({ isPlaceholderData: true, by: "page", currency: "EUR" });

  await vi.waitFor(() => expect(answers.getCurrentResult().isPlaceholderData).toBe(false));
  expect(answers.getCurrentResult().data).toEqual({ suite: { ...suite, currency: "USD" }, search: byProduct, report: nothing });
  stop();
});
