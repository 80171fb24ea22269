import { expect, test } from "vitest";
import { faultOfSchedule, nextTimeOf, type ScheduleTimes } from "./index.ts";

const AMSTERDAM = "Europe/Amsterdam";
const daily: ScheduleTimes = { startsAt: "2026-03-01T02:30", recurrence: "daily", timeZone: AMSTERDAM };
const after = (times: ScheduleTimes, moment: string) => {
  const next = nextTimeOf(times, Date.parse(moment));
  return next === null ? null : new Date(next).toISOString();
};

test("R78 a schedule runs at the time of the clock, also after the clock changed", () => {
  expect(after(daily, "2026-02-01T00:00:00Z")).toBe("2026-03-01T01:30:00.000Z");
  expect(after(daily, "2026-03-01T01:30:00Z")).toBe("2026-03-02T01:30:00.000Z");
  expect(after(daily, "2026-07-01T12:00:00Z")).toBe("2026-07-02T00:30:00.000Z");
  expect(after({ ...daily, recurrence: "weekly" }, "2026-03-01T01:30:00Z")).toBe("2026-03-08T01:30:00.000Z");
  expect(after({ ...daily, recurrence: "weekly" }, "2026-07-01T12:00:00Z")).toBe("2026-07-05T00:30:00.000Z");
});

test("R78 a time that the clock skips runs as much later, and one that it shows twice runs once, at the first", () => {
  // 29 March: from 02:00 to 03:00.
  expect(after(daily, "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:30:00.000Z");
  expect(after(daily, "2026-03-29T01:30:00Z")).toBe("2026-03-30T00:30:00.000Z");
  // 25 October: from 03:00 back to 02:00.
  expect(after(daily, "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
  expect(after(daily, "2026-10-25T00:30:00Z")).toBe("2026-10-26T01:30:00.000Z");
  const hourly = { ...daily, recurrence: "hourly" as const };
  expect(after(hourly, "2026-10-25T00:30:00Z")).toBe("2026-10-25T01:30:00.000Z");
});

test("a schedule that does not recur runs once", () => {
  const once = { ...daily, recurrence: "none" as const };
  expect(after(once, "2026-02-01T00:00:00Z")).toBe("2026-03-01T01:30:00.000Z");
  expect(after(once, "2026-03-01T01:30:00Z")).toBeNull();
});

test("R80 case 56 a run of everything is not set to repeat, and a schedule does not begin in the past", () => {
  const now = Date.parse("2026-02-01T00:00:00Z");
  expect(faultOfSchedule({ ...daily, full: true }, now)).toBe("full");
  expect(faultOfSchedule({ ...daily, recurrence: "none", full: true }, now)).toBeNull();
  expect(faultOfSchedule({ ...daily, full: false }, now)).toBeNull();
  expect(faultOfSchedule({ ...daily, full: false }, Date.parse("2026-03-01T01:30:00Z"))).toBe("past");
});
