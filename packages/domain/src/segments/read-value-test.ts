import { wrong } from "@rapport/contract/refusals";
import { patternOf } from "../reporting/search-clause.ts";
import { UNSPECIFIED } from "../reporting/definition.ts";
import type { Place } from "./place.ts";
import type { NumberTest, OrderOperator, ValueTest } from "./segment.ts";

const EXISTENCE = ["exists", "not-exists"] as const;
const EQUALITY = ["streq", "not-streq", "streq-in", "not-streq-in"] as const;
const ORDER = ["strlt", "strle", "strgt", "strge"] as const;
const LIKE_ONE = ["contains", "not-contains", "starts-with", "not-starts-with", "ends-with", "not-ends-with"] as const;
const LIKE_LIST = ["contains-any-of", "not-contains-any-of", "contains-all-of", "not-contains-all-of"] as const;
const GLOB = ["matches", "not-matches"] as const;
const NUMBER = ["eq", "not-eq", "lt", "le", "gt", "ge", "eq-any-of", "not-eq-any-of"] as const;

/** The functions that compare one value (SE5). */
export const VALUE_FUNCTIONS = [...EXISTENCE, ...EQUALITY, ...ORDER, ...LIKE_ONE, ...LIKE_LIST, ...GLOB, ...NUMBER] as const;

interface ReadValueTest {
  readonly test: ValueTest;
  /** `not-...`: no value of the hit passes. */
  readonly isNegated: boolean;
  /** `not-exists`. */
  readonly isAbsence: boolean;
}

export function readValueTest(place: Place): ReadValueTest {
  const func = place.at("func").oneOf(VALUE_FUNCTIONS);
  const isNegated = func.startsWith("not-");
  const positive = isNegated ? func.slice("not-".length) : func;
  if (positive === "exists") {
    place.only([...ALWAYS]);
    return { test: { kind: "exists" }, isNegated: false, isAbsence: isNegated };
  }
  if (NUMBER.some((one) => one === func)) {
    // What is no number is neither equal nor unequal to one, so the negation stands inside.
    return { test: { kind: "number", test: readNumberTest(place) }, isNegated: false, isAbsence: false };
  }
  return { test: textTest(place, positive), isNegated, isAbsence: false };
}

const ALWAYS = ["func", "val", "description"] as const;

function textTest(place: Place, func: string): ValueTest {
  switch (func) {
    case "streq":
      return { kind: "equals", values: [itemOf(oneText(place))] };
    case "streq-in":
      return { kind: "equals", values: texts(place).map(itemOf) };
    case "strlt":
    case "strle":
    case "strgt":
    case "strge":
      return { kind: "order", operator: func.slice("str".length) as OrderOperator, text: oneText(place) };
    case "starts-with":
      return { kind: "like", place: "start", patterns: [literal(oneText(place))], every: true };
    case "ends-with":
      return { kind: "like", place: "end", patterns: [literal(oneText(place))], every: true };
    case "contains":
      return { kind: "like", place: "anywhere", patterns: [literal(oneText(place))], every: true };
    case "contains-any-of":
      return { kind: "like", place: "anywhere", patterns: texts(place).map(literal), every: false };
    case "contains-all-of":
      return { kind: "like", place: "anywhere", patterns: texts(place).map(literal), every: true };
    default:
      place.only([...ALWAYS, "glob"]);
      return { kind: "like", place: "whole", patterns: [patternOf(place.at("glob").text())], every: true };
  }
}

function oneText(place: Place): string {
  place.only([...ALWAYS, "str"]);
  return place.at("str").text();
}

function texts(place: Place): string[] {
  place.only([...ALWAYS, "list"]);
  const list = place.at("list").list();
  return list.map((each) => each.text());
}

function literal(text: string) {
  return [{ kind: "literal" as const, text }];
}

/** The item without a value goes by its name in reports, too. */
function itemOf(text: string): string {
  return text === UNSPECIFIED ? "" : text;
}

/** A comparison with a number or, for `eq-any-of`, several. */
export function readNumberTest(place: Place): NumberTest {
  const func = place.at("func").oneOf(NUMBER);
  switch (func) {
    case "lt":
    case "le":
    case "gt":
    case "ge":
      place.only([...ALWAYS, "num"]);
      return { operator: func, number: numberOf(place.at("num")) };
    case "eq":
    case "not-eq":
      place.only([...ALWAYS, "num"]);
      return { operator: "in", numbers: [numberOf(place.at("num"))], isNegated: func === "not-eq" };
    case "eq-any-of":
    case "not-eq-any-of": {
      place.only([...ALWAYS, "list"]);
      const list = place.at("list").list();
      return { operator: "in", numbers: list.map(numberOf), isNegated: func === "not-eq-any-of" };
    }
  }
}

const DECIMAL = /^-?\d{1,18}(?:\.\d{1,8})?$/;

function numberOf(place: Place): string {
  const { value } = place;
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !DECIMAL.test(text)) throw place.refused(wrong("segment.number", {}));
  return text;
}
