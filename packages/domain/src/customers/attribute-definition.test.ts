import type { Attribute } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { faultOfDefinition } from "./attribute-definition.ts";

const name = { en: "A", nl: "A" };
const attribute = (part: Partial<Attribute>): Attribute => ({ name, type: "text", multiple: false, refinable: false, ...part });
const list = (multi: boolean) => ({ kind: "list", multi }) as const;
const range = (...thresholds: number[]) => ({ kind: "range", thresholds }) as const;
const date = { kind: "date" } as const;

test("case 25 R35 refinable without filter settings is refused, with them it is not", () => {
  expect(faultOfDefinition(attribute({ refinable: true }))).toMatch(/filter settings/);
  expect(faultOfDefinition(attribute({ refinable: true, filter: list(true) }))).toBeNull();
});

test.each([
  ["boolean", list(false), true],
  ["boolean", list(true), false],
  ["boolean", range(1), false],
  ["boolean", date, false],
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

test("thresholds ascend, each once", () => {
  expect(faultOfDefinition(attribute({ type: "integer", filter: range(10, 10) }))).toMatch(/ascending/);
  expect(faultOfDefinition(attribute({ type: "integer", filter: range(20, 10) }))).toMatch(/ascending/);
});

test("a fixed list and several values are for text, bounds for numbers", () => {
  const values = [{ value: "a", label: name }];
  expect(faultOfDefinition(attribute({ values }))).toBeNull();
  expect(faultOfDefinition(attribute({ values: [] }))).toMatch(/at least one/);
  expect(faultOfDefinition(attribute({ values: [...values, ...values] }))).toMatch(/twice/);
  expect(faultOfDefinition(attribute({ type: "integer", values }))).toMatch(/text/);
  expect(faultOfDefinition(attribute({ type: "date", multiple: true }))).toMatch(/text/);
  expect(faultOfDefinition(attribute({ lower: 1 }))).toMatch(/number/);
  expect(faultOfDefinition(attribute({ type: "integer", lower: 2, upper: 1 }))).toMatch(/above/);
});
