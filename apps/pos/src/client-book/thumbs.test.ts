import { expect, test } from "vitest";
import { thumbsApart } from "./thumbs.ts";

const track = { lowest: 0, highest: 100, step: 10 };

test.each([
  { name: "the upper one stops a step above the lower one", moved: [20, 20], before: [20, 30], stands: [20, 30] },
  { name: "the lower one stops a step below the upper one", moved: [30, 30], before: [20, 30], stands: [20, 30] },
  { name: "at the lowest value the upper one stays above it", moved: [0, 0], before: [0, 10], stands: [0, 10] },
  { name: "at the highest value the lower one stays below it", moved: [100, 100], before: [90, 100], stands: [90, 100] },
  { name: "further apart they stand where they were put", moved: [20, 50], before: [20, 60], stands: [20, 50] },
] as const)("R36 thumbs of a slider stay a step apart: $name", ({ moved, before, stands }) => {
  expect(thumbsApart(moved, { ...track, before })).toEqual(stands);
});

test("R36 thumbs of a slider stay a step apart with decimals, and a track of one place has no room for it", () => {
  expect(thumbsApart([0.3, 0.3], { lowest: 0, highest: 1, step: 0.1, before: [0.3, 0.4] })).toEqual([0.3, 0.4]);
  expect(thumbsApart([5, 5], { lowest: 5, highest: 5, step: 1, before: [5, 5] })).toEqual([5, 5]);
});
