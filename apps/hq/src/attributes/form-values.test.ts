import { AttributeCode } from "@rapport/contract";
import { expect, test } from "vitest";
import { AttributeForm, BLANK, bodyOf, rangesOf, readThresholds, valuesOf, type AttributeValues } from "./form-values.ts";
import { looksOf } from "./kinds.ts";

const filled = { ...BLANK, code: "size", name: "Size" };
const wrongFields = (values: AttributeValues) => AttributeForm.safeParse(values).error?.issues.map(({ path }) => path[0]) ?? [];

test("R36 a type offers the filters that it can have, and no other", () => {
  expect(looksOf("boolean")).toEqual(["one"]);
  expect(looksOf("date")).toEqual(["date", "one"]);
  expect(looksOf("list")).toEqual(["one", "several"]);
  expect(looksOf("currency")).toEqual(["one", "several", "range", "slider", "bars"]);
});

test("R37 thresholds are ascending numbers between semicolons, and make one range more", () => {
  expect(readThresholds("10; 20;50")).toEqual([10, 20, 50]);
  expect(readThresholds("0,5; 1.25;")).toEqual([0.5, 1.25]);
  expect(rangesOf([10, 20])).toEqual([
    { lower: null, upper: 10 },
    { lower: 10, upper: 20 },
    { lower: 20, upper: null },
  ]);
  for (const typed of ["", "20; 10", "10; 10", "10;; 20", "1.000; 2.000", "ten", "10 20"]) expect([typed, readThresholds(typed)]).toEqual([typed, null]);
});

test("a number that two people would read differently, or nobody can, is not sent", () => {
  expect(wrongFields({ ...filled, type: "integer", lower: "1.000", upper: "many" })).toEqual(["lower", "upper"]);
  expect(wrongFields({ ...filled, type: "text", lower: "many" })).toEqual([]);
  expect(wrongFields({ ...filled, type: "integer", filter: "range", thresholds: "5; 4" })).toEqual(["thresholds"]);
  expect(wrongFields({ ...filled, type: "list", values: [{ value: "", en: "Gold", nl: "" }] })).toEqual(["values"]);
});

test("what is sent empties the settings that the type does not have, and reads back as it was typed", () => {
  const typed = {
    ...filled,
    type: "decimal" as const,
    lower: "0,5",
    upper: "20",
    unit: "cm",
    unitDutch: "",
    default: "12,5",
    mandatory: true,
    filter: "range" as const,
    thresholds: "5; 10",
    multiple: true,
    refinable: true,
  };
  const body = bodyOf(AttributeForm.parse(typed));
  expect(body).toEqual({
    name: { en: "Size", nl: null },
    attributeType: null,
    type: "decimal",
    values: null,
    multiple: false,
    lower: 0.5,
    upper: 20,
    unit: { en: "cm", nl: null },
    default: 12.5,
    mandatory: true,
    filter: { kind: "range", thresholds: [5, 10] },
    refinable: true,
  });
  const stored = { name: { en: "Size" }, type: "decimal" as const, lower: 0.5, upper: 20, unit: { en: "cm" }, default: 12.5, mandatory: true };
  const saved = { version: 1, at: "2026-03-02T12:00:00.000Z", by: null };
  const filter = { kind: "range" as const, thresholds: [5, 10] };
  expect(valuesOf({ ...stored, filter, multiple: false, refinable: true, code: AttributeCode.parse("size"), groups: [], saved })).toEqual({
    ...typed,
    lower: "0.5",
    default: "12.5",
    multiple: false,
  });
});

test("a value of a list without names is shown as itself; empty lines are left out", () => {
  const values = [
    { value: "gold", en: "Gold", nl: "Goud" },
    { value: "", en: "", nl: "" },
    { value: "silver", en: "", nl: "" },
  ];
  expect(bodyOf(AttributeForm.parse({ ...filled, type: "list", values }))).toMatchObject({
    type: "text",
    values: [
      { value: "gold", label: { en: "Gold", nl: "Goud" } },
      { value: "silver", label: { en: "silver" } },
    ],
  });
});
