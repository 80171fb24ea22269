import { createFormats } from "@rapport/ui";
import { expect, test } from "vitest";
import { suite } from "../suites/suite.fixture.ts";
import { shownCell, toneOf } from "./report-values.ts";

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
] as const)("CP5 %s of %s as %s is %s", (cell, metric, as, tone) => expect(toneOf({ cell, column: { metric, as }, written: undefined })).toBe(tone));

const rate = { type: "percent", precision: 2, polarity: "negative" } as const;

test.each([
  [0.03456, "number", "3.46%"],
  [0.0125, "difference", "+1.25%"],
  [2, "rank", "2"],
  [null, "number", "–"],
] as const)("CF5 %s of a calculated metric as %s is written %s", (cell, as, text) => {
  const formats = createFormats({ language: "en", locale: "en-GB" });
  expect(shownCell({ cell, column: { metric: "cm_return_rate_defaultmetric", as }, written: rate, suite, formats })).toBe(text);
});

test("CF5 growth of a calculated metric is good or bad as its polarity says", () => {
  const column = { metric: "cm_return_rate_defaultmetric", as: "percent" } as const;
  expect(toneOf({ cell: 0.1, column, written: rate })).toBe("bad");
  expect(toneOf({ cell: 0.1, column, written: { ...rate, polarity: "positive" } })).toBe("good");
});
