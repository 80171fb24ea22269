import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeHitList, encodeHitList, hitList, intervalsOf } from "./hit-list.ts";

const place = fc
  .record({ writer: fc.integer({ min: 1, max: 3 }), seq: fc.integer({ min: 1, max: 400 }), index: fc.integer({ min: 0, max: 5 }) })
  .map(({ writer, seq, index }) => ({ writer, seq, number: seq + index }));

test("OA5 hits are written down and read again in their order", () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 120 }), (places) => {
      const list = decodeHitList(encodeHitList(hitList(places)));
      const again = list.runs.flatMap(({ writer, first, count }) => Array.from({ length: count }, (_, n) => ({ writer, number: first + n })));
      expect(again).toEqual(places.map(({ writer, number }) => ({ writer, number })));
      for (const { writer, fromSeq, toSeq } of intervalsOf(list)) {
        const own = places.filter((one) => one.writer === writer);
        expect([fromSeq, toSeq]).toEqual([Math.min(...own.map(({ seq }) => seq)), Math.max(...own.map(({ number }) => number))]);
      }
      expect(intervalsOf(list).map(({ writer }) => writer)).toEqual([...new Set(places.map(({ writer }) => writer))]);
    }),
  );
});

test("consecutive hits take no more room than one", () => {
  const run = Array.from({ length: 30_000 }, (_, index) => ({ writer: 7, seq: 1_000_000 + index, number: 1_000_000 + index }));
  expect(encodeHitList(hitList(run))).toBe("[[[7,1000000]],[[0,0,30000]]]");
});
