import { describe, expect, test } from "vitest";
import { calendarOf, dayAfter, dayOf, instantOf } from "./zone.ts";

const utc = (zone: string, text: string) => {
  const local = Date.parse(`${text}Z`);
  const day = Math.floor(local / 86_400_000) * 86_400_000;
  return new Date(instantOf(local, calendarOf(zone).offsets(day))).toISOString();
};

describe("a wall-clock time in the suite's zone", () => {
  test("FF14 outside a clock change the zone's offset decides", () => {
    expect(utc("Europe/Amsterdam", "2024-07-24T12:00:00")).toBe("2024-07-24T10:00:00.000Z");
    expect(utc("America/Los_Angeles", "2024-01-01T12:00:00")).toBe("2024-01-01T20:00:00.000Z");
    expect(utc("Asia/Kathmandu", "2024-01-01T00:00:00")).toBe("2023-12-31T18:15:00.000Z");
    expect(utc("UTC", "2024-01-01T00:00:00")).toBe("2024-01-01T00:00:00.000Z");
  });
  test("FF14 when clocks go forward, a time in the gap moves forward by the gap", () => {
    expect(utc("Europe/Amsterdam", "2024-03-31T01:59:59")).toBe("2024-03-31T00:59:59.000Z");
    expect(utc("Europe/Amsterdam", "2024-03-31T02:30:00")).toBe("2024-03-31T01:30:00.000Z");
    expect(utc("Europe/Amsterdam", "2024-03-31T03:00:00")).toBe("2024-03-31T01:00:00.000Z");
  });
  test("FF14 when clocks go back, the first of the two times is meant", () => {
    expect(utc("Europe/Amsterdam", "2024-10-27T02:30:00")).toBe("2024-10-27T00:30:00.000Z");
    expect(utc("Europe/Amsterdam", "2024-10-27T03:00:00")).toBe("2024-10-27T02:00:00.000Z");
    expect(utc("America/New_York", "2024-11-03T01:30:00")).toBe("2024-11-03T05:30:00.000Z");
  });
  test("a day that a zone skipped still has a point in time", () => {
    expect(utc("Pacific/Apia", "2011-12-30T12:00:00")).toBe("2011-12-30T22:00:00.000Z");
  });
  test("a day some days later is found over ends of months and years, and in leap years", () => {
    expect([0, 1, 60, 366].map((days) => dayAfter("2023-12-31", days))).toEqual(["2023-12-31", "2024-01-01", "2024-02-29", "2024-12-31"]);
  });
  test("the calendar day of a point in time is the zone's", () => {
    expect(dayOf(Date.parse("2024-07-24T23:30:00Z"), "Europe/Amsterdam")).toBe(Date.UTC(2024, 6, 25));
    expect(dayOf(Date.parse("2024-07-24T03:30:00Z"), "America/New_York")).toBe(Date.UTC(2024, 6, 23));
  });
});
