import { expect, test } from "vitest";
import { hasColumns } from "./report-columns.ts";
import { columnOf, keyOf, readColumn, writeColumn } from "./report-column.ts";

test.each([
  "revenue",
  "revenue.heat",
  "orders.before",
  "orders.before.percent.bars",
  "orders.2026-01-01_2026-01-31.difference",
  "revenue.linear.sessions",
  "revenue.jShaped.days30.s1_0123456789abcdef01234567.year.share",
  "revenue.sessions",
  "revenue.none.weeks52",
  "event12.rank",
])("FR2 the column %s is written as it was read", (written) => {
  const column = readColumn(written);
  expect(column === null ? null : writeColumn(column)).toBe(written);
});

test.each([
  "",
  "Revenue",
  "revenue.percent",
  "revenue.magic",
  "revenue.before.year",
  "revenue.before.linear",
  "revenue.sessions.days30",
  "revenue.2026-02-30_2026-03-01",
  "revenue.2026-03-02_2026-03-01",
  "revenue.heat.bars",
  "revenue.number",
  "revenue.rank.share",
])("FR2 %s is no column, so that no part of a link is ignored", (written) => expect(readColumn(written)).toBeNull());

test("FR1 how a column looks does not make it another one", () => {
  expect(keyOf({ ...columnOf("orders"), look: "heat" })).toBe("orders");
  expect(readColumn("orders.before.percent")?.look).toBe("plain");
});

test("FR3 rows stand under the same columns in the same order, however they look", () => {
  const columns = [columnOf("orders"), columnOf("visits")];
  expect(hasColumns({ metrics: ["orders.heat", "visits"] }, columns)).toBe(true);
  expect(hasColumns({ metrics: ["visits", "orders"] }, columns)).toBe(false);
  expect(hasColumns({ metrics: ["orders", "units"] }, columns)).toBe(false);
});
