import { unreachable, type Translated } from "@rapport/contract";
import type { Attribute, AttributeValue } from "@rapport/contract/clienteling";

/** Why a value does not fit its attribute (R29), in words to act on; null when it fits. */
export function faultOfValue(attribute: Pick<Attribute, "type" | "values" | "lower" | "upper" | "multiple">, value: AttributeValue): string | null {
  switch (attribute.type) {
    case "boolean":
      return typeof value === "boolean" ? null : "is not yes or no (true or false)";
    case "date":
      return typeof value === "string" && isDate(value) ? null : "is not a date like 1985-12-03";
    case "integer":
    case "decimal":
    case "currency":
      return faultOfNumber(attribute, value);
    case "text":
      return faultOfText(attribute, value);
    default:
      return unreachable(attribute.type);
  }
}

/** What a fixed-list value is called; null for all other values and for an empty list. Several values are joined by commas. */
export function labelOf(attribute: Pick<Attribute, "values">, value: AttributeValue | null): Translated | null {
  if (attribute.values === undefined || value === null) return null;
  const labels = [value].flat().map((one) => attribute.values?.find((listed) => listed.value === one)?.label ?? { en: String(one), nl: String(one) });
  if (labels.length === 0) return null;
  return { en: labels.map(({ en }) => en).join(", "), nl: labels.map(({ nl }) => nl).join(", ") };
}

/** A day of the calendar, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** Beyond these a number's text would no longer be the same in every program that reads it. */
const LARGEST = 1e15;
const DECIMALS = 4;

function faultOfNumber({ type, lower, upper }: Pick<Attribute, "type" | "lower" | "upper">, value: AttributeValue): string | null {
  if (typeof value !== "number") return "is not a number";
  if (type === "integer" && !Number.isInteger(value)) return "is not a whole number";
  if (Math.abs(value) > LARGEST) return "is too large a number";
  if (Number(value.toFixed(DECIMALS)) !== value) return `has more than ${DECIMALS} decimals`;
  if (lower !== undefined && value < lower) return `is below ${lower}`;
  if (upper !== undefined && value > upper) return `is above ${upper}`;
  return null;
}

function faultOfText({ values, multiple }: Pick<Attribute, "values" | "multiple">, value: AttributeValue): string | null {
  if (Array.isArray(value)) {
    if (!multiple) return "is several values where one is allowed";
    if (new Set(value).size !== value.length) return "has the same value twice";
  }
  const texts = [value].flat();
  for (const text of texts) {
    if (typeof text !== "string") return "is not a text";
    if (text === "") return "is empty: leave the attribute out instead";
    if (values !== undefined && !values.some((listed) => listed.value === text)) return "is not in the attribute's list of values";
  }
  return null;
}
