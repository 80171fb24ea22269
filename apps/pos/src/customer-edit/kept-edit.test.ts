import { mergeEdits } from "@rapport/domain";
import { expect, test } from "vitest";
import { goOn, readKept, writeKept } from "./kept-edit.ts";

const attributes = [{ code: "birthday" }, { code: "interest" }];
const READ = { firstName: "Clara", city: "Utrecht", "attribute-0": "1984-05-17", "attribute-1": ["Home"] };
const basis = { values: READ, version: 3 };
const kept = (typed: typeof READ) => {
  const text = writeKept({ typed, basis, attributes });
  return text === "" ? null : readKept(text);
};

test("OF7 only what was changed is kept, attributes by their codes, and nothing when all is as it was read", () => {
  expect(kept({ ...READ })).toBeNull();
  expect(kept({ ...READ, firstName: "Klara", "attribute-1": [] })).toEqual({
    version: 3,
    fields: { firstName: { read: "Clara", mine: "Klara" } },
    attributes: { interest: { read: ["Home"], mine: [] } },
  });
  expect(readKept("{}")).toBeNull();
  expect(readKept("half a tex")).toBeNull();
});

test("OF7 OG2 the form goes on over what is stored now; what both changed is told at the save, and nothing of the other is taken back", () => {
  const mine = kept({ ...READ, firstName: "Klara", "attribute-0": "1984-05-18" });
  const now = { version: 5, values: { ...READ, firstName: "Clare", city: "Haarlem" } };
  const { start, basis: read } = goOn(mine!, { now, attributes });
  expect(start).toEqual({ ...now.values, firstName: "Klara", "attribute-0": "1984-05-18" });
  expect(read.version).toBe(3);
  const merged = mergeEdits({ read: read.values, mine: start, theirs: now.values });
  expect(merged.conflicts).toEqual(["firstName"]);
  expect(merged.values).toMatchObject({ city: "Haarlem", "attribute-0": "1984-05-18" });
});

test("OF7 an attribute that moved is found by its code, and one that is gone or of another kind is left out", () => {
  const mine = kept({ ...READ, "attribute-0": "1984-05-18", "attribute-1": ["Garden"] });
  const moved = { version: 3, values: { firstName: "Clara", city: "Utrecht", "attribute-0": "Home", "attribute-1": "1984-05-17" } };
  expect(goOn(mine!, { now: moved, attributes: attributes.toReversed() }).start).toEqual({ ...moved.values, "attribute-1": "1984-05-18" });
  expect(goOn(mine!, { now: { version: 3, values: { firstName: "Clara", city: "Utrecht" } }, attributes: [] }).start).toEqual({
    firstName: "Clara",
    city: "Utrecht",
  });
});
