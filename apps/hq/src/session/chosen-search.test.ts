import { expect, test } from "vitest";
import { readChosen } from "./chosen-search.ts";

test.each([
  [
    { suite: "shop", legalEntity: "NL" },
    { suite: "shop", legalEntity: "NL" },
  ],
  [{ suite: 2024 }, { suite: "2024" }],
  [{ suite: true, page: 3 }, { suite: "true" }],
  [{ legalEntity: ["a", "b"] }, { legalEntity: '["a","b"]' }],
  [{ suite: null }, { suite: "null" }],
  [{}, {}],
])("of %o pages are about %o", (address, chosen) => {
  expect(readChosen(address)).toEqual(chosen);
});
