import { expect, test } from "vitest";
import { ofReport, readAddress, without, withDefaults, writeAddress } from "./report-address.ts";
import { ReportSearch } from "./report-search.ts";

test.each([
  ["range", { range: "last14months" }, "last14months"],
  ["by", { by: "colour" }, "colour"],
  ["by", { by: "evar251" }, "evar251"],
  ["metrics", { metrics: ["visits", "profit", "margin"] }, "profit, margin"],
  ["metrics", { metrics: "profit" }, "profit"],
  ["metrics", { metrics: Array.from({ length: 16 }, (_, n) => `event${n + 1}`) }, Array.from({ length: 16 }, (_, n) => `event${n + 1}`).join(", ")],
  ["from", { range: "custom", from: "2026-02-30", to: "2026-03-01" }, "2026-02-30"],
  ["credit", { credit: "magic" }, "magic"],
  ["sort", { sort: "orders", metrics: ["visits"] }, "orders"],
  ["page", { page: -1 }, "-1"],
  ["metrics", { metrics: "orders.percent,revenue.before" }, "orders.percent"],
  ["metrics", { metrics: "visits.linear" }, "visits.linear"],
  ["metrics", { metrics: "orders,cm_magic_defaultmetric" }, "cm_magic_defaultmetric"],
  ["metrics", { metrics: "orders,cm_conversion_rate_defaultmetric.linear" }, "cm_conversion_rate_defaultmetric.linear"],
  ["open", { open: "12-colour" }, '["12-colour"]'],
  ["chart", { chart: "pie" }, "pie"],
  ["inside", { inside: { by: "colour", itemId: "7", value: "red" } }, '[{"by":"colour","itemId":"7","value":"red"}]'],
])("U9 a link whose %s is not known is no report, and says which part it is: %o", (part, address, value) => {
  const read = readAddress(address);
  expect(read).toEqual({ kind: "unknown", parts: [{ part, value }] });
  // The same after the router has written all other defaults into the address.
  expect(readAddress(withDefaults(address))).toEqual(read);
});

test("U9 every unknown part is named, and no other", () => {
  expect(readAddress({ suite: 123, by: "colour", range: "ever" })).toEqual({
    kind: "unknown",
    parts: [
      { part: "by", value: "colour" },
      { part: "range", value: "ever" },
    ],
  });
});

test("U9 the known parts of a link stay when the others are left out", () => {
  const address = { suite: "shop", by: "product", range: "ever", metrics: ["orders", "profit"] };
  const read = readAddress(address);
  expect(read.kind === "unknown" && without(address, read.parts)).toEqual({ suite: "shop", by: "product", metrics: ["orders"] });
});

test("an empty address, and one with one or two plain metrics, are reports", () => {
  expect(readAddress({})).toEqual({ kind: "report", search: ReportSearch.parse({}), strange: [] });
  expect(readAddress({ metrics: "visits,orders", page: 2, by: "evar250" })).toEqual({
    kind: "report",
    search: ReportSearch.parse({ metrics: ["visits", "orders"], page: 2, by: "evar250" }),
    strange: [],
  });
});

test("U9 parts of an address that reports do not know are shown beside the report", () => {
  const address = { by: "product", period: "last7", legalEntity: "SHOP" };
  expect(readAddress(address)).toEqual({ kind: "report", search: ReportSearch.parse({ by: "product" }), strange: ["period=last7"] });
  expect(ofReport(address)).toEqual({ by: "product", legalEntity: "SHOP" });
});

test("FR2 the whole report is in its address, which is read as it was written", () => {
  const search = ReportSearch.parse({
    by: "product",
    metrics: [
      "orders",
      "revenue.linear.days30.s1_0123456789abcdef01234567.before.percent",
      "revenue.2026-01-01_2026-01-31.heat",
      "units.rank",
      "cm1_0123456789abcdef01234567.before.difference",
      "cm_return_rate_defaultmetric",
    ],
    sort: "revenue.2026-01-01_2026-01-31",
    open: ["12-campaign", "12-campaign-34-page*60"],
    segments: ["s1_0123456789abcdef01234567"],
    chart: "stacked",
  });
  const address = writeAddress(search);
  expect(address).toMatchObject({ metrics: search.metrics.join(","), open: "12-campaign,12-campaign-34-page*60" });
  expect(readAddress(address)).toEqual({ kind: "report", search, strange: [] });
  expect(readAddress(withDefaults(address))).toEqual({ kind: "report", search, strange: [] });
});
