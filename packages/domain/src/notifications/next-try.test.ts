import { expect, test } from "vitest";
import { WAITS_MS, waitAfter } from "./next-try.ts";

test("NO6 each try waits longer than the one before, for three days in all, and then it is given up", () => {
  expect(waitAfter(1)).toBe(5_000);
  expect(waitAfter(9)).toBe(24 * 3_600_000);
  expect(waitAfter(10)).toBeNull();
  expect(WAITS_MS.toSorted((a, b) => a - b)).toEqual(WAITS_MS);
  expect(Math.round(WAITS_MS.reduce((sum, ms) => sum + ms, 0) / 3_600_000)).toBe(76);
});
