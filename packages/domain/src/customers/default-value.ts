import type { Attribute, AttributeValue } from "@rapport/contract/clienteling";

/** What shows of a customer: their value, else the default (R27). A default is never stored with a customer. */
export function shownValue(
  { default: standard }: Pick<Attribute, "default">,
  value: AttributeValue | null,
): { value: AttributeValue | null; isDefault?: true } {
  return value === null && standard !== undefined ? { value: standard, isDefault: true } : { value };
}

/** The mandatory attributes of which there is neither a value nor a default (R29b). */
export function lackingMandatory<C extends string>(
  attributes: readonly { readonly code: C; readonly definition: Pick<Attribute, "mandatory" | "default"> }[],
  values: Readonly<Record<string, AttributeValue>>,
): C[] {
  return attributes
    .filter(({ code, definition }) => definition.mandatory === true && definition.default === undefined && !Object.hasOwn(values, code))
    .map(({ code }) => code);
}
