import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeEdits } from "./merge-edits.ts";

test("OG2 a field that one of two people changed takes that change; one that both changed differently is told", () => {
  const read = { city: "Gent", phone: "1", tags: ["a"], email: "x" };
  const mine = { ...read, phone: "2", tags: ["a", "b"], email: "y" };
  const theirs = { ...read, city: "Brugge", tags: ["a", "c"], email: "y" };
  expect(mergeEdits({ read, mine, theirs })).toEqual({ values: { city: "Brugge", phone: "2", tags: ["a", "b"], email: "y" }, conflicts: ["tags"] });
});

test("OG2 whoever changed nothing gets everything of the other, and nothing that nobody changed moves", () => {
  const values = fc.record({ a: fc.string(), b: fc.array(fc.string()), c: fc.boolean() });
  fc.assert(
    fc.property(values, values, (read, other) => {
      expect(mergeEdits({ read, mine: read, theirs: other })).toEqual({ values: other, conflicts: [] });
      expect(mergeEdits({ read, mine: other, theirs: read })).toEqual({ values: other, conflicts: [] });
    }),
  );
});
