import { expect, test } from "vitest";
import type { StoredAttribute } from "../attributes/queries.ts";
import { membersOf, valuesOf } from "./group-values.ts";
import type { StoredGroup } from "./queries.ts";

const GROUP = {
  code: "jewels",
  name: { en: "Jewels" },
  members: [
    { attribute: "metal", displayOrder: 10, default: "gold" },
    { attribute: "size", displayOrder: 20, default: 54 },
    { attribute: "notes", displayOrder: 30 },
  ],
} as unknown as StoredGroup;
const ATTRIBUTES = [
  { code: "metal", type: "text", multiple: false },
  { code: "size", type: "integer", multiple: false },
  { code: "notes", type: "text", multiple: false },
] as unknown as StoredAttribute[];
const { members, defaults } = valuesOf(GROUP);

test("R27 members that nobody changed are not sent", () => {
  expect(membersOf({ members, defaults, group: GROUP, attributes: ATTRIBUTES })).toBeUndefined();
  expect(membersOf({ members, defaults, group: GROUP, attributes: [] })).toBeUndefined();
});

test("R27 a default that nobody changed stays, also of an attribute that is not known", () => {
  expect(membersOf({ members: ["size", "metal"], defaults, group: GROUP, attributes: [] })).toEqual([
    { attribute: "size", displayOrder: 1, default: 54 },
    { attribute: "metal", displayOrder: 2, default: "gold" },
  ]);
});

test("R27 a default that somebody emptied goes, and a new one is read by its attribute", () => {
  expect(membersOf({ members, defaults: { metal: "", size: "52" }, group: GROUP, attributes: ATTRIBUTES })).toEqual([
    { attribute: "metal", displayOrder: 10 },
    { attribute: "size", displayOrder: 20, default: 52 },
    { attribute: "notes", displayOrder: 30 },
  ]);
  expect(membersOf({ members: [], defaults: {}, group: undefined, attributes: ATTRIBUTES })).toEqual([]);
});
