import { describe, expect, test } from "vitest";
import type { DateRange } from "./date-range.ts";
import { rangesOfTimeItem, type TimeUnit } from "./time-items.ts";
import { rangesOfTimeText, timeNames } from "./time-texts.ts";
import { refusalOf } from "./refusal-of.fixture.ts";

const nameOf = ({ itemId, unit, locale = "en-US" }: { itemId: string; unit: TimeUnit; locale?: string }) => timeNames({ unit, locale })(itemId);
const hours = (ranges: readonly DateRange[]) => ranges.map(({ from, to }) => (to - from) / 3_600_000);
const AMSTERDAM = "Europe/Amsterdam";

describe("times as items", () => {
  test.each([
    ["1181018", "2018-11-18"],
    ["1251028", "2025-11-28"],
    ["1171131", "2017-12-31"],
    ["1190701", "2019-08-01"],
  ])("RQ5 %s is %s", (itemId, text) => {
    expect(rangesOfTimeItem({ itemId, unit: "day", timeZone: "UTC" })).toEqual(rangesOfTimeText({ text, unit: "day", timeZone: "UTC" }));
  });

  test("have names in the caller's language", () => {
    expect(nameOf({ itemId: "11810181305", unit: "minute" })).toBe("Nov 18, 2018, 13:05");
    expect(nameOf({ itemId: "118101800", unit: "hour" })).toBe("Nov 18, 2018, 00:00");
    expect(nameOf({ itemId: "1181018", unit: "day" })).toBe("Nov 18, 2018");
    expect(nameOf({ itemId: "1181018", unit: "week" })).toBe("Nov 18, 2018");
    expect(nameOf({ itemId: "1181001", unit: "month" })).toBe("Nov 2018");
    expect(nameOf({ itemId: "1180901", unit: "quarter" })).toBe("Q4 2018");
    expect(nameOf({ itemId: "1180001", unit: "year" })).toBe("2018");
    expect(nameOf({ itemId: "1181018", unit: "day", locale: "nl-NL" })).toBe("18 nov 2018");
  });

  test("RQ5 an item is the whole day or month in the suite's zone, however long that is", () => {
    expect(rangesOfTimeItem({ itemId: "1181018", unit: "day", timeZone: AMSTERDAM })).toEqual([
      { from: Date.UTC(2018, 10, 17, 23), to: Date.UTC(2018, 10, 18, 23) },
    ]);
    expect(hours(rangesOfTimeItem({ itemId: "1260229", unit: "day", timeZone: AMSTERDAM }))).toEqual([23]);
    expect(hours(rangesOfTimeItem({ itemId: "1260925", unit: "day", timeZone: AMSTERDAM }))).toEqual([25]);
    expect(hours(rangesOfTimeItem({ itemId: "1260201", unit: "month", timeZone: AMSTERDAM }))).toEqual([31 * 24 - 1]);
  });

  test("RQ9 an hour or a minute is what the clock shows, which may be never, twice or half as long", () => {
    const of = (itemId: string, unit: TimeUnit, timeZone: string) => rangesOfTimeItem({ itemId, unit, timeZone });
    expect(of("118101813", "hour", "Asia/Kolkata")).toEqual([{ from: Date.UTC(2018, 10, 18, 7, 30), to: Date.UTC(2018, 10, 18, 8, 30) }]);
    expect(hours(of("126022902", "hour", AMSTERDAM))).toEqual([]);
    expect(hours(of("126092502", "hour", AMSTERDAM))).toEqual([2]);
    expect(of("12609250215", "minute", AMSTERDAM)).toEqual([
      { from: Date.UTC(2026, 9, 25, 0, 15), to: Date.UTC(2026, 9, 25, 0, 16) },
      { from: Date.UTC(2026, 9, 25, 1, 15), to: Date.UTC(2026, 9, 25, 1, 16) },
    ]);
    expect(hours(of("126030501", "hour", "Australia/Lord_Howe"))).toEqual([1.5]);
    expect(hours(of("126090402", "hour", "Australia/Lord_Howe"))).toEqual([0.5]);
  });

  test("RQ5 RQ9 weeks begin on Sunday, quarters in January, April, July and October", () => {
    expect(hours(rangesOfTimeItem({ itemId: "1260229", unit: "week", timeZone: AMSTERDAM }))).toEqual([7 * 24 - 1]);
    expect(hours(rangesOfTimeItem({ itemId: "1260001", unit: "quarter", timeZone: AMSTERDAM }))).toEqual([90 * 24 - 1]);
    expect(hours(rangesOfTimeItem({ itemId: "1240001", unit: "year", timeZone: AMSTERDAM }))).toEqual([366 * 24]);
  });

  test.each([
    ["2018-11-18T13:05", "minute", "11810181305"],
    ["Nov 18, 2018, 13:05", "minute", "11810181305"],
    ["2018-11-18 13:00", "hour", "118101813"],
    ["Nov 18, 2018, 13:00", "hour", "118101813"],
    ["2018-11-18", "day", "1181018"],
    ["Nov 18, 2018", "day", "1181018"],
    ["2018-11-18", "week", "1181018"],
    ["2018-11", "month", "1181001"],
    ["nov 2018", "month", "1181001"],
    ["Q4 2018", "quarter", "1180901"],
    ["2018-Q4", "quarter", "1180901"],
    ["2018", "year", "1180001"],
  ] as const)("%s is understood as a %s", (text, unit, itemId) => {
    expect(rangesOfTimeText({ text, unit, timeZone: AMSTERDAM })).toEqual(rangesOfTimeItem({ itemId, unit, timeZone: AMSTERDAM }));
  });

  test.each(["1181018x", "", "1181118x", "1181232", "1181001.5"])("RQ5 %j is the id of no day", (itemId) => {
    expect(refusalOf(() => rangesOfTimeItem({ itemId, unit: "day", timeZone: AMSTERDAM, path: ["here"] }))).toEqual({
      kind: "invalid",
      code: "report.item",
      at: "here",
      fault: "report.time_item",
      params: { id: itemId, unit: "day" },
    });
  });

  test.each([
    ["1181018", "month"],
    ["1181019", "week"],
    ["1181001", "quarter"],
    ["1180901", "year"],
    ["1181018", "hour"],
    ["118101824", "hour"],
    ["11810181360", "minute"],
  ] as const)("RQ5 %s is not the id of a %s", (id, unit) => {
    expect(refusalOf(() => rangesOfTimeItem({ itemId: id, unit, timeZone: AMSTERDAM }))).toMatchObject({ fault: "report.time_item", params: { id, unit } });
  });

  test.each([
    ["yesterday", "day"],
    ["2018-13-01", "day"],
    ["Foo 1, 2018", "day"],
    ["2018-11", "day"],
    ["2018-11-19", "week"],
    ["Q5 2018", "quarter"],
    ["18", "year"],
    ["2018-11-18T13:05", "hour"],
    ["2018-11-18T24:00", "minute"],
  ] as const)("%s is no %s", (text, unit) => {
    expect(refusalOf(() => rangesOfTimeText({ text, unit, timeZone: AMSTERDAM }))).toMatchObject({ fault: "report.time_text", params: { text, unit } });
  });
});
