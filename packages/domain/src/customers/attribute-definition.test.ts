import type { Attribute } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { faultOfDefinition } from "./attribute-definition.ts";

const name = { en: "A", nl: "A" };
const attribute = (part: Partial<Attribute>): Attribute => ({ name, type: "text", multiple: false, refinable: false, ...part });
const list = (multi: boolean) => ({ kind: "list", multi }) as const;
const range = (...thresholds: number[]) => ({ kind: "range", thresholds }) as const;
const date = { kind: "date" } as const;
const slider = { kind: "slider", bars: true } as const;

test("case 25 R35 refinable without filter settings is refused, with them it is not", () => {
  expect(faultOfDefinition(attribute({ refinable: true }))).toEqual({ path: ["refinable"], wrong: { code: "attribute.filter_missing", params: {} } });
  expect(faultOfDefinition(attribute({ refinable: true, filter: list(true) }))).toBeNull();
});

test.each([
  ["boolean", list(false), true],
  ["boolean", list(true), false],
  ["boolean", range(1), false],
  ["boolean", date, false],
  ["boolean", slider, false],
  ["text", slider, false],
  ["date", slider, false],
  ["integer", slider, true],
  ["decimal", slider, true],
  ["currency", slider, true],
  ["text", list(false), true],
  ["text", list(true), true],
  ["text", range(1), false],
  ["text", date, false],
  ["integer", list(true), true],
  ["integer", range(10, 20), true],
  ["integer", date, false],
  ["decimal", range(0.5), true],
  ["currency", range(100), true],
  ["date", list(false), true],
  ["date", list(true), false],
  ["date", range(1), false],
  ["date", date, true],
] as const)("R36 a %s attribute with filter %j is allowed: %s", (type, filter, allowed) => {
  expect(faultOfDefinition(attribute({ type, refinable: true, filter })) === null).toBe(allowed);
});

test("R37 thresholds rise, each once", () => {
  expect(faultOfDefinition(attribute({ type: "integer", filter: range(10, 10) }))).toEqual({
    path: ["filter", "thresholds"],
    wrong: { code: "attribute.thresholds_order", params: {} },
  });
  expect(faultOfDefinition(attribute({ type: "integer", filter: range(20, 10) }))).toEqual({
    path: ["filter", "thresholds"],
    wrong: { code: "attribute.thresholds_order", params: {} },
  });
});

test("a fixed list and several values are for text, bounds for numbers", () => {
  const values = [{ value: "a", label: name }];
  expect(faultOfDefinition(attribute({ values }))).toBeNull();
  expect(faultOfDefinition(attribute({ values: [] }))).toEqual({ path: ["values"], wrong: { code: "attribute.list_empty", params: {} } });
  expect(faultOfDefinition(attribute({ values: [...values, ...values] }))).toEqual({
    path: ["values"],
    wrong: { code: "attribute.list_twice", params: { value: "a" } },
  });
  expect(faultOfDefinition(attribute({ type: "integer", values }))).toEqual({ path: ["values"], wrong: { code: "attribute.list_not_text", params: {} } });
  expect(faultOfDefinition(attribute({ type: "date", multiple: true }))).toEqual({
    path: ["multiple"],
    wrong: { code: "attribute.multiple_not_text", params: {} },
  });
  expect(faultOfDefinition(attribute({ lower: 1 }))).toEqual({ path: ["lower"], wrong: { code: "attribute.bounds_not_number", params: {} } });
  expect(faultOfDefinition(attribute({ type: "integer", lower: 2, upper: 1 }))).toEqual({
    path: ["lower"],
    wrong: { code: "attribute.bounds_order", params: {} },
  });
});
