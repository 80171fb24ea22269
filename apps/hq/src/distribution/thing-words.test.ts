import { SECTIONS } from "@rapport/contract/publishing";
import { expect, test } from "vitest";
import { FIELD_WORDS } from "./thing-words.ts";

test("DEC10 every field of what stores get has words, in which unpublished changes say what changed", () => {
  // Who a worker is does not change.
  const fields = Object.values(SECTIONS)
    .flatMap(({ content }) => Object.keys(content.shape))
    .filter((field) => field !== "id");
  expect(fields.length).toBeGreaterThan(40);
  expect([...new Set(fields)].filter((field) => !Object.hasOwn(FIELD_WORDS, field))).toEqual([]);
});
