import { RejectionCode } from "@rapport/contract/data-sources";
import { describe, expect, test } from "vitest";
import { rejectionMessage } from "./rejection.ts";

describe("what is said of a rejected row", () => {
  test.each([
    ["31/11/2026", /^There is no month 31\. The month comes first/],
    ["11/31/2026", /^This date does not exist: month 11 of 2026 has no day 31\./],
    ["02/29/2023", /^This date does not exist: month 2 of 2023 has no day 29\./],
    ["01/00/2023", /has no day 0\./],
    ["01/01/1900", /^The year 1900 is not taken, only 1970 to 2200\./],
    ["01/01/2026/25/00/00", /^There is no time 25:00:00\./],
    ["2026-11-22", /^This is not written as a date is here\. The month comes first: MM\/DD\/YYYY/],
    ["11/22/26", /^This is not written as a date is here\./],
  ])("the date %s", (value, message) => {
    expect(rejectionMessage({ code: "date.format", value })).toMatch(message);
  });
  test("another number of cells names both numbers", () => {
    expect(rejectionMessage({ code: "row.cells", value: "4 of 5 cells" })).toBe(
      "The row has 4 cells, the header has 5 columns. Give every column a cell; a blank one keeps its tab.",
    );
    expect(rejectionMessage({ code: "row.cells", value: "1 of 2 cells" })).toMatch(/^The row has 1 cell, the header has 2 columns\./);
  });
  test("every code has a sentence, whatever the value", () => {
    for (const code of RejectionCode.options) for (const value of ["", "x", "07/24/2024"]) expect(rejectionMessage({ code, value })).toMatch(/\.$/);
  });
});
