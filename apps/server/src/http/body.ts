import { Refusal } from "@rapport/contract";

const utf8 = new TextDecoder("utf-8", { fatal: true });
/** NUL, or a surrogate without its other half. */
const UNSTORABLE = /\0|\p{Cs}/u;

/** The text of a body in UTF-8. Throws a refusal. */
export function textOf(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw new Refusal("request.not_utf8", { where: "body" }, { cause });
  }
}

/** A JSON body. Throws a refusal that says what is wrong with it. */
export function jsonOf(body: Buffer): unknown {
  const text = textOf(body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    // The engine's own message may quote the body, so it stays out of the answer and the log.
    throw new Refusal("request.not_json", {}, { cause: cause instanceof SyntaxError ? undefined : cause });
  }
  if (/\\u(0000|d[89a-f])/i.test(text)) refuseUnstorable(value);
  return value;
}

/** The stores hold only well-formed Unicode text without NUL. Checked here for parameters, queries and bodies. */
export function refuseUnstorable(value: unknown): void {
  // Without recursion, because a body may be nested deeper than the call stack.
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === "string") {
      if (UNSTORABLE.test(next)) throw new Refusal("request.unstorable", {});
    } else if (Array.isArray(next)) {
      for (const inner of next) waiting.push(inner);
    } else if (typeof next === "object" && next !== null) {
      for (const [key, inner] of Object.entries(next)) waiting.push(key, inner);
    }
  }
}

/** The parameters of a query string. Of a repeated one the last value counts. */
export function queryOf(raw: string): Record<string, string> {
  if (raw === "") return {};
  try {
    decodeURIComponent(raw.replaceAll("+", " "));
  } catch (cause) {
    throw new Refusal("request.not_utf8", { where: "query" }, { cause });
  }
  const query = Object.fromEntries(new URLSearchParams(raw));
  refuseUnstorable(query);
  return query;
}
