import type { AttributeType, AttributeValue } from "@rapport/contract/clienteling";
import { readNumber, typedNumber } from "./numbers.ts";

/** A default as a form has it: several values on a line each, `yes` or `no`, money as its amount; empty for none. */
export function typedDefault(value: AttributeValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return typedNumber(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join("\n");
  return typeof value === "object" ? value.amount : value;
}

/** The default as it is sent. Text that is no number is sent as it is: the server says what is wrong with it. */
export function readDefault(text: string, { type, multiple }: { type: AttributeType; multiple: boolean }): AttributeValue | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const [first] = lines;
  if (first === undefined) return null;
  if (multiple) return lines;
  if (type === "boolean") return first === "yes";
  if (type === "currency") return readNumber(first) === null ? first : first.replace(",", ".");
  return type === "integer" || type === "decimal" ? (readNumber(first) ?? first) : first;
}
