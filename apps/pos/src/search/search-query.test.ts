import { expect, test } from "vitest";
import { charactersMissing } from "./search-query.ts";

test.for([
  [{ query: "", scope: "store" }, 1],
  [{ query: " a ", scope: "store" }, 0],
  [{ query: "Ann", scope: "all" }, 1],
  [{ query: "Ann   ", scope: "all" }, 1],
  [{ query: "A n n", scope: "all" }, 1],
  [{ query: "Ane\u0301", scope: "all" }, 1],
  [{ query: "Anna", scope: "all" }, 0],
  [{ query: "Wu L", scope: "all" }, 1],
  [{ query: "山田", scope: "all" }, 0],
  [{ query: "山", scope: "store" }, 0],
] as const)("C11 a search for %o needs %i more characters", ([view, missing]) => {
  expect(charactersMissing(view)).toBe(missing);
});
