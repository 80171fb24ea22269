import { isFaultCode, wrong, type Fault, type ValueKind, type Wrong } from "@rapport/contract/refusals";
import type { z } from "zod";

/** What is wrong at which place of a request. Needs `reportInput`. Values are not repeated: they may be a person's data. */
export function faultsOf({ issues }: z.ZodError): Fault[] {
  return issues.map((issue) => ({ path: issue.path.map((part) => (typeof part === "number" ? part : String(part))), wrong: wrongOf(issue) }));
}

/** A schema with a code of its own gives it as its message. */
function wrongOf(issue: z.core.$ZodIssue): Wrong {
  const own = ownCode(issue.message);
  if (own !== undefined) return own;
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? wrong("value.missing", { expected: kindNamed(issue.expected) })
        : wrong("value.type", { found: kindOf(issue.input), expected: kindNamed(issue.expected) });
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_value":
      return choice(issue.values, issue.input);
    case "unrecognized_keys":
      return wrong("value.unknown_keys", { keys: issue.keys });
    case "invalid_format":
      return wrong(FORMATS.get(issue.format) ?? "value.form", {});
    case "not_multiple_of":
      return wrong("value.multiple", { of: issue.divisor });
    case "invalid_key":
      return ownCode(issue.issues[0]?.message ?? "") ?? wrong("value.key", {});
    case "invalid_element":
      return wrong("value.element", {});
    case "invalid_union":
      return "discriminator" in issue && typeof issue.discriminator === "string" ? choice(optionsOf(issue), null) : wrong("value.union", {});
    case "custom":
      return wrong("value.wrong", {});
  }
}

function ownCode(message: string): Wrong | undefined {
  // Schemas can only name codes without parameters (`wrongAs`).
  return isFaultCode(message) ? ({ code: message, params: {} } as Wrong) : undefined;
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): Wrong {
  const least = Number(minimum);
  if (origin === "string") return least === 1 ? wrong("value.empty", {}) : wrong("value.short", { least });
  if (COUNTED.has(origin)) return wrong("value.few", { least });
  return inclusive === false ? wrong("value.not_above", { above: least }) : wrong("value.small", { least });
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): Wrong {
  const most = Number(maximum);
  if (origin === "string") return wrong("value.long", { most });
  if (COUNTED.has(origin)) return wrong("value.many", { most });
  return inclusive === false ? wrong("value.not_below", { below: most }) : wrong("value.large", { most });
}

function choice(values: readonly z.core.util.Primitive[], input: unknown): Wrong {
  const choices = values.map((value) => (typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : String(value)));
  return wrong(input === undefined ? "value.missing_choice" : "value.choice", { choices });
}

const COUNTED: ReadonlySet<string> = new Set(["array", "set", "map", "object"]);

const FORMATS: ReadonlyMap<string, "value.date" | "value.time" | "value.email" | "value.id" | "value.url"> = new Map([
  ["date", "value.date"],
  ["datetime", "value.time"],
  ["email", "value.email"],
  ["uuid", "value.id"],
  ["url", "value.url"],
]);

const NAMED_KINDS: ReadonlyMap<string, ValueKind> = new Map([
  ["string", "text"],
  ["number", "number"],
  ["int", "integer"],
  ["boolean", "boolean"],
  ["array", "list"],
  ["object", "object"],
  ["record", "object"],
  ["date", "date"],
  ["null", "null"],
]);

function kindNamed(type: string): ValueKind {
  return NAMED_KINDS.get(type) ?? "other";
}

function kindOf(value: unknown): ValueKind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (Number.isNaN(value)) return "notANumber";
  if (typeof value === "number") return Number.isInteger(value) ? "number" : "fraction";
  return kindNamed(typeof value);
}

function optionsOf(issue: object): z.core.util.Primitive[] {
  return "options" in issue && Array.isArray(issue.options) ? (issue.options as z.core.util.Primitive[]) : [];
}
