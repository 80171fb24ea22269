import { describe, expect, test } from "vitest";
import { rangeOfTimeItem, rangeOfTimeText, timeLabel } from "./time-items.ts";
import { refusalOf } from "./refusal-of.fixture.ts";

const AMSTERDAM = "Europe/Amsterdam";

describe("days and months as items", () => {
  test.each([
    ["1181018", "2018-11-18"],
    ["1251028", "2025-11-28"],
    ["1171131", "2017-12-31"],
    ["1190701", "2019-08-01"],
  ])("RQ5 %s is %s", (itemId, text) => {
    expect(rangeOfTimeItem({ itemId, unit: "day", timeZone: "UTC" })).toEqual(rangeOfTimeText({ text, unit: "day", timeZone: "UTC" }));
  });

  test("have names in the caller's language", () => {
    expect(timeLabel({ itemId: "1181018", unit: "day", locale: "en-US" })).toBe("Nov 18, 2018");
    expect(timeLabel({ itemId: "1181001", unit: "month", locale: "en-US" })).toBe("Nov 2018");
    expect(timeLabel({ itemId: "1181018", unit: "day", locale: "nl-NL" })).toBe("18 nov 2018");
  });

  test("RQ5 an item is the whole day or month in the suite's zone, however long that is", () => {
    const hours = ({ from, to }: { from: number; to: number }) => (to - from) / 3_600_000;
    expect(rangeOfTimeItem({ itemId: "1181018", unit: "day", timeZone: AMSTERDAM })).toEqual({
      from: Date.UTC(2018, 10, 17, 23),
      to: Date.UTC(2018, 10, 18, 23),
    });
    expect(hours(rangeOfTimeItem({ itemId: "1260229", unit: "day", timeZone: AMSTERDAM }))).toBe(23);
    expect(hours(rangeOfTimeItem({ itemId: "1260925", unit: "day", timeZone: AMSTERDAM }))).toBe(25);
    expect(hours(rangeOfTimeItem({ itemId: "1260201", unit: "month", timeZone: AMSTERDAM }))).toBe(31 * 24 - 1);
  });

  test.each([
    ["2018-11-18", "day"],
    ["Nov 18, 2018", "day"],
    ["2018-11", "month"],
    ["nov 2018", "month"],
  ] as const)("%s is understood as a %s", (text, unit) => {
    const itemId = unit === "day" ? "1181018" : "1181001";
    expect(rangeOfTimeText({ text, unit, timeZone: AMSTERDAM })).toEqual(rangeOfTimeItem({ itemId, unit, timeZone: AMSTERDAM }));
  });

  test.each(["1181018x", "", "1181118x", "1181232", "1181001.5"])("RQ5 %j is the id of no day", (itemId) => {
    expect(refusalOf(() => rangeOfTimeItem({ itemId, unit: "day", timeZone: AMSTERDAM, path: ["here"] }))).toEqual({
      kind: "invalid",
      code: "report.item",
      at: "here",
      fault: "report.time_item",
      params: { id: itemId, unit: "day" },
    });
  });

  test("the id of a day in the middle of a month is not the id of a month", () => {
    expect(refusalOf(() => rangeOfTimeItem({ itemId: "1181018", unit: "month", timeZone: AMSTERDAM }))).toMatchObject({
      fault: "report.time_item",
      params: { id: "1181018", unit: "month" },
    });
  });

  test.each(["yesterday", "2018-13-01", "Foo 1, 2018", "2018-11"])("%s is no day", (text) => {
    expect(refusalOf(() => rangeOfTimeText({ text, unit: "day", timeZone: AMSTERDAM }))).toMatchObject({
      fault: "report.time_text",
      params: { text, unit: "day" },
    });
  });
});
