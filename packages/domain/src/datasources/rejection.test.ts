import { RejectionCode, rowFaultInEnglish } from "@rapport/contract/refusals";
import { describe, expect, test } from "vitest";
import { rowFaultOf, type KeptRejection } from "./rejection.ts";

const UNKEPT = {
  value: "",
  found: null,
  expected: null,
  first: null,
  of: "revenue",
  left: "1.5",
  upload: 1,
  order: "2026-11-26",
  firstHit: "2026-01-02",
} as const;
const inEnglish = (kept: Partial<KeptRejection> & Pick<KeptRejection, "code">) => rowFaultInEnglish(rowFaultOf({ ...UNKEPT, ...kept }));

describe("the English of a rejected row", () => {
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
    expect(inEnglish({ code: "date.format", value })).toMatch(message);
  });
  test("for a wrong number of cells it names both numbers", () => {
    expect(inEnglish({ code: "row.cells", value: "4", found: 4, expected: 5 })).toBe(
      "The row has 4 cells, the header has 5 columns. Give every column a cell; a blank one keeps its tab.",
    );
    expect(inEnglish({ code: "row.cells", value: "1", found: 1, expected: 2 })).toMatch(/^The row has 1 cell, the header has 2 columns\./);
  });
  test("for a row without stored parameters it says only what is known", () => {
    expect(inEnglish({ code: "row.cells", value: "4 of 5 cells" })).toMatch(/^The row has another number of cells than the header\./);
    expect(inEnglish({ code: "date.future", value: "01/01/2190" })).toBe("The date lies in the future.");
  });
  test("for a source with the day first it says so", () => {
    expect(inEnglish({ code: "date.day_first", value: "11/31/2026" })).toBe("There is no month 31. The day comes first: DD/MM/YYYY.");
    expect(inEnglish({ code: "date.future", value: "31/12/2190", first: "day" })).toMatch(/The day comes first: DD\/MM\/YYYY\.$/);
  });
  test("every code has a sentence, whatever the value", () => {
    for (const code of RejectionCode.options) for (const value of ["", "x", "07/24/2024"]) expect(inEnglish({ code, value })).toMatch(/\.$/);
  });
});
