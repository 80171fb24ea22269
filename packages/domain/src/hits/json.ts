export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of JSON text; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** True when a string in this JSON text may hold half of a surrogate pair, which can only come from an escape. */
export function mayBeIllFormed(text: string): boolean {
  return HAS_SURROGATE_ESCAPE.test(text);
}

/** The same value with every string well-formed, which the warehouse requires; undefined when it is nested too deeply. */
export function wellFormed(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value), wellFormedText) as unknown;
  } catch {
    return undefined;
  }
}

const HAS_SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function wellFormedText(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(HALF_PAIR, "\ufffd") : value;
}

/** The text of a JSON string, number or boolean; '' for anything else. */
export function scalarText(value: unknown): string {
  if (typeof value === "string") return value;
  return (typeof value === "number" && Number.isFinite(value)) || typeof value === "boolean" ? String(value) : "";
}

/** The value at `path` in nested objects; undefined when the path ends early. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}
