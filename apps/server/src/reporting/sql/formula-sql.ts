import type { Formula } from "@rapport/domain";

/** Decimals that every step keeps, and of the result (CF3). */
const KEPT = 24;
const SHOWN = 12;
/** What is nearer to 0 than this many decimals is 0: thirds do not add up to 1 to the last of those kept. */
const ZERO = 18;
/** The engine does not notice that a product is too large, so it is estimated. */
const MOST = "1e28";

/**
 * The value of a formula (CF2, CF3), NULL for none: exact decimals, each operand named once, so that the text grows with the formula alone.
 * @param column the text of a counted column
 */
export function formulaSql(formula: Formula<number>, column: (index: number) => string): string {
  return `round(${partSql(formula, (index) => `toDecimal256(${column(index)}, ${KEPT})`)}, ${SHOWN})`;
}

function partSql(formula: Formula<number>, column: (index: number) => string): string {
  switch (formula.kind) {
    case "column":
      return column(formula.column);
    case "number":
      return `toDecimal256('${formula.decimal}', ${KEPT})`;
    case "one": {
      const of = partSql(formula.of, column);
      if (formula.func === "negate") return `negate(${of})`;
      if (formula.func === "abs") return `abs(${of})`;
      // 3 * (1 / 3) is 1, not a little less.
      return `${formula.func}(round(${of}, ${SHOWN}))`;
    }
    case "two":
      return pairSql(formula, column);
  }
}

function pairSql(formula: Extract<Formula<number>, { kind: "two" }>, column: (index: number) => string): string {
  const { func, left, right } = formula;
  const operands = () => ({ a: partSql(left, column), b: partSql(right, column) });
  switch (func) {
    case "add":
    case "subtract":
      return sumSql(termsOf(formula, false).map(({ part, isMinus }) => (isMinus ? `negate(${partSql(part, column)})` : partSql(part, column))));
    case "row-max":
    case "row-min": {
      const { a, b } = operands();
      return `${func === "row-max" ? "greatest" : "least"}(${a}, ${b})`;
    }
    case "multiply": {
      const { a, b } = operands();
      const size = "abs(toFloat64(x)) * abs(toFloat64(y))";
      return `arrayMap((x, y) -> toDecimal256(x * y, ${KEPT}) + ${tooLarge(size)}, [${a}], [${b}])[1]`;
    }
    case "divide": {
      const { a, b } = operands();
      return `arrayMap((x, y) -> x / if(round(y, ${ZERO}) = 0, NULL, y) + ${tooLarge("abs(toFloat64(x))")}, [${a}], [${b}])[1]`;
    }
  }
}

/** 0, or the end of the query. */
function tooLarge(size: string): string {
  return `throwIf(ifNull(${size}, 0) >= ${MOST})`;
}

interface Term {
  readonly part: Formula<number>;
  readonly isMinus: boolean;
}

/** A sum of sums as one list. */
function termsOf(formula: Formula<number>, isMinus: boolean): Term[] {
  if (formula.kind !== "two" || (formula.func !== "add" && formula.func !== "subtract")) return [{ part: formula, isMinus }];
  return [...termsOf(formula.left, isMinus), ...termsOf(formula.right, formula.func === "subtract" ? !isMinus : isMinus)];
}

/** In halves, because the engine reads only so many levels. */
function sumSql(terms: readonly string[]): string {
  if (terms.length === 1) return terms[0] ?? "";
  const half = Math.ceil(terms.length / 2);
  return `(${sumSql(terms.slice(0, half))} + ${sumSql(terms.slice(half))})`;
}
