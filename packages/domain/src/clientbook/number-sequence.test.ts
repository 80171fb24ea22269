import { expect, test } from "vitest";
import { drawNumber, numbersOf } from "./number-sequence.ts";

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
