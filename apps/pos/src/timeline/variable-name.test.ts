import { expect, test } from "vitest";
import { variableName } from "./variable-name.ts";
import { whyTexts } from "./why-texts.ts";

test.for([
  [{ variable: "campaign", name: "Tracking code" }, "Trackingcode"],
  [{ variable: "campaign", name: "Letter of the month" }, "Letter of the month"],
  [{ variable: "evar3", name: "eVar 3" }, "eVar 3"],
] as const)("%o is called %s", ([value, called]) => {
  expect(variableName(value, whyTexts.nl)).toBe(called);
});
