import { expect, test } from "vitest";
import { formulaText, readFormulaText } from "./index.ts";

const METRICS = [
  { id: "metrics/orders", name: "Orders" },
  { id: "metrics/visitors", name: "Visitors" },
  { id: "metrics/revenue", name: "Net revenue (EUR)" },
  { id: "metrics/event1", name: "Sign-up" },
  { id: "metrics/event2", name: "sign-up" },
  { id: "cm1_a", name: "Return rate" },
];
const orders = { func: "metric", name: "metrics/orders" };
const visitors = { func: "metric", name: "metrics/visitors" };
const two = (func: string, col1: unknown, col2: unknown) => ({ func, col1, col2 });

test("CF6 a formula is written with names in brackets, numbers, signs, parentheses and functions", () => {
  const read = (text: string) => readFormulaText(text, METRICS);
  expect(read("[Orders] / [visitors]")).toEqual({ formula: two("divide", orders, visitors) });
  expect(read(" 100*( [metrics/orders]-2.50 ) ")).toEqual({ formula: two("multiply", 100, two("subtract", orders, 2.5)) });
  expect(read("1 - 2 - 3 * -4")).toEqual({ formula: two("subtract", two("subtract", 1, 2), two("multiply", 3, -4)) });
  expect(read("Max([Orders]; [Visitors]; 5) ÷ round(-[Return rate])")).toEqual({
    formula: two("divide", two("row-max", two("row-max", orders, visitors), 5), {
      func: "round",
      col: { func: "negate", col: { func: "metric", name: "cm1_a" } },
    }),
  });
  expect(read("[event1] + [orders]")).toEqual({ formula: two("add", { func: "metric", name: "metrics/event1" }, orders) });
});

const WRONG = [
  ["", "expected", 1, ""],
  ["[Orders] /", "expected", 11, ""],
  ["[Orders] [Visitors]", "rest", 10, "[Visitors]"],
  ["([Orders] / 2", "open", 1, "([Orders]"],
  ["1 + [Orders", "open", 5, "[Orders"],
  ["[Orders] * 1,5", "comma", 13, ",5"],
  ["max([Orders], 2)", "comma", 13, ","],
  ["2 * [Weather]", "unknown", 5, "Weather"],
  ["[Sign-up]", "twice", 1, "Sign-up"],
  ["sqrt([Orders])", "word", 1, "sqrt"],
  ["max([Orders])", "arguments", 1, "max"],
  ["round [Orders]", "arguments", 1, "round"],
  ["[Orders] / 2)", "rest", 13, ")"],
  ["12345678901234567890 * [Orders]", "number", 1, "12345678901234567890"],
  ["0.12345678901234567 * [Orders]", "number", 1, "0.12345678901234567"],
] as const;

test("CF6 what is wrong with a text is told with its character", () => {
  for (const [text, kind, at, found] of WRONG) expect(readFormulaText(text, METRICS), text).toEqual({ fault: { kind, at, found } });
});

test("CF6 thousands of parentheses are told", () => {
  expect(readFormulaText("(".repeat(5000), METRICS)).toMatchObject({ fault: { kind: "deep", at: 102 } });
});

test("CF6 a formula that is written and read again is the same, by chance", () => {
  let state = 7;
  const below = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % most;
  };
  const random = (depth: number): unknown => {
    if (depth === 0) return below(3) === 0 ? [0, 2, -3, 0.25, 1e-7, 120.5][below(6)] : { func: "metric", name: METRICS[below(METRICS.length)]?.id };
    if (below(4) === 0) return { func: ["negate", "abs", "round", "ceil", "floor"][below(5)], col: random(depth - 1) };
    return two(["add", "subtract", "multiply", "divide", "row-max", "row-min"][below(6)] ?? "add", random(below(depth)), random(below(depth)));
  };
  for (let n = 0; n < 2000; n += 1) {
    const formula = random(1 + below(5));
    const text = formulaText({ func: "calc-metric", formula }, METRICS) ?? "";
    expect(readFormulaText(text, METRICS), text).toEqual({ formula });
  }
});

test("CF6 what a text cannot say is not written", () => {
  const linear = { ...orders, allocationModel: { func: "allocation-linear" } };
  const narrowed = { func: "calc-metric", formula: orders, filters: [linear] };
  const unsaid = [linear, two("divide", linear, 2), narrowed, { func: "median", col: orders }, 1e30];
  expect(unsaid.map((formula) => formulaText({ formula }, METRICS))).toEqual(unsaid.map(() => null));
  expect(formulaText(narrowed, METRICS)).toBeNull();
});

test("CF6 a formula of the 2.0 API is written with as few parentheses as it needs, and names that are gone by their ids", () => {
  const half = { func: "visualization-group", col: two("divide", visitors, 2) };
  expect(formulaText({ formula: two("divide", two("add", orders, 1), half) }, METRICS)).toBe("([Orders] + 1) / ([Visitors] / 2)");
  const gone = two("add", { func: "metric", name: "event77" }, { func: "calc-metric", id: "cm1_gone" });
  expect(formulaText({ formula: gone }, METRICS)).toBe("[metrics/event77] + [cm1_gone]");
});
