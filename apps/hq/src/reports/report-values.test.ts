import { expect, test } from "vitest";
import { toneOf } from "./report-values.ts";

test.each([
  [0.5, "orders", "percent", "good"],
  [-3, "orders", "difference", "bad"],
  [0.5, "returnedrevenue", "percent", "bad"],
  [-3, "bounces", "difference", "good"],
  [-3, "singlepagevisits", "difference", "good"],
  [3, "cartremovals", "difference", "bad"],
  [0, "orders", "percent", undefined],
  [null, "bounces", "percent", undefined],
  [-3, "orders", "number", undefined],
] as const)("CP5 %s of %s as %s is %s", (cell, metric, as, tone) => expect(toneOf(cell, { metric, as })).toBe(tone));
