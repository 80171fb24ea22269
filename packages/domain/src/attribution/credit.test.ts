import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shapleyByCoalitions } from "../reference/coalitions.ts";
import { creditOf, type Touch } from "./credit.ts";
import { INVERSE_J_SHAPED, J_SHAPED, U_SHAPED, type AttributionModel } from "./model.ts";
import { MTA_CREDIT, MTA_PATHS, MTA_SHAPLEY, WORKED_EXAMPLE } from "./published.fixture.ts";

const DAY_MS = 86_400_000;
const FINE = 10n ** 12n;
const FIRST: AttributionModel = { kind: "first" };
const LAST: AttributionModel = { kind: "last" };
const LINEAR: AttributionModel = { kind: "linear" };
const ALGORITHMIC: AttributionModel = { kind: "algorithmic" };
const U: AttributionModel = { kind: "position", weights: U_SHAPED };
const J: AttributionModel = { kind: "position", weights: J_SHAPED };
const INVERSE_J: AttributionModel = { kind: "position", weights: INVERSE_J_SHAPED };
const WEEK_DECAY: AttributionModel = { kind: "decay", halfLifeMs: 7 * DAY_MS };

function credit(keys: readonly string[], model: AttributionModel, amount = 100): Record<string, number> {
  return creditOfTouches(
    keys.map((key, day) => ({ key, atMs: day * DAY_MS })),
    model,
    amount,
  );
}

function creditOfTouches(touches: readonly Touch[], model: AttributionModel, amount: number): Record<string, number> {
  const given = creditOf({ amount: BigInt(amount) * FINE, touches }, model);
  return Object.fromEntries([...given].flatMap(([key, part]) => (part === 0n ? [] : [[key, Number(part) / 1e12]])));
}

/** Several paths, each as often as it ended in a conversion. */
function together(paths: readonly (readonly [string, number])[], model: AttributionModel): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [path, conversions] of paths) {
    for (const [key, part] of Object.entries(credit(path.split(" > "), model, conversions))) sums.set(key, (sums.get(key) ?? 0) + part);
  }
  return sums;
}

function expectClose(given: Iterable<readonly [string, number]>, wanted: Readonly<Record<string, number>>): void {
  const sums = new Map(given);
  expect([...sums.keys()].toSorted()).toEqual(Object.keys(wanted).toSorted());
  for (const [key, amount] of Object.entries(wanted)) expect(sums.get(key), key).toBeCloseTo(amount, 8);
}

describe("shares by position", () => {
  test.each<[string, AttributionModel, readonly string[], Record<string, number>]>([
    ["U of four", U, ["a", "b", "c", "d"], { a: 40, b: 10, c: 10, d: 40 }],
    ["U of two", U, ["a", "b"], { a: 50, b: 50 }],
    ["J of three", J, ["a", "b", "c"], { a: 20, b: 20, c: 60 }],
    ["J of two", J, ["a", "b"], { a: 25, b: 75 }],
    ["inverse J of two", INVERSE_J, ["a", "b"], { a: 75, b: 25 }],
    ["inverse J of three", INVERSE_J, ["a", "b", "c"], { a: 60, b: 20, c: 20 }],
    ["weights that add up to 4", { kind: "position", weights: { first: 1, middle: 1, last: 2 } }, ["a", "b", "c"], { a: 25, b: 25, c: 50 }],
    ["only a middle weight, of two", { kind: "position", weights: { first: 0, middle: 1, last: 0 } }, ["a", "b"], { a: 50, b: 50 }],
    ["only a middle weight, of three", { kind: "position", weights: { first: 0, middle: 1, last: 0 } }, ["a", "b", "c"], { b: 100 }],
    ["the same value twice", U, ["a", "b", "a"], { a: 80, b: 20 }],
  ])("AT6 %s", (_, model, keys, wanted) => expectClose(Object.entries(credit(keys, model)), wanted));

  test.each([FIRST, LAST, LINEAR, U, J, INVERSE_J, WEEK_DECAY, ALGORITHMIC])("AT4 of one touch point is everything, of none nobody's: %o", (model) => {
    expect(credit(["a"], model)).toEqual({ a: 100 });
    expect(credit([], model)).toEqual({ "": 100 });
  });

  test("AT5 same touch credits the value set with the conversion, or nobody", () => {
    const before = { key: "a", atMs: 0 };
    expect(creditOfTouches([before, { key: "b", atMs: 1, isConversion: true }], { kind: "same" }, 100)).toEqual({ b: 100 });
    expect(creditOfTouches([before], { kind: "same" }, 100)).toEqual({ "": 100 });
  });
});

