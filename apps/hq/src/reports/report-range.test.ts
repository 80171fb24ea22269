import { expect, test } from "vitest";
import { daysOf, rangeProblem } from "./report-range.ts";

test.each([
  ["last7", "2026-03-03", "2026-02-25", "2026-03-03"],
  ["last30", "2026-03-03", "2026-02-02", "2026-03-03"],
  ["last90", "2026-03-03", "2025-12-04", "2026-03-03"],
  ["last12months", "2026-03-31", "2025-03-01", "2026-03-31"],
  ["thisMonth", "2026-03-03", "2026-03-01", "2026-03-03"],
  ["lastMonth", "2026-03-31", "2026-02-01", "2026-02-28"],
  ["lastMonth", "2026-01-15", "2025-12-01", "2025-12-31"],
] as const)("%s on %s is %s to %s, both days part of it", (range, today, from, to) => {
  expect(daysOf({ range, from: undefined, to: undefined }, today)).toEqual({ from, to });
});

test("chosen days in the wrong order, or with one missing, are not a range, and the page says so", () => {
  expect(rangeProblem({ range: "custom", from: "2026-03-31", to: "2026-03-01" })).toBe("reversed");
  expect(rangeProblem({ range: "custom", from: "2026-03-31", to: undefined })).toBe("incomplete");
  expect(daysOf({ range: "custom", from: "2026-03-31", to: "2026-03-01" }, "2026-04-01")).toBeNull();
  expect(rangeProblem({ range: "custom", from: "2026-03-01", to: "2026-03-01" })).toBeNull();
});
