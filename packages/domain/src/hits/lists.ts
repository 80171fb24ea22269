import { cut, MAX_BYTES } from "../values/text.ts";

/** How many values of a list variable are kept (PE5). */
export const MAX_LIST_VALUES = 250;

/**
 * Separates the values of a list variable in a hit's `dims`. No value can contain it, whatever the variable's delimiter,
 * because control characters are removed from every value.
 */
export const LIST_SEPARATOR = "\n";

/** The distinct values between delimiters, each at most 255 bytes, in order; the first 250. */
export function splitList(text: string, delimiter: string): string[] {
  return distinctValues(text.split(delimiter));
}

export function distinctValues(values: readonly string[]): string[] {
  const distinct = new Set<string>();
  for (const value of values) {
    const kept = cut(value, MAX_BYTES.conversion);
    if (kept !== "") distinct.add(kept);
    if (distinct.size === MAX_LIST_VALUES) break;
  }
  return [...distinct];
}
