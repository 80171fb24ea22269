import { AttributeCode } from "@rapport/contract";
import { Attribute, type AttributeFilter } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { indexValuesOf, faultOfFilterUse, indexedFilter } from "./filter.ts";

const code = (text: string) => AttributeCode.parse(text);
const name = { en: "A", nl: "A" };
const define = (part: object) => Attribute.parse({ name, refinable: true, ...part });
const attributes = new Map([
  ["town", define({ type: "text", filter: { kind: "list", multi: true } })],
  ["spend", define({ type: "decimal", filter: { kind: "range", thresholds: [10, 20, 50] } })],
]);

test("R32 only refinable attributes are filters, each with its own kind", () => {
  const filter: AttributeFilter = { kind: "anyOf", attribute: code("town"), values: ["Ghent"] };
  expect(faultOfFilterUse(attributes.get("town"), filter)).toBeNull();
  expect(faultOfFilterUse(undefined, filter)).toEqual({ code: "filter.missing", params: { attribute: "town" } });
  expect(faultOfFilterUse({ type: "text", refinable: false, filter: { kind: "list", multi: true } }, filter)).toEqual({
    code: "filter.missing",
    params: { attribute: "town" },
  });
  expect(faultOfFilterUse(attributes.get("spend"), filter)).toEqual({
    code: "filter.other_kind",
    params: { attribute: "town", kind: "anyOf", expected: "between" },
  });
});

test("bounds that are thresholds select whole ranges, other bounds select single numbers", () => {
  const between = (lower: number | null, upper: number | null) =>
    indexedFilter(
      { filter: { kind: "range", thresholds: [10, 20, 50] } },
      { filter: { kind: "between", attribute: code("spend"), lower, upper }, today: "2027-01-01" },
    );
  expect(between(null, 10)).toEqual({ kind: "values", values: ["0"] });
  expect(between(10, 50)).toEqual({ kind: "values", values: ["1", "2"] });
  expect(between(50, null)).toEqual({ kind: "values", values: ["3"] });
  expect(between(null, null)).toEqual({ kind: "values", values: ["0", "1", "2", "3"] });
  expect(between(50, 10)).toEqual({ kind: "values", values: [] });
  expect(between(15, 50)).toEqual({ kind: "numbers", lower: 15, upper: 50 });
});

test.each([
  ["list", { kind: "list", multi: true }, ["shoes", "bags"], ["shoes", "bags"]],
  ["a yes or no", { kind: "list", multi: false }, false, ["false"]],
  ["below the first threshold", { kind: "range", thresholds: [10, 20, 50] }, 9.99, ["0"]],
  ["on a threshold", { kind: "range", thresholds: [10, 20, 50] }, 20, ["2"]],
  ["money", { kind: "range", thresholds: [10, 20, 50] }, { amount: "50.00", currency: "EUR" }, ["3"]],
  ["a date", { kind: "date" }, "1984-05-17", ["05-17"]],
  ["a day of every year", { kind: "date" }, "--02-29", ["02-29"]],
] as const)("R37 %s: a value has the index values by which filters find it", (_, filter, value, expected) => {
  expect(indexValuesOf({ filter: filter as never }, value as never)).toEqual(expected);
});

test("R36 the bounds of a slider are single numbers, also when one is open", () => {
  const between = (lower: number | null, upper: number | null) =>
    indexedFilter({ filter: { kind: "slider", bars: true } }, { filter: { kind: "between", attribute: "size" as never, lower, upper }, today: "" });
  expect([between(null, 5), between(3, null), between(null, null)]).toEqual([
    { kind: "numbers", lower: null, upper: 5 },
    { kind: "numbers", lower: 3, upper: null },
    { kind: "numbers", lower: null, upper: null },
  ]);
});
