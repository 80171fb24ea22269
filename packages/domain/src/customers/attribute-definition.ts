import type { Attribute, AttributeType } from "@rapport/contract/clienteling";

const NUMBERS: ReadonlySet<AttributeType> = new Set(["integer", "decimal", "currency"]);

export function isNumber(type: AttributeType): boolean {
  return NUMBERS.has(type);
}

/** What is wrong with a definition of an attribute, in words to act on; null when it is right. */
export function faultOfDefinition(attribute: Attribute): string | null {
  return faultOfValues(attribute) ?? faultOfBounds(attribute) ?? faultOfFilter(attribute);
}

function faultOfValues({ type, values, multiple }: Attribute): string | null {
  if (multiple && type !== "text") return "Only a text attribute can hold several values.";
  if (values === undefined) return null;
  if (type !== "text") return "Only a text attribute can have a fixed list of values.";
  if (values.length === 0) return "A fixed list needs at least one value.";
  const twice = firstRepeated(values.map(({ value }) => value));
  return twice === undefined ? null : `The value "${twice}" is in the fixed list twice.`;
}

function faultOfBounds({ type, lower, upper }: Attribute): string | null {
  if (lower === undefined && upper === undefined) return null;
  if (!isNumber(type)) return "Only a number can have a lower or upper bound.";
  if (lower !== undefined && upper !== undefined && lower > upper) return "The lower bound is above the upper bound.";
  return null;
}

/** R35, R36. A text may be chosen from a list one or several at a time, a yes-or-no or a date only one at a time. */
function faultOfFilter({ type, refinable, filter }: Attribute): string | null {
  if (filter === undefined) return refinable ? "Set the filter settings before you make this attribute refinable." : null;
  switch (filter.kind) {
    case "list":
      return filter.multi && (type === "boolean" || type === "date") ? `A filter on a ${type} attribute takes one value at a time: set multi to false.` : null;
    case "range":
      if (!isNumber(type)) return `Ranges are for numbers; a ${type} attribute takes ${type === "date" ? "date or list" : "list"}.`;
      return isAscending(filter.thresholds) ? null : "Give the thresholds in ascending order, each once.";
    case "date":
      return type === "date" ? null : `The date filter is for dates; a ${type} attribute takes ${isNumber(type) ? "list or range" : "list"}.`;
  }
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? number));
}

function firstRepeated(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) !== index);
}
