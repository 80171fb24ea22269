import { expect, test } from "vitest";
import { bestFirst, matches } from "./matching.ts";

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

test("what begins with the typed words comes first, the rest stays in its order", () => {
  const found = (typed: string) => bestFirst(["New customer", "New register", "New store"], { typed, textOf: (label) => label });
  expect(found("new st")).toEqual(["New store", "New customer", "New register"]);
  expect(found("new")).toEqual(["New customer", "New register", "New store"]);
  expect(found("sto")).toEqual(["New store", "New customer"]);
});