describe("published tables", () => {
  const journey = WORKED_EXAMPLE.journey.map(([day, visit, key]) => ({ key, visit, atMs: Date.parse(day) }));
  test.each<[string, AttributionModel, Readonly<Record<string, number>>]>([
    ["G6 first touch of the visitor", FIRST, { "paid search": 50 }],
    ["G6 linear of the visitor", LINEAR, { "paid search": 12.5, social: 12.5, email: 12.5, display: 12.5 }],
    ["G6 J of the visitor", J, { "paid search": 10, social: 5, email: 5, display: 30 }],
    ["G6 time decay of seven days", WEEK_DECAY, WORKED_EXAMPLE.decay],
  ])("%s", (_, model, wanted) => expectClose(Object.entries(creditOfTouches(journey, model, 50)), wanted));

  test.each<[string, AttributionModel, Readonly<Record<string, number>>]>([
    ["first touch", FIRST, MTA_CREDIT.first],
    ["last touch", LAST, MTA_CREDIT.last],
    ["linear", LINEAR, MTA_CREDIT.linear],
    ["U", U, MTA_CREDIT.uShaped],
  ])("AT6 paths of another project: %s", (_, model, wanted) => expectClose(together(MTA_PATHS, model), wanted));

  test.each(MTA_SHAPLEY)("AT8 Shapley values of another project: $paths", ({ paths, credit: wanted }) => expectClose(together(paths, ALGORITHMIC), wanted));
});

const anyModel: fc.Arbitrary<AttributionModel> = fc.oneof(
  fc.constantFrom(FIRST, LAST, LINEAR, U, J, INVERSE_J, ALGORITHMIC, { kind: "same" } as const),
  fc
    .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
    .filter(([a, b, c]) => a + b + c > 0)
    .map(([first, middle, last]) => ({ kind: "position" as const, weights: { first, middle, last } })),
  fc.integer({ min: 60_000, max: 90 * DAY_MS }).map((halfLifeMs) => ({ kind: "decay" as const, halfLifeMs })),
);
const anyTouches = fc
  .array(fc.record({ key: fc.constantFrom("a", "b", "c", "d"), atMs: fc.nat(400 * DAY_MS), isConversion: fc.boolean() }), { maxLength: 40 })
  .map((touches) => touches.toSorted((a, b) => a.atMs - b.atMs));
const anyAmount = fc.bigInt({ min: -(10n ** 26n), max: 10n ** 26n });

test("AT6 the credit of any model adds up to the amount to the last place, and a return takes back what its order gave", () => {
  fc.assert(
    fc.property(anyTouches, anyModel, anyAmount, (touches, model, amount) => {
      const given = creditOf({ amount, touches }, model);
      expect([...given.values()].reduce((a, b) => a + b, 0n)).toBe(amount);
      const back = creditOf({ amount: -amount, touches }, model);
      for (const [key, part] of given) expect(back.get(key) === -part || part === 0n).toBe(true);
    }),
  );
});

test("AT8 equal shares of what values brought together are their Shapley value over all coalitions", () => {
  const journeys = fc.array(
    fc.tuple(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), { minLength: 1 }), fc.integer({ min: -50, max: 200 })),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(journeys, (paths) => {
      const given = new Map<string, number>();
      for (const [keys, amount] of paths)
        for (const [key, part] of Object.entries(credit(keys, ALGORITHMIC, amount))) given.set(key, (given.get(key) ?? 0) + part);
      for (const [key, value] of shapleyByCoalitions(paths.map(([players, amount]) => ({ players, amount }))))
        expect(given.get(key) ?? 0).toBeCloseTo(value, 6);
    }),
    { numRuns: 60 },
  );
});
