import { expect, test } from "vitest";
import { addDecimals, convertAmount, formatDecimal, multiplyDecimals, ONE } from "./decimal.ts";

const MOST = 9_999_999_999_999_999_999_999n;

test("formatDecimal is the shortest exact text", () => {
  expect([0n, 1n, ONE, 450_000_000n, -1n, -1_234_500_000_000n].map(formatDecimal)).toEqual(["0", "0.00000001", "1", "4.5", "-0.00000001", "-12345"]);
});

test("DEC15 sums are exact, up to what the warehouse can hold", () => {
  const tenth = ONE / 10n;
  expect(Array.from({ length: 10 }, () => tenth).reduce(addDecimals, 0n)).toBe(ONE);
  expect(addDecimals(MOST, ONE)).toBe(MOST);
  expect(multiplyDecimals(-250_000_000n, 300_000_000n)).toBe(-750_000_000n);
  expect(multiplyDecimals(MOST, -MOST)).toBe(-MOST);
});

test("D15 300 times 0.333333 is 99.9999, added or multiplied", () => {
  const third = 33_333_300n;
  expect(formatDecimal(Array.from({ length: 300 }, () => third).reduce(addDecimals, 0n))).toBe("99.9999");
  expect(formatDecimal(multiplyDecimals(third, 300n * ONE))).toBe("99.9999");
});

test.each([
  ["10", "0.85", "8.5"],
  ["19.99", "0.853412", "17.05970588"],
  ["-19.99", "0.853412", "-17.05970588"],
  ["0.00000001", "0.5", "0.00000001"],
  ["-0.00000001", "0.5", "-0.00000001"],
  ["0.00000001", "0.499999999999", "0"],
  ["1234.5", "0.123456789012", "152.40740604"],
  ["99999999999999.99999999", "999999999999.999999999999", "99999999999999.99999999"],
  ["0", "1.1", "0"],
])("CY1 %s at %s is %s: the exact product, rounded at its eighth place alone", (amount, rate, expected) => {
  expect(convertAmount(amount, rate)).toBe(expected);
});
