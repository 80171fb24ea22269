import { expect, test } from "vitest";
import { nearestStaying } from "./nearest-staying.ts";

test("R12b the place in a list is kept by its client, and by the next who stays when that one is gone", () => {
  const before = ["a", "b", "c", "d"];
  expect(nearestStaying(before, 1, ["d", "c", "b", "a"])).toBe("b");
  expect(nearestStaying(before, 1, ["d", "c", "a"])).toBe("c");
  expect(nearestStaying(before, 3, ["a", "x", "b"])).toBe("b");
  expect(nearestStaying(before, 0, ["x"])).toBe(null);
  expect(nearestStaying([], 0, ["x"])).toBe(null);
});
