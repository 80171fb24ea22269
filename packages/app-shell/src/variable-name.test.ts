import { expect, test } from "vitest";
import { variableName, variableTexts } from "./variable-name.ts";

test.for([
  [{ variable: "campaign", name: null }, "Trackingcode"],
  [{ variable: "campaign", name: "Letter of the month" }, "Letter of the month"],
  [{ variable: "campaign", name: "Tracking code" }, "Tracking code"],
  [{ variable: "evar3", name: null }, "eVar 3"],
  [{ variable: "list2", name: null }, "Lijst 2"],
  [{ variable: "evar3", name: "Coupon" }, "Coupon"],
  [{ variable: "newer", name: null }, "newer"],
] as const)("%o is called %s", ([value, called]) => {
  expect(variableName(value, variableTexts.nl)).toBe(called);
});
