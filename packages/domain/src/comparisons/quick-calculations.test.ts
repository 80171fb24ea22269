import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceOf, percentOf, ranksOf, runningTotalsOf, shareOf } from "./index.ts";

const NUMBERS = fc.array(fc.option(fc.integer({ min: -5, max: 5 })), { maxLength: 30 });

test("CP5 per cent of nothing, and what is worked out from no value, is no value; never 0 or infinite", () => {
  expect([percentOf(5, 0), percentOf(0, 0), shareOf(5, 0)]).toEqual([null, null, null]);
  expect([percentOf(null, 5), percentOf(5, null), differenceOf(null, 1), differenceOf(1, null), shareOf(null, 1)]).toEqual([null, null, null, null, null]);
  expect([percentOf(15, 10), percentOf(0, 10), differenceOf(3, 5), shareOf(1, 4)]).toEqual([0.5, -1, -2, 0.25]);
  // From a loss to a gain is growth.
  expect([percentOf(5, -10), percentOf(-15, -10)]).toEqual([1.5, -0.5]);
});

test("CP6 places and running totals are those of plain loops", () => {
  fc.assert(
    fc.property(NUMBERS, (values) => {
      expect(ranksOf(values)).toEqual(values.map((value) => (value === null ? null : 1 + values.filter((other) => other !== null && other > value).length)));
      expect(runningTotalsOf(values)).toEqual(values.map((_, last) => values.slice(0, last + 1).reduce<number>((sum, value) => sum + (value ?? 0), 0)));
    }),
  );
});
