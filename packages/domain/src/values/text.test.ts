import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeQueryValue } from "../hits/query-string.ts";
import { byteLength, cut } from "./text.ts";

test("cut keeps whole characters within the bytes", () => {
  expect(cut("abcdef", 3)).toBe("abc");
  expect(cut("héé", 3)).toBe("hé");
  expect(cut("a€€", 5)).toBe("a€");
  expect(cut("👍👍", 7)).toBe("👍");
  expect(cut("  spaced\u0000out\t ", 100)).toBe("spaced out");
});

test("cut never exceeds its bytes and never splits a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 30 }), fc.integer({ min: 1, max: 40 }), (text, bytes) => {
      const kept = cut(text, bytes);
      return new TextEncoder().encode(kept).length <= bytes && byteLength(kept) === new TextEncoder().encode(kept).length && !kept.endsWith("\ud83d");
    }),
    { numRuns: 10_000 },
  );
});

test("decoding keeps broken escapes and reads bytes that are not UTF-8 as Latin-1", () => {
  expect(decodeQueryValue("caf%C3%A9+au%20lait")).toBe("café au lait");
  expect(decodeQueryValue("caf%E9%20%zz%")).toBe("café %zz%");
  expect(decodeQueryValue("%E2%82")).toBe("â\u0082");
  expect(decodeQueryValue("a%2Bb")).toBe("a+b");
});

test("decoding takes any text without an exception", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from("%%%0aAfFgé+&=")) }), (text) => typeof decodeQueryValue(text) === "string"),
    { numRuns: 10_000 },
  );
});
