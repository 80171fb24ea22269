import { expect, test } from "vitest";
import { customerSearchOf, isLongEnoughForAllStores, lettersMissingForAllStores } from "./customer-search.ts";

test("CS3 a name is searched as words in any order, everything else as the phrase typed", () => {
  expect(customerSearchOf(" Jansen  María ")).toEqual({ words: ["jansen", "maria"], phrase: "jansen maria", digits: null });
});

test("CS6 a number is searched among phone numbers without spaces, hyphens and brackets", () => {
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

test("C11 four letters are enough; a character of Han, Kana or Hangul counts two; blanks and invisible characters count nothing", () => {
  const queries = ["Wu L", "Wu Li", "山田", "山", "김민", "ハナ", "राम", "रामा", "ab\u200bc", "----", "06 1", "06 12"];
  expect(queries.map(lettersMissingForAllStores)).toEqual([1, 0, 0, 2, 0, 0, 1, 0, 1, 4, 1, 0]);
});
