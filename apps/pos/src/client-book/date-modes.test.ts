import { expect, test } from "vitest";
import { DATE_MODES, datesOf, daysOf, modeOf } from "./date-modes.ts";

test("R38 on, before, after and between are read from what they filter by, over months, years and leap days", () => {
  for (const first of ["2026-03-01", "2024-02-29", "2025-12-31", "1899-01-01"])
    for (const mode of DATE_MODES) {
      const days = { first, last: mode === "between" ? "2027-01-01" : null };
      const dates = datesOf(mode, days);
      expect(dates === null ? null : [modeOf(dates), daysOf(dates)]).toEqual([mode, days]);
    }
  expect(datesOf("before", { first: "2026-03-01", last: null })).toEqual({ from: null, to: "2026-02-28" });
  expect(datesOf("after", { first: "2024-02-28", last: null })).toEqual({ from: "2024-02-29", to: null });
});

test("R38 days that are not whole, or the wrong way round, filter nothing", () => {
  for (const [first, last] of [
    [null, null],
    ["2026-03-01", null],
    ["2026-03-02", "2026-03-01"],
    ["half-typed", "2026-03-01"],
    [null, "2026-03-01"],
  ] as const)
    expect([first, last, datesOf("between", { first, last })]).toEqual([first, last, null]);
});
