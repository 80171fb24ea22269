import { expect, test } from "vitest";
import { daysAhead } from "./days-ahead.ts";

test("case 24 from 28 February the next 14 days hold 3 March and not 20 April, in a leap year too", () => {
  for (const today of ["2027-02-28", "2028-02-28"]) {
    expect(daysAhead(today, 14)).toContain("03-03");
    expect(daysAhead(today, 14)).not.toContain("04-20");
  }
});

test("the last day is included, the day after it is not", () => {
  expect(daysAhead("2026-11-22", 7)).toEqual(["11-22", "11-23", "11-24", "11-25", "11-26", "11-27", "11-28", "11-29"]);
});

test("case 24 the days go on after New Year", () => {
  expect(daysAhead("2026-12-30", 3)).toEqual(["12-30", "12-31", "01-01", "01-02"]);
});

test("case 24 29 February is a day of its own in a leap year, and counts as the 28th in another", () => {
  expect(daysAhead("2028-02-27", 3)).toEqual(["02-27", "02-28", "02-29", "03-01"]);
  expect(daysAhead("2027-02-27", 2)).toEqual(["02-27", "02-28", "02-29", "03-01"]);
  expect(daysAhead("2027-03-01", 30)).not.toContain("02-29");
});

test("366 days are every day of the year", () => {
  expect(daysAhead("2027-06-15", 366)).toHaveLength(366);
});
