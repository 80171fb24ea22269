import { expect, test } from "vitest";
import { instantOf, wallClockOf } from "./wall-clock.ts";

test.each([
  ["2026-03-02", "10:30", "Europe/Amsterdam", "2026-03-02T09:30:00.000Z"],
  ["2026-07-02", "00:05", "Europe/Amsterdam", "2026-07-01T22:05:00.000Z"],
  ["2026-03-29", "03:30", "Europe/Amsterdam", "2026-03-29T01:30:00.000Z"],
  ["2026-01-01", "23:59", "Asia/Kathmandu", "2026-01-01T18:14:00.000Z"],
  ["2024-02-29", "12:00", "America/New_York", "2024-02-29T17:00:00.000Z"],
])("R55 %s %s in %s is a point in time, and back", (day, time, zone, at) => {
  expect(instantOf({ day, time }, zone)).toBe(at);
  expect(wallClockOf(new Date(at), zone)).toEqual({ day, time });
});

test("what is half typed is no time", () => {
  expect(["", "9:00", "half"].map((time) => instantOf({ day: "2026-03-02", time }, "UTC"))).toEqual([null, null, null]);
  expect(instantOf({ day: "2026-02-31", time: "25:00" }, "UTC")).toBe(null);
});
