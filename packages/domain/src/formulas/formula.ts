/** A formula of numbers (CF1). `C` is what it calls a column: a metric as it was written, or the place of a counted column of a report. */
export type Formula<C> =
  | { readonly kind: "column"; readonly column: C }
  /** A decimal text such as `-2.50`. */
  | { readonly kind: "number"; readonly decimal: string }
  | { readonly kind: "one"; readonly func: OneFunction; readonly of: Formula<C> }
  | { readonly kind: "two"; readonly func: TwoFunction; readonly left: Formula<C>; readonly right: Formula<C> };

export type OneFunction = (typeof ONE_FUNCTIONS)[number];
export type TwoFunction = (typeof TWO_FUNCTIONS)[number];

/** The functions of one number, by their names in the 2.0 API. */
export const ONE_FUNCTIONS = ["negate", "abs", "round", "ceil", "floor"] as const;
/** The functions of two numbers. */
export const TWO_FUNCTIONS = ["add", "subtract", "multiply", "divide", "row-max", "row-min"] as const;

/** How many levels and how many metrics and numbers a formula may have (CF4). Sums of sums are one level. */
export const MOST_LEVELS = 50;
export const MOST_PARTS = 500;
/** How many segments may narrow its parts, all of them together (CF4). */
export const MOST_FILTERS = 20;

/** The same formula of other columns. */
export function mapColumns<C, D>(formula: Formula<C>, change: (column: C) => D): Formula<D> {
  switch (formula.kind) {
    case "column":
      return { kind: "column", column: change(formula.column) };
    case "number":
      return formula;
    case "one":
      return { ...formula, of: mapColumns(formula.of, change) };
    case "two":
      return { ...formula, left: mapColumns(formula.left, change), right: mapColumns(formula.right, change) };
  }
}

/** True for a sum or a difference, which may be long without being deep. */
export function isSum(func: TwoFunction): boolean {
  return func === "add" || func === "subtract";
}

const NUMBER = /^-?\d{1,18}(?:\.\d{1,12})?$/;

/** A number of a formula as a decimal text; null for one with more digits than the engine keeps. */
export function decimalOf(number: number | string): string | null {
  const text = typeof number === "string" ? number : Number.isFinite(number) && Math.abs(number) < 1e-6 ? shortest(number.toFixed(12)) : String(number);
  const isSame = typeof number === "string" || Number(text) === number;
  return NUMBER.test(text) && isSame ? text : null;
}

function shortest(decimal: string): string {
  const text = decimal.replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}
