import { Refusal } from "@rapport/contract";
import { usePreferences, useText } from "../preferences.tsx";
import { CONTACT_LISTS, type CustomerForm, fieldOf, OPT_OUTS, OWN_FIELDS } from "./edited-values.ts";
import { customerFieldTexts } from "./field-texts.ts";

/** The name of each field, in the reader's language. */
export function useLabels({ attributes }: Pick<CustomerForm, "attributes">): Record<string, string> {
  const text = useText(customerFieldTexts);
  const { language } = usePreferences().appearance;
  return {
    ...Object.fromEntries(OWN_FIELDS.map((field) => [field, text(field)])),
    ...Object.fromEntries(CONTACT_LISTS.map((list) => [list, text(list)])),
    addressBooks: text("addressBooks"),
    ...Object.fromEntries(OPT_OUTS.map((name) => [name, text(name)])),
    ...Object.fromEntries(attributes.map((attribute, index) => [fieldOf(index), attribute.name[language]])),
  };
}

/** A refusal that says of attributes and contacts which fields of the form are wrong. */
export function besideFields(error: unknown, { attributes }: Pick<CustomerForm, "attributes">): unknown {
  if (!(error instanceof Refusal)) return error;
  const faults = error.faults.map((fault) => {
    const [first, code] = fault.path;
    if (CONTACT_LISTS.some((list) => list === first)) return { ...fault, path: [first ?? ""] };
    const index = attributes.findIndex((attribute) => attribute.code === code);
    return first === "attributes" && index >= 0 ? { ...fault, path: [fieldOf(index)] } : fault;
  });
  return Object.assign(error, { faults });
}
