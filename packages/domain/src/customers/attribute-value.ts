import { unreachable } from "@rapport/contract";
import { MoneyValue, type Attribute, type AttributeValue, type Label } from "@rapport/contract/clienteling";
import { wrong, type Wrong } from "@rapport/contract/refusals";
import { inEveryLanguage } from "./names.ts";
import { compareDecimals, formatDecimal, parseDecimal } from "../values/decimal.ts";

type Definition = Pick<Attribute, "type" | "values" | "lower" | "upper" | "multiple">;

/**
 * Why a value does not fit its attribute (R29); null when it fits.
 *
 * @param given.currency the legal entity's currency: values of all customers must be in one currency to be compared
 * @param given.held the customer's present value, which may be written again even if the list lost it (C14)
 */
export function faultOfValue(
  attribute: Definition,
  { value, currency, held }: { value: AttributeValue; currency: string; held?: AttributeValue | undefined },
): Wrong | null {
  switch (attribute.type) {
    case "boolean":
      return typeof value === "boolean" ? null : wrong("attribute_value.not_boolean", {});
    case "date":
      return typeof value === "string" ? faultOfDate(value) : wrong("attribute_value.not_date", {});
    case "integer":
    case "decimal":
      return faultOfNumber(attribute, value);
    case "currency":
      return faultOfMoney(attribute, { value, currency });
    case "text":
      return faultOfText(attribute, { value, held });
    default:
      return unreachable(attribute.type);
  }
}

/** The stored form of a value that fits: money as an exact decimal in its shortest form, with its currency (CY5). */
export function keptValue({ type }: Pick<Attribute, "type">, { value, currency }: { value: AttributeValue; currency: string }): AttributeValue {
  const money = type === "currency" ? moneyOf(value, currency) : null;
  return money === null ? value : { ...money, amount: formatDecimal(parseDecimal(money.amount)) };
}

/** The label of a fixed-list value; null for all other values and for an empty list. Several values are joined by commas. */
export function labelOf(attribute: Pick<Attribute, "values">, value: AttributeValue | null): Label | null {
  if (attribute.values === undefined || value === null) return null;
  const labels = [value].flat().map((one) => {
    const text = textOf(one);
    return inEveryLanguage(attribute.values?.find((listed) => listed.value === one)?.label ?? { en: text });
  });
  if (labels.length === 0) return null;
  return { en: labels.map(({ en }) => en).join(", "), nl: labels.map(({ nl }) => nl).join(", ") };
}

/** A value as text; for money its amount. */
export function textOf(value: string | number | boolean | MoneyValue): string {
  return typeof value === "object" ? value.amount : String(value);
}

/** The years that a customer's date can have. An earlier or later one, such as `0001`, stands for no year at all. */
const YEARS = { from: 1800, to: 2199 } as const;
/** A leap year, because a day without a year may be 29 February. */
const ANY_YEAR = "2000";

/** A day of the calendar, `YYYY-MM-DD`, or one of every year, `--MM-DD`. */
function faultOfDate(text: string): Wrong | null {
  const match = /^(\d{4}|-)-(\d{2}-\d{2})$/.exec(text);
  const [, year = "", day = ""] = match ?? [];
  const full = `${year === "-" ? ANY_YEAR : year}-${day}`;
  const time = Date.parse(`${full}T00:00:00Z`);
  if (match === null || !Number.isFinite(time) || !new Date(time).toISOString().startsWith(full)) return wrong("attribute_value.not_date", {});
  return year !== "-" && (Number(year) < YEARS.from || Number(year) > YEARS.to) ? wrong("attribute_value.year", YEARS) : null;
}

/** Outside these limits, a number's text would not be the same in every program that reads it. */
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

function faultOfMoney({ lower, upper }: Pick<Attribute, "lower" | "upper">, { value, currency }: { value: AttributeValue; currency: string }): Wrong | null {
  const money = moneyOf(value, currency);
  if (money === null)
    return typeof value === "number"
      ? (faultOfNumber({ type: "currency" }, value) ?? wrong("attribute_value.large", {}))
      : wrong("attribute_value.not_money", {});
  if (money.currency !== currency) return wrong("attribute_value.other_currency", { currency });
  if (lower !== undefined && compareDecimals(money.amount, lower) < 0) return wrong("attribute_value.below", { lower });
  if (upper !== undefined && compareDecimals(money.amount, upper) > 0) return wrong("attribute_value.above", { upper });
  return null;
}

/** Money as given: complete, or only its amount. A JSON number is a binary fraction. Only one that fits like any number stands for one certain decimal. */
function moneyOf(value: AttributeValue, currency: string): MoneyValue | null {
  if (typeof value === "number" && faultOfNumber({ type: "currency" }, value) !== null) return null;
  if (typeof value === "number" || typeof value === "string") return MoneyValue.safeParse({ amount: String(value), currency }).data ?? null;
  return typeof value === "object" && !Array.isArray(value) ? value : null;
}

function faultOfText(
  { values, multiple }: Pick<Attribute, "values" | "multiple">,
  { value, held = [] }: { value: AttributeValue; held?: AttributeValue | undefined },
): Wrong | null {
  const had = [held].flat();
  if (Array.isArray(value)) {
    if (!multiple) return wrong("attribute_value.several", {});
    if (new Set(value).size !== value.length) return wrong("attribute_value.twice", {});
  }
  const texts = [value].flat();
  for (const text of texts) {
    if (typeof text !== "string") return wrong("attribute_value.not_text", {});
    if (text === "") return wrong("attribute_value.empty", {});
    if (values !== undefined && !values.some((listed) => listed.value === text) && !had.includes(text)) return wrong("attribute_value.not_listed", {});
  }
  return null;
}
