import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, encodingOf } from "./encoding.ts";

const bytesOf = (text: string, encoding: "utf-8" | "utf-16le" | "utf-16be"): Uint8Array => {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return new Uint8Array(units.flatMap((unit) => (encoding === "utf-16le" ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
};

describe("encodings", () => {
  test("FF20 follow from the byte order mark; without one it is UTF-8", () => {
    expect(encodingOf(new Uint8Array([0xff, 0xfe, 65, 0]))).toEqual({ name: "utf-16le", markBytes: 2 });
    expect(encodingOf(new Uint8Array([0xfe, 0xff, 0, 65]))).toEqual({ name: "utf-16be", markBytes: 2 });
    expect(encodingOf(new Uint8Array([0xef, 0xbb, 0xbf, 65]))).toEqual({ name: "utf-8", markBytes: 3 });
    expect(encodingOf(new Uint8Array([65, 66]))).toEqual({ name: "utf-8", markBytes: 0 });
    expect(encodingOf(new Uint8Array([]))).toEqual({ name: "utf-8", markBytes: 0 });
  });
  test.each(["utf-8", "utf-16le", "utf-16be"] as const)("FF20 every text written as %s is read back", (encoding) => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).map((t) => `${t}\uFFFD`);
    const isReadBack = (t: string) => {
      const decoded = decode(bytesOf(t, encoding), encoding);
      return decoded.kind === "text" && decoded.text === t;
    };
    expect(() => fc.assert(fc.property(text, isReadBack), { numRuns: 10_000 })).not.toThrow();
  });
  test.each([
    ["utf-8", [65, 0xff, 66], 1],
    ["utf-8", [65, 66, 0xc3], 2],
    ["utf-8", [0xc0, 0x80], 0],
    ["utf-8", [65, 0xed, 0xa0, 0x80], 1],
    ["utf-8", [0xf4, 0x90, 0x80, 0x80], 0],
    ["utf-16le", [65, 0, 0x00, 0xd8, 66, 0], 2],
    ["utf-16le", [65, 0, 66], 2],
    ["utf-16be", [0, 65, 0xdc, 0x00], 2],
  ] as const)("A64 FF20 %s bytes %j are wrong at byte %i", (encoding, bytes, at) =>
    expect(decode(new Uint8Array(bytes), encoding)).toEqual({ kind: "undecodable", at }),
  );
  test("the position found agrees with the platform's own strict decoder on 10,000 random inputs", () => {
    const bytes = fc.array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 65)), {
      maxLength: 12,
    });
    expect(() =>
      fc.assert(
        fc.property(bytes, fc.constantFrom("utf-8" as const, "utf-16le" as const), (list, encoding) => {
          const input = new Uint8Array(list);
          const strict = () => new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(input);
          const decoded = decode(input, encoding);
          if (decoded.kind === "text") return strict() === decoded.text;
          expect(strict).toThrow(TypeError);
          expect(() => new TextDecoder(encoding, { fatal: true }).decode(input.slice(0, decoded.at))).not.toThrow();
          return true;
        }),
        { numRuns: 10_000 },
      ),
    ).not.toThrow();
  });
});
