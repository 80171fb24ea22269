import type { SortKey } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { sortChoices, sortInAddress, sortOfAddress } from "./sort.ts";

test("R12b each order stands in the address and is read from it; what is no order is that of names", () => {
  const keys: SortKey[] = ["name", "lastContact", "nextDate", "lastPurchase", "netSpend365"];
  for (const sort of sortChoices(keys)) expect(sortOfAddress(sortInAddress(sort))).toEqual(sort);
  expect(sortInAddress({ by: "name", descending: false })).toBeUndefined();
  expect(sortInAddress({ by: "netSpend365", descending: true })).toBe("-netSpend365");
  for (const wrong of [undefined, "", "-", "height", "--name", "name "])
    expect([wrong, sortOfAddress(wrong)]).toEqual([wrong, { by: "name", descending: false }]);
});

test("R12b a date that comes up has one direction, the others both", () => {
  expect(sortChoices(["name", "nextDate", "netSpend365"])).toEqual([
    { by: "name", descending: false },
    { by: "name", descending: true },
    { by: "nextDate", descending: false },
    { by: "netSpend365", descending: true },
    { by: "netSpend365", descending: false },
  ]);
});
