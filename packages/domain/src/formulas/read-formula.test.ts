import { describe, expect, test } from "vitest";
import { refusalOf } from "../reporting/refusal-of.fixture.ts";
import { decimalOf } from "./formula.ts";
import { metricsNamedIn, readFormula } from "./read-formula.ts";

const suite = { rsid: "s", timeZone: "UTC", currency: "EUR", variables: {}, everLinear: new Set<string>() };
const orders = { func: "metric", name: "metrics/orders" };
const divide = (col1: unknown, col2: unknown) => ({ func: "divide", col1, col2 });
const read = (formula: unknown, saved: Readonly<Record<string, unknown>> = {}, id?: string) =>
  readFormula({
    definition: { func: "calc-metric", version: [1, 0, 0], formula },
    suite,
    segments: new Map(),
    saved: new Map(Object.entries(saved).map(([key, inner]) => [key, { func: "calc-metric", formula: inner }])),
    ...(id === undefined ? {} : { id }),
  });
const faultOf = (...of: Parameters<typeof read>) => refusalOf(() => read(...of));
const chain = (length: number, func: string) => Array.from({ length }).reduce((left) => ({ func, col1: left, col2: 1 }), orders as unknown);

test("CF1 a formula is read as the 2.0 API writes it, with its parentheses and the metrics that it names", () => {
  const rate = { ...divide({ func: "visualization-group", col: orders }, { ...orders, name: "metrics/visitors" }), description: "a rate" };
  expect(read({ func: "round", col: { func: "multiply", col1: { func: "metric", name: "cm1_a" }, col2: 100 } }, { cm1_a: rate })).toMatchObject({
    kind: "one",
    func: "round",
    of: {
      func: "multiply",
      left: { func: "divide", left: { column: { name: "metrics/orders" } }, right: { column: { name: "metrics/visitors" } } },
      right: { kind: "number", decimal: "100" },
    },
  });
  expect(metricsNamedIn({ formula: divide({ func: "calc-metric", id: "cm1_a" }, { func: "metric", name: "cm1_b" }) }).toSorted()).toEqual(["cm1_a", "cm1_b"]);
});

describe("CF1 what cannot be calculated is refused with its place", () => {
  test.each([
    [divide({ func: "median", col: orders }, orders), "formula.col1.func", "formula.function"],
    [{ ...divide(orders, orders), col3: orders }, "formula", "value.unknown_keys"],
    [divide(orders, undefined), "formula.col2", "value.missing"],
    [divide(orders, "2"), "formula.col2", "value.type"],
    [divide(orders, 1e21), "formula.col2", "formula.number"],
    [{ ...orders, allocationModel: { func: "allocation-linear", context: "weeks" } }, "formula.allocationModel.context", "formula.model"],
    [divide({ func: "metric", name: "cm1_gone" }, 2), "formula.col1.name", "formula.unknown"],
    [{ func: "calc-metric", formula: orders, filters: [{ func: "segment-ref", id: "s1_gone" }] }, "formula.filters[0].id", "segment.unknown"],
  ])("%j", (formula, at, fault) => {
    expect(faultOf(formula)).toMatchObject({ code: "metric.definition", at, fault });
  });
});

test("CF4 a metric that refers to itself, also by way of others, is refused", () => {
  const named = (name: string) => ({ func: "metric", name });
  expect(faultOf(divide(named("cm1_a"), 2), { cm1_a: divide(named("cm1_b"), 2), cm1_b: divide(1, named("cm1_a")) })).toMatchObject({
    fault: "formula.circle",
    params: { id: "cm1_a" },
  });
  expect(faultOf(divide(named("cm1_self"), 2), { cm1_self: orders }, "cm1_self")).toMatchObject({ fault: "formula.circle" });
});

test("CF4 fifty levels and five hundred parts are read; more is told, however deep it goes", () => {
  expect(read(chain(50, "multiply")).kind).toBe("two");
  expect(read(chain(499, "add")).kind).toBe("two");
  expect(faultOf(chain(51, "multiply"))).toMatchObject({ fault: "formula.too_large", params: { levels: 50, parts: 500 } });
  expect(faultOf(chain(500, "add"))).toMatchObject({ fault: "formula.too_large" });
  expect(faultOf(chain(20_000, "subtract"))).toMatchObject({ fault: "formula.too_large" });
  expect(metricsNamedIn(chain(20_000, "divide"))).toEqual([]);
  const nested = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`cm1_${n}`, { func: "abs", col: { func: "metric", name: `cm1_${n + 1}` } }]));
  expect(faultOf(divide({ func: "metric", name: "cm1_0" }, 2), nested)).toMatchObject({ fault: "formula.too_large" });
});

test("CF4 twenty segments in the filters of a formula and of what it names are read; one more is told at its place", () => {
  const segment = {
    func: "segment",
    container: { func: "container", context: "hits", pred: { func: "exists", val: { func: "attr", name: "variables/page" } } },
  };
  const narrowed = (filters: number, formula: unknown = orders) => ({ func: "calc-metric", formula, filters: Array.from({ length: filters }, () => segment) });
  const named = { func: "metric", name: "cm1_a" };
  expect(read(narrowed(20))).toMatchObject({ column: { segments: { length: 20 } } });
  expect(read(divide(narrowed(12), narrowed(8)))).toMatchObject({ kind: "two" });
  expect(faultOf(narrowed(21))).toMatchObject({ at: "formula.filters[20]", fault: "formula.filters", params: { most: 20 } });
  expect(faultOf(narrowed(11, narrowed(10)))).toMatchObject({ at: "formula.formula.filters[9]", fault: "formula.filters" });
  expect(faultOf(divide(narrowed(11), named), { cm1_a: narrowed(10) })).toMatchObject({ fault: "formula.filters" });
  expect(faultOf(divide(named, named), { cm1_a: narrowed(11) })).toMatchObject({ fault: "formula.filters" });
});

test("CF1 numbers are decimals with at most 18 digits before and 12 behind the point", () => {
  expect([0.1, -2.5, 1e-7, 100, 1e21, 1e-13, 123456789012345680].map(decimalOf)).toEqual(["0.1", "-2.5", "0.0000001", "100", null, null, "123456789012345680"]);
});
