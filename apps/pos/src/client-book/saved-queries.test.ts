import { SavedView } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { isSame } from "./saved-queries.ts";

const brand = (...values: string[]) => ({ kind: "anyOf", attribute: "brand", values });
const vip = { kind: "anyOf", attribute: "vip", values: [true] };

test("R38b a list is what a saved filter keeps, however its conditions were chosen, and no other list is", () => {
  const saved = SavedView.parse({ filters: [brand("a", "b"), vip], owners: ["1", "2"], quietDays: 30 });
  expect(isSame(saved, SavedView.parse({ filters: [vip, brand("b", "a")], owners: ["2", "1"], quietDays: 30 }))).toBe(true);
  for (const other of [{ filters: [vip] }, { ...saved, owners: ["1"] }, { ...saved, quietDays: 60 }, { ...saved, sort: { by: "lastContact" } }])
    expect(isSame(saved, SavedView.parse(other))).toBe(false);
});
