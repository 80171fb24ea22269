import type { Attribute, AttributeType } from "@rapport/contract/clienteling";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import { faultOfValue } from "./attribute-value.ts";

const NUMBERS: ReadonlySet<AttributeType> = new Set(["integer", "decimal", "currency"]);

export function isNumber(type: AttributeType): boolean {
  return NUMBERS.has(type);
}

/** Decimals of a number that is no amount. */
const DECIMALS = 4;

/**
 * What is wrong with the definition of an attribute, and in which setting; null when nothing is.
 *
 * @param given.moneyDecimals how many decimals an amount in the legal entity's currency has
 * @param given.currency in which a default amount has to be
 */
export function faultOfDefinition(
  attribute: Attribute,
  { moneyDecimals = 2, currency = "EUR" }: { readonly moneyDecimals?: number; readonly currency?: string } = {},
): Fault | null {
  return (
    faultOfValues(attribute) ??
    faultOfBounds(attribute, moneyDecimals) ??
    faultOfUnit(attribute) ??
    faultOfDefault(attribute, currency) ??
    faultOfFilter(attribute)
  );
}

/** The settings of an attribute that stay when it gets another type. The others would have no effect. */
export function settingsFor(type: AttributeType, stored: Attribute): Attribute {
  if (type === stored.type) return stored;
  const { lower, upper, values, filter, unit, default: _, ...rest } = stored;
  const bare: Attribute = { ...rest, type, multiple: type === "text" && stored.multiple, refinable: false };
  const kept = {
    ...(isNumber(type) && { lower, upper }),
    ...(hasUnit(type) && { unit }),
    ...(type === "text" && { values }),
    ...(filter !== undefined && faultOfFilter({ ...bare, filter }) === null && { filter }),
  };
  // A setting that was missing stays missing.
  return Object.assign(bare, { refinable: stored.refinable }, Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)));
}

function faultOfValues({ type, values, multiple }: Attribute): Fault | null {
  if (multiple && type !== "text") return { path: ["multiple"], wrong: wrong("attribute.multiple_not_text", {}) };
  if (values === undefined) return null;
  const at = (what: Wrong): Fault => ({ path: ["values"], wrong: what });
  if (type !== "text") return at(wrong("attribute.list_not_text", {}));
  if (values.length === 0) return at(wrong("attribute.list_empty", {}));
  const twice = firstRepeated(values.map(({ value }) => value));
  return twice === undefined ? null : at(wrong("attribute.list_twice", { value: twice }));
}

function faultOfBounds({ type, lower, upper }: Attribute, moneyDecimals: number): Fault | null {
  if (lower === undefined && upper === undefined) return null;
  const path = [lower === undefined ? "upper" : "lower"];
  if (!isNumber(type)) return { path, wrong: wrong("attribute.bounds_not_number", {}) };
  const most = type === "currency" ? moneyDecimals : type === "integer" ? 0 : DECIMALS;
  for (const [bound, value] of Object.entries({ lower, upper }))
    if (value !== undefined && Number(value.toFixed(most)) !== value) return { path: [bound], wrong: wrong("attribute.bounds_decimals", { most }) };
  if (lower !== undefined && upper !== undefined && lower > upper) return { path, wrong: wrong("attribute.bounds_order", {}) };
  return null;
}

/** Whether a number of the type can count something. An amount has its currency. */
export function hasUnit(type: AttributeType): boolean {
  return type === "integer" || type === "decimal";
}

function faultOfUnit({ type, unit }: Attribute): Fault | null {
  return unit === undefined || hasUnit(type) ? null : { path: ["unit"], wrong: wrong("attribute.unit_not_number", {}) };
}

/** A default fits its attribute like any value (R27, R29). */
function faultOfDefault(attribute: Attribute, currency: string): Fault | null {
  const what = attribute.default === undefined ? null : faultOfValue(attribute, { value: attribute.default, currency });
  return what === null ? null : { path: ["default"], wrong: what };
}

/** R35, R36. */
function faultOfFilter({ type, refinable, filter }: Attribute): Fault | null {
  if (filter === undefined) return refinable ? { path: ["refinable"], wrong: wrong("attribute.filter_missing", {}) } : null;
  const takes = filterKindsOf(type);
  if (!takes.includes(filter.kind)) return { path: ["filter"], wrong: wrong("attribute.filter_display", { type, takes: [...takes] }) };
  if (filter.kind === "list" && filter.multi && !takesSeveral(type)) return { path: ["filter", "multi"], wrong: wrong("attribute.filter_multi", { type }) };
  if (filter.kind === "range" && !isAscending(filter.thresholds)) return { path: ["filter", "thresholds"], wrong: wrong("attribute.thresholds_order", {}) };
  return null;
}

type FilterKind = NonNullable<Attribute["filter"]>["kind"];

/** How a filter on an attribute of a type can look (R36). */
export function filterKindsOf(type: AttributeType): readonly FilterKind[] {
  if (isNumber(type)) return ["list", "range", "slider"];
  return type === "date" ? ["date", "list"] : ["list"];
}

/** Whether several values can be chosen in a list (R36): of a yes-or-no or a date only one. */
export function takesSeveral(type: AttributeType): boolean {
  return type !== "boolean" && type !== "date";
}

/** Whether thresholds ascend, each once (R37). */
export function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? number));
}

function firstRepeated(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) !== index);
}

/** People find a value in a list up to here (R40). */
export const FINDABLE_VALUES = 200;
/** Past this, people rather type the value (R40). */
export const CHOOSABLE_VALUES = 1_000;
