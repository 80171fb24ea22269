import { fileFailureInEnglish } from "@rapport/contract/refusals";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planHeader } from "./header.ts";

const failureOf = (line: string) => {
  const header = planHeader(line);
  if (header.kind === "plan") throw new Error(`a plan for ${line}`);
  return header.failure;
};
const kinds = (line: string) => {
  const header = planHeader(line);
  return header.kind === "plan" ? header.plan.columns.map((column) => ("key" in column ? column.key : column.kind)) : header.failure;
};

describe("the header line", () => {
  test("FF26 every header of the table is read", () => {
    const line =
      "Date\tCategory\tEvar 1\tEvar 250\tMarketing Channel\tMarketing Channel Detail\tProduct\tTracking Code\ttransactionID\tZip\tCart Adds\tCart Removes\tCart Views\tCart Opens\tCheckouts\tEvent 1\tEvent 1000\tOrders\tPrice\tQuantity";
    expect(kinds(line)).toEqual([
      "date",
      "category",
      "evar1",
      "evar250",
      "marketingchannel",
      "marketingchanneldetail",
      "product",
      "campaign",
      "transactionId",
      "zip",
      "cartadditions",
      "cartremovals",
      "cartviews",
      "carts",
      "checkouts",
      "event1",
      "event1000",
      "orders",
      "revenue",
      "units",
    ]);
  });
  test("A35 FF5 case does not matter, the space inside does", () => {
    expect(kinds("DATE\tEVAR 1\tevent 2")).toEqual(["date", "evar1", "event2"]);
    expect(kinds("Date\teVar1")).toEqual({
      code: "header.unknown",
      params: { why: "misspelled", column: '"eVar1"', meant: '"Evar 1"' },
    });
    expect(fileFailureInEnglish(failureOf("Date\tCartAdds"))).toContain('"Cart Adds"');
  });
  test("FF26 both spellings of the two ids are read", () => {
    expect(kinds("Date\tTransaction ID\tVISITOR ID")).toEqual(["date", "transactionId", "visitorId"]);
    expect(kinds("Date\tTRANSACTIONID\tVisitorID")).toEqual(["date", "transactionId", "visitorId"]);
  });
  test("FF6 blanks around a header do not matter, and the date may be any column", () => {
    expect(kinds(" Price \tDate ")).toEqual(["revenue", "date"]);
  });
  test.each([
    ["Date\tFoo", "header.unknown", "Foo"],
    ["Date\tEvar 0", "header.unknown", "Evar 0"],
    ["Date\tEvar 251", "header.unknown", "Evar 251"],
    ["Date\tEvent 1001", "header.unknown", "Event 1001"],
    ["Date\tEvar  1", "header.unknown", "Evar 1"],
    ["Date\tEvar 01", "header.unknown", "Evar 01"],
    ["Date\tCurrency Code", "header.unknown", "currency of the report suite"],
    ["Date\t", "header.unknown", "Column 2 has no name"],
    ["Date,Evar 1,Price", "header.unknown", "tabs"],
    ["Date\tEvar 1\tEVAR 1", "header.duplicate", "twice"],
    ["Date\ttransactionID\tTransaction ID", "header.duplicate", "twice"],
    ["Evar 1\tPrice", "header.no_date", "Date"],
    [`Date\t${"x".repeat(70_000)}`, "header.too_long", "too long"],
  ])("A36 FF24 %j fails as %s", (line, code, words) => {
    expect(failureOf(line).code).toBe(code);
    expect(fileFailureInEnglish(failureOf(line))).toContain(words);
  });
  test("no parameter holds a raw control character", () => {
    expect(kinds("Date\tE\u0000var")).toEqual({
      code: "header.unknown",
      params: { why: "unsupported", column: '"E\\u0000var"', position: 2 },
    });
  });
  test.each(["__proto__", "constructor", "toString"])("a column named %j is unknown, like any other", (name) => {
    expect(kinds(`Date\t${name}`)).toMatchObject({ code: "header.unknown", params: { position: 2 } });
  });
  test("10,000 random lines give a plan or a failure, never an exception", () => {
    const word = fc.oneof(
      fc.constantFrom("Date", "Evar 1", "evar", "Event 7", "\t", "\t", "Price", " ", ";", "#", "__proto__", "constructor"),
      fc.string({ unit: "binary", maxLength: 12 }),
    );
    expect(() =>
      fc.assert(
        fc.property(fc.array(word, { maxLength: 12 }), (words) => ["plan", "failure"].includes(planHeader(words.join("")).kind)),
        { numRuns: 10_000 },
      ),
    ).not.toThrow();
  });
});
