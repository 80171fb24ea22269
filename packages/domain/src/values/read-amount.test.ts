import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDecimal } from "./decimal.ts";
import { readAmount } from "./read-amount.ts";

const read = (text: string) => {
  const amount = readAmount(text);
  return amount.kind === "amount" ? formatDecimal(amount.value) : amount.fault;
};

describe("D5 an amount", () => {
  test.each([
    ["4.50", "4.5"],
    ["-50", "-50"],
    ["+3", "3"],
    [".5", "0.5"],
    ["7.", "7"],
    ["0.000000005", "0.00000001"],
    ["-0.000000005", "-0.00000001"],
    ["0.0000000049", "0"],
    ["1e3", "1000"],
    ["1.5E+2", "150"],
    ["1e-7", "0.0000001"],
    ["-25e-1", "-2.5"],
    ["000000000000000001", "1"],
    ["99999999999999.99999999", "99999999999999.99999999"],
    ["99999999999999.999999999", "99999999999999.99999999"],
    ["1.234", "1.234"],
    ["1234", "1234"],
  ])("as machines write it: %s", (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    ["1,234.50", "1234.5"],
    ["12,345,678", "12345678"],
    ["1,234,567.891", "1234567.891"],
    ["1,23,456.50", "123456.5"],
    ["59,90", "59.9"],
    ["59,9", "59.9"],
    ["0,123", "0.123"],
    ["1234,567", "1234.567"],
    ["1,2345", "1.2345"],
    [",5", "0.5"],
    ["1.234,50", "1234.5"],
    ["1.234.567", "1234567"],
    ["1.234.567,8", "1234567.8"],
    ["1 234,50", "1234.5"],
    ["1\u00a0234.50", "1234.5"],
    ["1\u202f234\u202f567,5", "1234567.5"],
    ["1'234.50", "1234.5"],
    ["1\u2019234.50", "1234.5"],
    ["$5.50", "5.5"],
    ["5,50 \u20ac", "5.5"],
    ["\u20ac 1.234,50", "1234.5"],
    ["-$5.50", "-5.5"],
    ["$-5.50", "-5.5"],
    ["($5.50)", "-5.5"],
    ["(1,234.50)", "-1234.5"],
    ["5.50-", "-5.5"],
    ["\u22125.50", "-5.5"],
    ["  59,90\u00a0", "59.9"],
  ])("as people and spreadsheets write it: %s", (text, expected) => expect(read(text)).toBe(expected));

  test.each(["1,234", "12,345", "-$999,999"])("%s says two things", (text) => expect(read(text)).toBe("amount.ambiguous"));

  test.each(["1e15", "100000000000000", "1,000,000,000,000,000.00", "1e99", "-1e14"])("%s is larger than is kept", (text) =>
    expect(read(text)).toBe("amount.too_large"),
  );

  test.each([
    "abc",
    "-",
    ".",
    "",
    "1.2.3",
    "1,2,3",
    "12,34.5.6",
    "0x10",
    "NaN",
    "Infinity",
    "1e",
    "1e+",
    "1e100",
    "12 3",
    "--1",
    "-(5)",
    "(5",
    "5)",
    "$5$",
    "+-5",
    "5%",
    "5 EUR",
    "12,34,5",
    "0,123,456",
  ])("%s is none", (text) => expect(read(text)).toBe("amount.unreadable"));

  test("is read back from its shortest form, and any text is read without an exception", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("0123456789.+-eE,' ()$\u00a0")), maxLength: 20 }), (text) => {
        const amount = readAmount(text);
        return amount.kind === "fault" || read(formatDecimal(amount.value)) === formatDecimal(amount.value);
      }),
      { numRuns: 20_000 },
    );
  });

  test("of every size is read with any separators between thousands", () => {
    const styles = [
      [",", "."],
      [".", ","],
      [" ", ","],
      ["\u00a0", ","],
      ["'", "."],
      ["\u202f", "."],
    ] as const;
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1_000n, max: 99_999_999_999_999n }),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom(...styles),
        (whole, cents, [group, point]) => {
          const grouped = whole.toString().replaceAll(/\B(?=(?:\d{3})+$)/g, group);
          const fraction = cents.toString().padStart(2, "0");
          return read(`${grouped}${point}${fraction}`) === read(`${whole}.${fraction}`);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
