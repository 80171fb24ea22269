import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOfCall } from "./place-of-call.ts";

const position = (range: bigint, index: bigint) => String(range * 2n ** 20n + index);
const anyPosition = fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 40n }), fc.bigInt({ min: 0n, max: 2n ** 20n - 1n }));

test("RT4 rows of calls with the same index in distant ranges have different places", () => {
  const places = Array.from({ length: 3 }, (_, n) => placeOfCall(position(5n + 4096n * BigInt(n), 0n)));
  expect(new Set(places.map(({ upload, line }) => `${upload} ${line}`)).size).toBe(3);
});

test("RT4 two different calls never share a place, and no file has such a place", () => {
  fc.assert(
    fc.property(anyPosition, anyPosition, (one, other) => {
      const [a, b] = [placeOfCall(position(...one)), placeOfCall(position(...other))];
      expect(a.upload === b.upload && a.line === b.line).toBe(one[0] === other[0] && one[1] === other[1]);
      for (const { upload, line } of [a, b]) {
        expect(upload).toBeGreaterThan(2 ** 31 - 1);
        expect(upload).toBeLessThan(2 ** 32);
        expect(line).toBeLessThan(2 ** 32);
      }
    }),
  );
});
