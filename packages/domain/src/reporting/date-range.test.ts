import { Refusal } from "@rapport/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDateRange } from "./date-range.ts";
import { refusalOf } from "./refusal-of.fixture.ts";

/** Wednesday 18 November 2026, 14:25:30 in Amsterdam. */
const NOW = Date.UTC(2026, 10, 18, 13, 25, 30);
const AMSTERDAM = { timeZone: "Europe/Amsterdam", now: NOW };

function range(text: string, moment = AMSTERDAM): string[] {
  const { from, to } = readDateRange(text, moment);
  return [new Date(from).toISOString(), new Date(to).toISOString()];
}

describe("absolute ranges are local times of the suite's zone", () => {
  test.each([
    ["2026-01-01T00:00:00.000/2026-02-01T00:00:00.000", "2025-12-31T23:00:00.000Z", "2026-01-31T23:00:00.000Z"],
    ["2026-01-01T00:00:00/2026-02-01T00:00:00", "2025-12-31T23:00:00.000Z", "2026-01-31T23:00:00.000Z"],
    ["2026-01-01T00:00/2026-02-01T00:00", "2025-12-31T23:00:00.000Z", "2026-01-31T23:00:00.000Z"],
    ["2026-07-01T00:00/2026-07-02T00:00", "2026-06-30T22:00:00.000Z", "2026-07-01T22:00:00.000Z"],
    ["2026-01-01T00:00/2026-01-31T23:59:59.999", "2025-12-31T23:00:00.000Z", "2026-01-31T22:59:59.999Z"],
    ["2026-01-01T08:30:15.25/2026-01-01T08:30:15.500", "2026-01-01T07:30:15.250Z", "2026-01-01T07:30:15.500Z"],
  ])("RQ2 %s", (text, from, to) => {
    expect(range(text)).toEqual([from, to]);
  });

  test("RQ2 a day on which clocks go forward has 23 hours, one on which they go back has 25", () => {
    const hours = (text: string) => {
      const { from, to } = readDateRange(text, AMSTERDAM);
      return (to - from) / 3_600_000;
    };
    expect(hours("2026-03-29T00:00/2026-03-30T00:00")).toBe(23);
    expect(hours("2026-10-25T00:00/2026-10-26T00:00")).toBe(25);
  });

  test("RQ2 a time in the missing hour moves forward by that hour, and one in the doubled hour is the first of the two", () => {
    expect(range("2026-03-29T02:30/2026-03-29T03:31")).toEqual(["2026-03-29T01:30:00.000Z", "2026-03-29T01:31:00.000Z"]);
    expect(range("2026-10-25T02:30/2026-10-25T03:00")).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-25T02:00:00.000Z"]);
  });
});

