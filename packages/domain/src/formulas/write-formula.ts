import { decimalOf } from "./formula.ts";
import { WORDS, type NamedMetric } from "./formula-text.ts";

/**
 * The formula of a definition as people write it (CF6); null for one with parts that the text cannot say, such as attribution models and segments.
 * A metric without a name is written by its id.
 */
export function formulaText(definition: unknown, metrics: readonly NamedMetric[]): string | null {
  const { filters, formula } = recordOf(definition);
  return filters === undefined ? (written(formula, metrics, MOST_LEVELS)?.text ?? null) : null;
}

/** Far more than a formula may have. */
const MOST_LEVELS = 700;
/** How tightly a part holds together: sums, products, all else. */
type Grip = 1 | 2 | 3;
const SIGNS: Readonly<Record<string, { sign: string; grip: 1 | 2 }>> = {
  add: { sign: "+", grip: 1 },
  subtract: { sign: "-", grip: 1 },
  multiply: { sign: "*", grip: 2 },
  divide: { sign: "/", grip: 2 },
};
const FUNCTIONS = new Map<unknown, string>(Object.entries(WORDS).map(([word, func]) => [func, word]));

function written(part: unknown, metrics: readonly NamedMetric[], levels: number): { text: string; grip: Grip } | null {
  if (levels === 0) return null;
  const inner = (each: unknown) => written(each, metrics, levels - 1);
  if (typeof part === "number") {
    const decimal = decimalOf(part);
    return decimal === null ? null : { text: decimal, grip: 3 };
  }
  const node = recordOf(part);
  const { func } = node;
  if (func === "metric")
    return node["allocationModel"] === undefined && typeof node["name"] === "string" ? { text: `[${nameOf(node["name"], metrics)}]`, grip: 3 } : null;
  if (func === "calc-metric") {
    if (typeof node["id"] === "string") return { text: `[${nameOf(node["id"], metrics)}]`, grip: 3 };
    return node["filters"] === undefined ? inner(node["formula"]) : null;
  }
  if (func === "visualization-group") return inner(node["col"]);
  if (func === "negate") {
    const of = inner(node["col"]);
    // The number -3 is no negative of 3.
    return of && { text: of.grip === 3 && typeof node["col"] !== "number" ? `-${of.text}` : `-(${of.text})`, grip: 3 };
  }
  const word = FUNCTIONS.get(func);
  if (word !== undefined && node["col"] !== undefined) {
    const of = inner(node["col"]);
    return of && { text: `${word}(${of.text})`, grip: 3 };
  }
  const known = typeof func === "string" && Object.hasOwn(SIGNS, func) ? SIGNS[func] : undefined;
  // What is no function has no parts to look at.
  if (word === undefined && known === undefined) return null;
  const left = inner(node["col1"]);
  const right = left === null ? null : inner(node["col2"]);
  if (left === null || right === null) return null;
  if (word !== undefined) return { text: `${word}(${left.text}; ${right.text})`, grip: 3 };
  if (known === undefined) return null;
  const { sign, grip } = known;
  const a = left.grip < grip ? `(${left.text})` : left.text;
  const b = right.grip <= grip ? `(${right.text})` : right.text;
  return { text: `${a} ${sign} ${b}`, grip };
}

/** The name, where it is nobody else's and can stand in brackets; else the id. */
function nameOf(id: string, metrics: readonly NamedMetric[]): string {
  const known = metrics.find((metric) => metric.id === id || metric.id === `metrics/${id}`);
  if (known === undefined) return id.startsWith("cm") || id.startsWith("metrics/") ? id : `metrics/${id}`;
  const isAlone = metrics.filter(({ name }) => name.toLowerCase() === known.name.toLowerCase()).length === 1;
  return isAlone && !known.name.includes("]") && known.name.trim() !== "" ? known.name : known.id;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
