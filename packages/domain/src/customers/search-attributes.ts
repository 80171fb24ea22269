import type { Attribute, AttributeGroup, AttributeValue } from "@rapport/contract/clienteling";
import { searchable } from "./fold-text.ts";

/** Why the POS cannot search by an attribute; null when it can (CS8). */
export function faultOfSearchAttribute(
  code: string,
  { definition, group }: { readonly definition: Pick<Attribute, "type"> | undefined; readonly group: Pick<AttributeGroup, "members"> | undefined },
): "unknown" | "type" | "group" | null {
  if (definition === undefined) return "unknown";
  if (definition.type !== "text" && definition.type !== "integer") return "type";
  return group?.members.some(({ attribute }) => attribute === code) === true ? null : "group";
}

const LEAST_SIGNS_OF_A_CODE = 4;

/**
 * Whether a code may be a value that says who somebody is (CS16): of at least four letters or digits, as a search over all stores has, and not of a fixed list, whose
 * values many people share.
 */
export function mayBeCode(code: string, definition: Pick<Attribute, "values"> | undefined): boolean {
  const signs = Array.from(code).filter((sign) => /[\p{L}\p{N}]/u.test(sign)).length;
  return definition !== undefined && (definition.values ?? []).length === 0 && signs >= LEAST_SIGNS_OF_A_CODE;
}

/** How a value of an attribute begins a line of a search text. No text that people type has this sign in it. */
const MARK = "\u0001";

/** A line by which a customer with such a value is found, or the beginning of it. */
export function valueLine(attribute: string, value: string): string {
  return `${MARK}${attribute}${MARK}${searchable(value)}`;
}

/** The lines by which a customer is found by these attributes. */
export function valueLinesOf(values: Readonly<Record<string, AttributeValue>>, attributes: readonly string[]): string[] {
  return attributes.flatMap((attribute) => {
    const value = Object.hasOwn(values, attribute) ? values[attribute] : undefined;
    const texts = Array.isArray(value) ? value : typeof value === "string" || typeof value === "number" ? [String(value)] : [];
    return texts.filter((text) => searchable(text) !== "").map((text) => valueLine(attribute, text));
  });
}

/** The values of a fixed list whose label in some language begins with what was typed. Associates read labels, not values. */
export function valuesLabelled(definition: Pick<Attribute, "values">, typed: string): string[] {
  const start = searchable(typed);
  return (definition.values ?? []).filter(({ label }) => [label.en, label.nl ?? ""].some((one) => searchable(one).startsWith(start))).map(({ value }) => value);
}
