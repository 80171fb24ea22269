import { expect, test } from "vitest";
import { matches } from "./matching.ts";

test.each([
  ["Data sources", "sour", true],
  ["Data sources", "sources data", true],
  ["Café Brugge", "cafe", true],
  ["Winkel 名古屋", "古", true],
  ["Data sources", "", true],
  ["Data sources", "  ", true],
  ["Data sources", "datas", false],
  ["Data sources", "data suites", false],
])("%s is found by %s: %s", (text, typed, found) => {
  expect(matches(text, typed)).toBe(found);
});
