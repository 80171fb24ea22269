import { useText } from "@rapport/app-shell";
import {
  AttributeEditor,
  ConsentFields,
  CONTACT_LISTS,
  ContactEditor,
  type CustomerFields as Fields,
  type CustomerForm,
  fieldOf,
  OptOutFields,
  ReachFields,
  reachTexts,
} from "@rapport/app-shell/customer-form";
import { ManyCombobox, TextField } from "@rapport/ui";
import { editTexts } from "./edit-texts.ts";
import { customerTexts } from "./texts.ts";

/** The fields of a customer: name, contacts, address books, and each attribute. */
export function CustomerFields({ form, fields }: { form: CustomerForm; fields: Fields }) {
  const text = useText(editTexts);
  const reachText = useText(reachTexts);
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
      <h2>{reachText("title")}</h2>
      <ReachFields form={fields} />
      <h2>{reachText("consents")}</h2>
      <ConsentFields form={fields} customer={form.customer} />
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
      <OptOutFields form={fields} />
      {attributes.length > 0 && <h2>{text("attributes")}</h2>}
      {attributes.map((attribute, index) => (
        <AttributeEditor key={attribute.code} attribute={attribute} field={fieldOf(index)} currency={currency} form={fields} />
      ))}
    </>
  );
}
