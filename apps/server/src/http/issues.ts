import type { z } from "zod";

/**
 * What is wrong with one value, in plain words: `is missing, text is expected`. A schema's own message comes first; this
 * is said where it has none. Never the value itself: it may be a person's.
 */
export function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `${issue.input === undefined ? "is missing" : `is ${typeOf(issue.input)}`}${expectedType(issue.expected)}`;
    case "too_small":
      return sizeWords({ origin: issue.origin, bound: issue.minimum, side: "least", inclusive: issue.inclusive !== false });
    case "too_big":
      return sizeWords({ origin: issue.origin, bound: issue.maximum, side: "most", inclusive: issue.inclusive !== false });
    case "invalid_value":
      if (issue.input === undefined) return `is missing; ${choice(issue.values)} is expected`;
      return issue.values.length === 1 ? `can only be ${shown(issue.values[0])}` : `is not one of the values it can have; ${choice(issue.values)} is expected`;
    case "unrecognized_keys":
      return `does not know ${issue.keys.length === 1 ? "the key" : "the keys"} ${issue.keys.map((key) => `"${key}"`).join(", ")}; leave ${issue.keys.length === 1 ? "it" : "them"} out`;
    case "invalid_format":
      return formatWords(issue.format);
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? "is not a name that can be used here";
    case "invalid_element":
      return "holds a value that cannot be used here";
    case "invalid_union":
      return "discriminator" in issue && typeof issue.discriminator === "string"
        ? `is not one of the values it can have; ${choice(optionsOf(issue))} is expected`
        : "has none of the forms that can be used here";
    default:
      return undefined;
  }
}

/** The first few things wrong, each with its place: `variables.evar3.from: is missing; text is expected`. */
export function sentence({ issues }: z.ZodError): string {
  const shownIssues = issues.slice(0, MOST).map(({ path, message }) => (path.length === 0 ? `it ${message}` : `${place(path)}: ${message}`));
  return `${shownIssues.join(". ")}${issues.length > MOST ? `. And ${issues.length - MOST} more` : ""}.`;
}

const MOST = 5;

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  date: "a date",
  null: "null",
};

function expectedType(expected: string): string {
  const words = TYPES[expected];
  return words === undefined ? "" : `; ${words} is expected`;
}

/** `metricContainer.metrics[0].id`, as a person would write it in a program. */
function place(path: readonly PropertyKey[]): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${String(part)}`)).join("");
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (Number.isNaN(value)) return "not a number";
  if (typeof value === "number") return Number.isInteger(value) ? "a number" : "not a whole number";
  return TYPES[typeof value] ?? typeof value;
}

function sizeWords({ origin, bound, side, inclusive }: { origin: string; bound: number | bigint; side: "least" | "most"; inclusive: boolean }): string {
  const isLong = side === "most";
  const count = Number(bound);
  if (origin === "string") {
    if (!isLong && count === 1) return "is empty; text is expected";
    return `is too ${isLong ? "long" : "short"}; at ${side} ${count} ${count === 1 ? "character is" : "characters are"} expected`;
  }
  if (origin === "array" || origin === "set" || origin === "map" || origin === "object")
    return `holds too ${isLong ? "many" : "few"}; at ${side} ${count} ${count === 1 ? "is" : "are"} expected`;
  if (!inclusive) return `is too ${isLong ? "large" : "small"}; a number ${isLong ? "below" : "above"} ${count} is expected`;
  return `is too ${isLong ? "large" : "small"}; at ${side} ${count} is expected`;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: "is not a date; the form 2026-01-31 is expected",
  datetime: "is not a time; the form 2026-01-31T10:00:00Z is expected",
  email: "is not an e-mail address",
  uuid: "is not an id; one as this server gave it is expected",
  url: "is not an address; the form https://example.com is expected",
};

function formatWords(format: string): string {
  return FORMATS[format] ?? "is not in the form that is expected; see GET /openapi.json";
}

function choice(values: readonly z.core.util.Primitive[]): string {
  const texts = values.map(shown);
  return texts.length <= 1 ? (texts[0] ?? "nothing") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

function optionsOf(issue: object): z.core.util.Primitive[] {
  return "options" in issue && Array.isArray(issue.options) ? (issue.options as z.core.util.Primitive[]) : [];
}
