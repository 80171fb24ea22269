import { expect, test } from "vitest";
import { drawNumber, formatOf, numbersOf, segmentsOf } from "./number-sequence.ts";

test.each([
  ["CB-####", 12, "CB-0012"],
  ["####", 9999, "9999"],
  ["#", 1, "1"],
  ["&&", 1, "AA"],
  ["&&", 27, "BA"],
  ["B&##/x", 1, "BA01/x"],
  ["&##", 100, "B00"],
])("R64 format %s writes number %i as %s", (format, next, text) => {
  expect(drawNumber(format, next)).toEqual({ kind: "number", text });
});

test.each([
  ["CB-##", 100],
  ["&", 27],
  ["#", 10],
])("R67 format %s has no number %i: a sequence never wraps", (format, next) => {
  expect(drawNumber(format, next)).toEqual({ kind: "exhausted" });
});

test.each(["#", "&", "CB-##", "B&#/x", "&&"])("R67 the last number of format %s is the one its places can still write", (format) => {
  expect(drawNumber(format, numbersOf(format)).kind).toBe("number");
  expect(drawNumber(format, numbersOf(format) + 1)).toEqual({ kind: "exhausted" });
});

test("R64 a format is segments: fixed text, the code of the legal entity, and one number; what was a format before is one still", () => {
  const segments = [{ kind: "constant", text: "CB-" }, { kind: "legalEntity" }, { kind: "constant", text: "/" }, { kind: "number", places: "##&" }] as const;
  expect(formatOf(segments)).toBe("CB-{legalEntity}/##&");
  expect(segmentsOf(formatOf(segments))).toEqual(segments);
  expect(drawNumber("CB-{legalEntity}/##", 7, { legalEntity: "NL01" })).toEqual({ kind: "number", text: "CB-NL01/07" });
  for (const format of ["CB-####", "{x}#", "&&", "#{legal}"]) expect(formatOf(segmentsOf(format))).toBe(format);
  expect(drawNumber("{x}#", 1, { legalEntity: "NL01" })).toEqual({ kind: "number", text: "{x}1" });
});
