import { expect, test } from "vitest";
import { readBound } from "./bounds.ts";

test("R36 a bound is a number or empty; anything else is told and changes no filter", () => {
  expect(["20", "2,5", "-3", " "].map(readBound)).toEqual([20, 2.5, -3, null]);
  expect(["1.000", "abc", "1e3", "10 cm"].map(readBound)).toEqual([undefined, undefined, undefined, undefined]);
});