describe("formulas count from now, in the suite's zone", () => {
  test.each([
    ["td-7d/td", "2026-11-10T23:00:00.000Z", "2026-11-17T23:00:00.000Z"],
    ["td/td+1d", "2026-11-17T23:00:00.000Z", "2026-11-18T23:00:00.000Z"],
    ["th/th+1h", "2026-11-18T13:00:00.000Z", "2026-11-18T14:00:00.000Z"],
    ["tw/tw+1w", "2026-11-14T23:00:00.000Z", "2026-11-21T23:00:00.000Z"],
    ["tm-1m/tm", "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"],
    ["tq/tq+1q", "2026-09-30T22:00:00.000Z", "2026-12-31T23:00:00.000Z"],
    ["ty/ty+1y", "2025-12-31T23:00:00.000Z", "2026-12-31T23:00:00.000Z"],
    ["tm-1m+1w-1d/tm", "2026-10-06T22:00:00.000Z", "2026-10-31T23:00:00.000Z"],
    ["2026-01-01T00:00/td", "2025-12-31T23:00:00.000Z", "2026-11-17T23:00:00.000Z"],
    ["ty-1y/2026-02-01T00:00", "2024-12-31T23:00:00.000Z", "2026-01-31T23:00:00.000Z"],
  ])("RQ2 %s", (text, from, to) => {
    expect(range(text)).toEqual([from, to]);
  });

  test("RQ2 the week begins on Sunday, also when today is a Sunday or a Saturday", () => {
    const on = (day: number) => range("tw/tw+1w", { timeZone: "UTC", now: Date.UTC(2026, 10, day, 12) })[0];
    expect([on(15), on(21), on(22)]).toEqual(["2026-11-15T00:00:00.000Z", "2026-11-15T00:00:00.000Z", "2026-11-22T00:00:00.000Z"]);
  });

  test("RQ2 a month back from the 31st is the last day of a shorter month", () => {
    expect(range("td-1m/td", { timeZone: "UTC", now: Date.UTC(2026, 2, 31, 12) })).toEqual(["2026-02-28T00:00:00.000Z", "2026-03-31T00:00:00.000Z"]);
  });

  test("RQ2 days around one without a midnight are whole; that one starts at 01:00", () => {
    const onIt = { timeZone: "Africa/Cairo", now: Date.UTC(2026, 3, 24, 10) };
    expect(range("td-7d/td", onIt)).toEqual(["2026-04-16T22:00:00.000Z", "2026-04-23T22:00:00.000Z"]);
    expect(range("td/td+1d", onIt)).toEqual(["2026-04-23T22:00:00.000Z", "2026-04-24T21:00:00.000Z"]);
    const afterIt = { timeZone: "Africa/Cairo", now: Date.UTC(2026, 3, 26, 10) };
    expect(range("td-2d-1d/td-2d+1d", afterIt)).toEqual(["2026-04-22T22:00:00.000Z", "2026-04-24T21:00:00.000Z"]);
  });

  test("RQ2 today is the suite's day, not UTC's", () => {
    const lateEvening = Date.UTC(2026, 10, 18, 23, 30);
    expect(range("td/td+1d", { timeZone: "Europe/Amsterdam", now: lateEvening })).toEqual(["2026-11-18T23:00:00.000Z", "2026-11-19T23:00:00.000Z"]);
    expect(range("td/td+1d", { timeZone: "America/New_York", now: lateEvening })).toEqual(["2026-11-18T05:00:00.000Z", "2026-11-19T05:00:00.000Z"]);
  });
});

describe("anything else is refused with a reason", () => {
  test.each([
    ["", "report.range_form", {}],
    ["td", "report.range_form", {}],
    ["td/td/td", "report.range_form", {}],
    ["td/td", "report.range_order", {}],
    ["2026-02-01T00:00/2026-01-01T00:00", "report.range_order", {}],
    ["2026-02-30T00:00/2026-03-01T00:00", "report.range_no_such_time", { time: "2026-02-30T00:00" }],
    ["2026-01-01T25:00/2026-03-01T00:00", "report.range_no_such_time", { time: "2026-01-01T25:00" }],
    ["2026-01-01/2026-02-01", "report.range_time", { time: "2026-01-01" }],
    ["2026-01-01T00:00Z/2026-02-01T00:00Z", "report.range_zone", { time: "2026-01-01T00:00Z" }],
    ["2026-01-01T00:00+01:00/td", "report.range_zone", { time: "2026-01-01T00:00+01:00" }],
    ["tz-7d/td", "report.range_time", { time: "tz-7d" }],
    ["td-7/td", "report.range_time", { time: "td-7" }],
    ["ty-999999y/td", "report.range_no_such_time", { time: "ty-999999y" }],
  ])("RQ2 %j", (text, code, params) => {
    const path = ["globalFilters", 0, "dateRange"];
    expect(refusalOf(() => readDateRange(text, { ...AMSTERDAM, path }))).toEqual({
      kind: "invalid",
      code: "report.date_range",
      at: "globalFilters[0].dateRange",
      fault: code,
      params: { range: text, ...params },
    });
  });

  test("RQ2 any text gives a range that runs forward, or a refusal", () => {
    const part = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.stringMatching(/^t[hdwmqyz]([+-]\d{1,4}[hdwmqy]){0,3}$/),
      fc.stringMatching(/^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d(:[0-6]\d(\.\d{1,3})?)?$/),
    );
    fc.assert(
      fc.property(part, part, fc.constantFrom("UTC", "Europe/Amsterdam", "Asia/Kolkata", "America/St_Johns"), (start, end, timeZone) => {
        try {
          const { from, to } = readDateRange(`${start}/${end}`, { timeZone, now: NOW });
          expect(from).toBeLessThan(to);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
