import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDecimals, formatDecimal, multiplyDecimals, parseDecimal } from "./decimal.ts";

describe("parseDecimal", () => {
  test.each([
    ["4.50", 45_000n],
    ["-50", -500_000n],
    ["+3", 30_000n],
    [".5", 5_000n],
    ["7.", 70_000n],
    ["0.00005", 1n],
    ["-0.00005", -1n],
    ["0.00004999", 0n],
    ["1e3", 10_000_000n],
    ["1e-7", 0n],
    ["99999999999999.9999", 999_999_999_999_999_999n],
    ["99999999999999.99999", 999_999_999_999_999_999n],
    ["000000000000000001", 10_000n],
  ])("%s", (text, expected) => expect(parseDecimal(text)).toBe(expected));

  test.each(["", "-", ".", "1,5", "1.2.3", "0x10", "NaN", "Infinity", "1e", "1e+", "1e99", "100000000000000", "12 3", "€5"])("%s is no amount", (text) =>
    expect(parseDecimal(text)).toBeNull(),
  );

  test("takes any text without an exception", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("0123456789.+-eE,")) }), (text) => {
        const value = parseDecimal(text);
        return value === null || parseDecimal(formatDecimal(value)) === value;
      }),
      { numRuns: 10_000 },
    );
  });
});

test("formatDecimal is the shortest exact text", () => {
  expect([0n, 1n, 10_000n, 45_000n, -1n, -123_450_000n].map(formatDecimal)).toEqual(["0", "0.0001", "1", "4.5", "-0.0001", "-12345"]);
});

test("DEC15 sums are exact, and stop at what the warehouse can hold", () => {
  const tenth = parseDecimal("0.1") ?? 0n;
  expect(Array.from({ length: 10 }, () => tenth).reduce(addDecimals, 0n)).toBe(10_000n);
  expect(addDecimals(999_999_999_999_999_999n, 10_000n)).toBe(999_999_999_999_999_999n);
  expect(multiplyDecimals(-25_000n, 30_000n)).toBe(-75_000n);
  expect(multiplyDecimals(999_999_999_999_999_999n, -999_999_999_999_999_999n)).toBe(-999_999_999_999_999_999n);
});
