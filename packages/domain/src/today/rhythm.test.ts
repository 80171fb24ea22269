import { expect, test } from "vitest";
import { isLapsing, rhythmOf } from "./rhythm.ts";

const MONTHLY = ["2026-01-01", "2026-01-31", "2026-03-02", "2026-04-01"];

test("TD2 the rhythm is the median gap between days with a purchase, whatever their order and however often each comes", () => {
  expect(rhythmOf(MONTHLY, "2026-04-11")).toEqual({ everyDays: 30, lastDay: "2026-04-01", sinceDays: 10 });
  expect(rhythmOf([...MONTHLY, ...MONTHLY].toReversed(), "2026-04-11")).toEqual({ everyDays: 30, lastDay: "2026-04-01", sinceDays: 10 });
  expect(rhythmOf(["2026-01-01", "2026-01-02", "2026-01-04", "2026-04-04", "2026-04-14"], "2026-04-14")?.everyDays).toBe(6);
});

test("TD2 three days with a purchase are no rhythm, and days that are still to come do not count", () => {
  expect(rhythmOf(MONTHLY.slice(1), "2026-05-01")).toBeNull();
  expect(rhythmOf(MONTHLY, "2026-03-31")).toBeNull();
  expect(rhythmOf([], "2026-03-31")).toBeNull();
});

test.each([
  [30, 45, false],
  [30, 46, true],
  [30, 395, true],
  [30, 396, false],
  [4, 10, false],
  [4, 11, true],
  [1, 2, false],
])("TD2 every %i days and %i days ago: lapsing is %s", (everyDays, sinceDays, lapses) => {
  expect(isLapsing({ everyDays, sinceDays, lastDay: "2026-01-01" })).toBe(lapses);
});
