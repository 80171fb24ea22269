import { unreachable, type Translated } from "@rapport/contract";
import type { Attribute, AttributeValue } from "@rapport/contract/clienteling";
import { wrong, type Wrong } from "@rapport/contract/refusals";

/** Why a value does not fit its attribute (R29); null when it fits. */
export function faultOfValue(attribute: Pick<Attribute, "type" | "values" | "lower" | "upper" | "multiple">, value: AttributeValue): Wrong | null {
  switch (attribute.type) {
    case "boolean":
      return typeof value === "boolean" ? null : wrong("attribute_value.not_boolean", {});
    case "date":
      return typeof value === "string" && isDate(value) ? null : wrong("attribute_value.not_date", {});
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

function faultOfNumber({ type, lower, upper }: Pick<Attribute, "type" | "lower" | "upper">, value: AttributeValue): Wrong | null {
  if (typeof value !== "number") return wrong("attribute_value.not_number", {});
  if (type === "integer" && !Number.isInteger(value)) return wrong("attribute_value.not_integer", {});
  if (Math.abs(value) > LARGEST) return wrong("attribute_value.large", {});
  if (Number(value.toFixed(DECIMALS)) !== value) return wrong("attribute_value.decimals", { most: DECIMALS });
  if (lower !== undefined && value < lower) return wrong("attribute_value.below", { lower });
  if (upper !== undefined && value > upper) return wrong("attribute_value.above", { upper });
  return null;
}

function faultOfText({ values, multiple }: Pick<Attribute, "values" | "multiple">, value: AttributeValue): Wrong | null {
  if (Array.isArray(value)) {
    if (!multiple) return wrong("attribute_value.several", {});
    if (new Set(value).size !== value.length) return wrong("attribute_value.twice", {});
  }
  const texts = [value].flat();
  for (const text of texts) {
    if (typeof text !== "string") return wrong("attribute_value.not_text", {});
    if (text === "") return wrong("attribute_value.empty", {});
    if (values !== undefined && !values.some((listed) => listed.value === text)) return wrong("attribute_value.not_listed", {});
  }
  return null;
}
