import { expect, test } from "vitest";
import { readAddress, writeAddress } from "./report-address.ts";
import { withChange } from "./report-change.ts";
import { ReportSearch } from "./report-search.ts";

const third = ReportSearch.parse({ by: "product", metrics: ["orders", "revenue"], page: 2 });

test.each<[string, Partial<ReportSearch>]>([
  ["an opened row", { open: ["12-campaign"] }],
  ["another chart", { chart: "stacked" }],
  ["another look of a column", { metrics: ["orders.heat", "revenue"] }],
  ["the same column as it was", { metrics: ["orders", "revenue"], sort: undefined }],
  ["nothing", {}],
])("U18 the page stays after %s", (_, part) => expect(withChange(third, part)).toEqual({ ...third, ...part }));

test.each<[string, Partial<ReportSearch>]>([
  ["another order", { sort: "revenue" }],
  ["another column", { metrics: ["orders", "revenue", "units"] }],
  ["another column in front, by which rows are sorted", { metrics: ["revenue", "orders"] }],
  ["a search", { find: "boot" }],
  ["other days", { open: [], range: "last30" }],
])("U18 the first page comes after %s", (_, part) => expect(withChange(third, part)).toEqual({ ...third, ...part, page: 0 }));

test("U18 columns change places on the same page when one of them sorts the rows", () => {
  const sorted = { ...third, sort: "orders" };
  expect(withChange(sorted, { metrics: ["revenue", "orders"] }).page).toBe(2);
  expect(withChange(third, { page: 5 }).page).toBe(5);
});

test("FR4 undoing an order, and then the column that it was by, leaves nothing of them in the address", () => {
  const added = withChange(third, { metrics: [...third.metrics, "units"] });
  const sorted = withChange(added, { sort: "units", direction: "asc" });
  let address = writeAddress(sorted);
  for (const before of [added, third]) {
    address = { ...address, ...writeAddress(before) };
    expect(address["sort"]).toBeUndefined();
    expect(readAddress(address)).toEqual({ kind: "report", search: before, strange: [] });
  }
});
