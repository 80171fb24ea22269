export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of JSON text with every string well-formed; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    // Half of a surrogate pair can only come from an escape; the warehouse refuses it.
    return JSON.parse(text, HAS_SURROGATE_ESCAPE.test(text) ? wellFormed : undefined) as unknown;
  } catch {
    return undefined;
  }
}

const HAS_SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(HALF_PAIR, "\ufffd") : value;
}

/** Text of a JSON string, number or truth value, '' for anything else. */
export function scalarText(value: unknown): string {
  if (typeof value === "string") return value;
  return (typeof value === "number" && Number.isFinite(value)) || typeof value === "boolean" ? String(value) : "";
}

/** Walks `path` into objects; undefined when it ends early. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}
