import { describe, expect, test } from "vitest";
import { createFormats, preferredLanguage, preferredLocale } from "./formats.ts";

const now = () => new Date("2026-11-22T10:00:00Z");
const english = createFormats({ language: "en", timeZone: "Europe/Amsterdam", now });
const dutch = createFormats({ language: "nl", timeZone: "Europe/Amsterdam", now });

describe("money", () => {
  test("is exact where a binary number would not be", () => {
    expect(english.money({ amount: "9007199254740993.01", currency: "GBP" })).toBe("£9,007,199,254,740,993.01");
    expect(english.money({ amount: "0.10", currency: "GBP" })).toBe("£0.10");
  });

  test("is written as the person's language writes it, with a real minus sign", () => {
    expect(english.money({ amount: "-38.25", currency: "GBP" })).toBe("−£38.25");
    expect(dutch.money({ amount: "-1038.25", currency: "EUR" }).replaceAll(/\s/gu, " ")).toBe("€ −1.038,25");
  });

  test("in short form leaves out decimals only when they are zero", () => {
    expect([
      english.money({ amount: "1250.00", currency: "GBP" }, { short: true }),
      english.money({ amount: "1250.50", currency: "GBP" }, { short: true }),
    ]).toEqual(["£1,250", "£1,250.50"]);
  });

  test("follows the currency's own number of decimals", () => {
    expect(english.money({ amount: "1250", currency: "JPY" })).toBe("¥1,250");
  });
});

describe("days", () => {
  test("a point in time is on the day of the person's own zone", () => {
    expect(english.date("2026-11-21T23:30:00Z")).toBe("22 Nov");
    expect(english.relativeDay("2026-11-21T23:30:00Z")).toBe("today");
    expect(dutch.relativeDay("2026-11-21T12:00:00Z")).toBe("gisteren");
  });

  test("a day without a time is that day in every zone", () => {
    const far = createFormats({ language: "en", timeZone: "Pacific/Honolulu", now });
    expect(far.longDate("2026-12-03")).toBe("3 December 2026");
  });

  test("another year is written out, and distant days are not relative", () => {
    expect([english.date("2025-03-01"), english.relativeDay("2026-11-01")]).toEqual(["1 Mar 2025", null]);
  });

  test("days until a birthday are counted to the next time it comes, over New Year", () => {
    expect([english.nextAnniversary("1984-11-22"), english.nextAnniversary("1984-12-03"), english.daysToAnniversary("1984-01-01")]).toEqual([
      "today",
      "in 11 days",
      40,
    ]);
  });

  test("a birthday on 29 February counts as the 28th in other years", () => {
    const february = createFormats({ language: "en", timeZone: "UTC", now: () => new Date("2027-02-27T10:00:00Z") });
    expect(february.daysToAnniversary("1984-02-29")).toBe(1);
    const leap = createFormats({ language: "en", timeZone: "UTC", now: () => new Date("2028-02-27T10:00:00Z") });
    expect(leap.daysToAnniversary("1984-02-29")).toBe(2);
  });
});

test("bytes are written in the unit that fits", () => {
  expect([english.bytes(1), english.bytes(1500), english.bytes(50_000_000)]).toEqual(["1 byte", "1.5 kB", "50 MB"]);
});

test("the first of the device's languages that the apps have is used, in the device's own regional form", () => {
  expect([preferredLanguage(["de-DE", "nl-BE", "en"]), preferredLanguage(["de"])]).toEqual(["nl", "en"]);
  expect([preferredLocale("nl", ["en-US", "nl-BE"]), preferredLocale("en", ["nl"])]).toEqual(["nl-BE", "en-GB"]);
  expect([preferredLanguage(["nl-NL@posix"]), preferredLocale("nl", ["nl-NL@posix"])]).toEqual(["nl", "nl-NL"]);
});

test("C21 a birthday without a year is a day and a month, and comes round like any other", () => {
  const formats = createFormats({ language: "en", timeZone: "UTC", now: () => new Date("2027-02-27T10:00:00Z") });
  expect([formats.dayAndMonth("--02-29"), formats.dayAndMonth("--12-03"), formats.daysToAnniversary("--02-29"), formats.nextAnniversary("--03-01")]).toEqual([
    "29 February",
    "3 December",
    1,
    "in 2 days",
  ]);
});
