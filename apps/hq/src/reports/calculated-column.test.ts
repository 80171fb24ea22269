import { BUILT_IN_METRICS } from "@rapport/contract/reporting";
import { defineReport } from "@rapport/domain";
import { expect, test } from "vitest";
import { suite } from "../suites/suite.fixture.ts";
import { requestOf } from "./level-request.ts";
import { ReportSearch } from "./report-search.ts";

const days = { from: "2026-03-01", to: "2026-03-31" };
const segment = "s1_0123456789abcdef01234567";
const reporting = { rsid: suite.rsid, timeZone: suite.timeZone, currency: suite.currency, variables: suite.variables, everLinear: new Set<string>() };
const definition = {
  func: "segment",
  version: [1, 0, 0],
  container: { func: "container", context: "hits", pred: { func: "exists", val: { func: "attr", name: "variables/page" } } },
};

test.each(["number", "share", "running", "rank", "before", "before.difference", "before.percent", segment])(
  "CF5 the server takes a calculated metric shown as %s",
  (as) => {
    const id = "cm_conversion_rate_defaultmetric";
    const column = as === "number" ? id : `${id}.${as}`;
    const search = ReportSearch.parse({ by: "product", metrics: [column, "orders"], credit: "linear", sort: as === "running" ? "orders" : column });
    const saved = new Map(BUILT_IN_METRICS.map((metric) => [metric.id, metric.definition]));
    const report = defineReport({
      request: requestOf({ suite, search, days }),
      suite: reporting,
      now: Date.UTC(2026, 3, 1),
      segments: new Map([[segment, definition]]),
      saved,
    });
    expect(report.answers[0]?.kind).toBe("calculated");
  },
);
