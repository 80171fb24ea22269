import { usePreferences, useText } from "@rapport/app-shell";
import { Refusal } from "@rapport/contract";
import { ManyCombobox, Select, TextField } from "@rapport/ui";
import type { RecordFields } from "../records/record-form.tsx";
import { AttributeEditor } from "./attribute-editor.tsx";
import { ContactEditor } from "./contact-editor.tsx";
import { editTexts } from "./edit-texts.ts";
import { CONTACT_LISTS, type CustomerForm, fieldOf, OPT_OUTS, OWN_FIELDS, type schemaOf } from "./edited-values.ts";
import { customerTexts } from "./texts.ts";

/** The fields of a customer: name, contacts, address books, and each attribute. */
export function CustomerFields({ form, fields }: { form: CustomerForm; fields: RecordFields<ReturnType<typeof schemaOf>> }) {
  const text = useText(editTexts);
  const customerText = useText(customerTexts);
  const { attributes, currency } = form;
  const books = form.addressBooks.map(({ code, name }) => ({ value: code as string, label: `${name} (${code})` }));
  return (
    <>
      <h2>{text("person")}</h2>
      <TextField label={customerText("firstName")} autoComplete="off" {...fields.field("firstName")} />
      <TextField label={customerText("lastName")} autoComplete="off" {...fields.field("lastName")} />
      {CONTACT_LISTS.map((list) => (
        <ContactEditor key={list} list={list} form={fields} />
      ))}
      <h2>{text("stores")}</h2>
      <ManyCombobox
        label={customerText("addressBooks")}
        hint={text("addressBooksHint")}
        error={fields.field("addressBooks").error}
        chosen={[fields.value("addressBooks") ?? []].flat()}
        options={books}
        onChoose={(chosen) => fields.set("addressBooks", chosen)}
      />
      <h2>{customerText("optOuts")}</h2>
      {OPT_OUTS.map((name) => (
        <Select
          key={name}
          label={customerText(name)}
          options={[
            { value: "no", label: customerText("wanted") },
            { value: "yes", label: customerText("optedOut") },
          ]}
          {...fields.field(name)}
        />
      ))}
      {attributes.length > 0 && <h2>{text("attributes")}</h2>}
      {attributes.map((attribute, index) => (
        <AttributeEditor key={attribute.code} attribute={attribute} field={fieldOf(index)} currency={currency} form={fields} />
      ))}
    </>
  );
}

/** The name of each field, in the reader's language. */
export function useLabels({ attributes }: Pick<CustomerForm, "attributes">): Record<string, string> {
  const text = useText(customerTexts);
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
