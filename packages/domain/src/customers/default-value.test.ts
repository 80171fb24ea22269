import { expect, test } from "vitest";
import { lackingMandatory, shownValue } from "./default-value.ts";

test("R27 the default shows while there is no value, and says so", () => {
  expect(shownValue({ default: "gold" }, null)).toEqual({ value: "gold", isDefault: true });
  expect(shownValue({ default: "gold" }, "silver")).toEqual({ value: "silver" });
  expect(shownValue({ default: true }, false)).toEqual({ value: false });
  expect(shownValue({}, null)).toEqual({ value: null });
});

test("R29b a mandatory attribute lacks a value when there is neither a value nor a default", () => {
  const attributes = [
    { code: "size", definition: { mandatory: true } },
    { code: "metal", definition: { mandatory: true, default: "gold" } },
    { code: "brand", definition: { mandatory: false } },
    { code: "constructor", definition: { mandatory: true } },
  ];
  expect(lackingMandatory(attributes, {})).toEqual(["size", "constructor"]);
  expect(lackingMandatory(attributes, { size: 0 })).toEqual(["constructor"]);
});
