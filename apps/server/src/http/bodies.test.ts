import { Refusal } from "@rapport/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonOf, queryOf } from "./body.ts";
import { cookie } from "./cookies.ts";

const RUNS = { numRuns: 10_000 };

/** True when the result is a value or a refusal. Anything else that is thrown fails the property. */
function answers(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return error.kind === "invalid";
    throw error;
  }
}

test("any bytes as a JSON body give a value or a refusal", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => answers(() => jsonOf(Buffer.from(bytes)))),
    RUNS,
  );
});

test("any JSON comes through as it was, or is refused for text that cannot be stored", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      const text = JSON.stringify(value);
      if (/\\u0000|\\ud[89a-f]/i.test(text)) return answers(() => jsonOf(Buffer.from(text)));
      expect(jsonOf(Buffer.from(text))).toEqual(JSON.parse(text));
      return true;
    }),
    RUNS,
  );
});

test("any query string gives texts or a refusal", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.stringMatching(/^[%0-9a-fA-F&=+a-z]{0,40}$/)), (raw) => answers(() => queryOf(raw))),
    RUNS,
  );
});

test("any cookie header gives the cookie or nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (header) => {
      expect(["string", "undefined"]).toContain(typeof cookie(header, "rapport_hq"));
      expect(cookie(`${header.replaceAll(/;|rapport_hq/g, "")}; rapport_hq=token; a=b`, "rapport_hq")).toBe("token");
    }),
    RUNS,
  );
});

test("a body nested deeper than the call stack is still checked whole", () => {
  const nested = (innermost: string) => Buffer.from(`${"[".repeat(200_000)}${innermost}${"]".repeat(200_000)}`);
  expect(answers(() => jsonOf(nested('"\\u0000"')))).toBe(true);
  expect(() => jsonOf(nested('"\\u0000"'))).toThrow("NUL");
});
