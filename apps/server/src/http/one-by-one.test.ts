import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneByOne } from "./one-by-one.ts";

test("AC13 of many who come at the same moment one goes on in each turn of the event loop, in the order in which they came", async () => {
  const before = oneByOne();
  const gone: number[] = [];
  const come = (n: number) => before().then(() => gone.push(n));
  const all = Array.from({ length: 50 }, (_, n) => come(n));
  const seen: number[] = [];
  for (let turn = 0; gone.length < 50; turn += 1) {
    await nextTurn();
    seen.push(gone.length);
  }
  await Promise.all(all);
  expect(gone).toEqual(Array.from({ length: 50 }, (_, n) => n));
  expect(seen.every((count, turn) => count - (seen[turn - 1] ?? 0) <= 1)).toBe(true);
  // And those who come later.
  await Promise.all([come(50), come(51)]);
  expect(gone.slice(-2)).toEqual([50, 51]);
});
