import { expect, test } from "vitest";
import { customerSearchOf, isLongEnoughForAllStores } from "./customer-search.ts";

test("CS3 a name is words in any order, everything else the phrase as it stands", () => {
  expect(customerSearchOf(" Jansen  María ")).toEqual({ words: ["jansen", "maria"], phrase: "jansen maria", digits: null });
});

test("CS6 a number is looked for among phone numbers without its spaces, hyphens and brackets", () => {
  expect(["123-456-7890", "12345", "(123) 456", "12", "12a45"].map((query) => customerSearchOf(query).digits)).toEqual([
    "1234567890",
    "12345",
    "123456",
    null,
    null,
  ]);
});

test("case 58 CS4 a search over all stores needs four characters", () => {
  expect(["Ann", "A n n", "Anna", "  Ann  ", "日本語文"].map(isLongEnoughForAllStores)).toEqual([false, false, true, false, true]);
});
