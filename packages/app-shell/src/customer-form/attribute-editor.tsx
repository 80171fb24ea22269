import { usePreferences, useText } from "../preferences.tsx";
import type { EditedAttribute } from "@rapport/contract/customers";
import { DatePicker, ManyCombobox, Select, TextArea, TextField } from "@rapport/ui";
import { useAttributeText } from "./attribute-text.ts";
import { customerFieldTexts } from "./field-texts.ts";
import { customerFormTexts } from "./form-texts.ts";
import type { CustomerFields } from "./edited-values.ts";

/** The field for one attribute, by its type: a choice, several, a day, a number, an amount, a text. */
export function AttributeEditor({
  attribute: { name, type, multiple, values, unit, mandatory, default: standard },
  field,
  currency,
  form,
}: {
  attribute: EditedAttribute;
  field: string;
  currency: string;
  form: CustomerFields;
}) {
  const text = useText(customerFormTexts);
  const { language } = usePreferences().appearance;
  const wired = form.field(field);
  const { error } = wired;
  const label = [name[language], unit && `(${unit[language]})`, mandatory === "always" && "*"].filter(Boolean).join(" ");
  const fieldText = useText(customerFieldTexts);
  const textOf = useAttributeText();
  const remarks = [
    ...(mandatory === "no" ? [] : [text(mandatory === "always" ? "mandatory" : "mandatoryInBook")]),
    ...(standard === undefined ? [] : [text("whenEmpty", { value: textOf({ type, unit, ...standard }) })]),
  ];
  const hintOf = (...own: string[]) => [...own, ...remarks].join(" ") || undefined;
  const value = form.value(field) ?? "";
  const held = [value].flat();
  // A value that its list lost can stay (C14).
  const options = [
    ...values.map((listed) => ({ value: listed.value, label: listed.label[language] })),
    ...held.filter((one) => one !== "" && !values.some((listed) => listed.value === one)).map((one) => ({ value: one, label: one })),
  ];
  if (type === "boolean") {
    const choices = [
      { value: "", label: text("none") },
      { value: "yes", label: fieldText("yes") },
      { value: "no", label: fieldText("no") },
    ];
    return <Select label={label} hint={hintOf()} {...wired} options={choices} />;
  }
  if (values.length > 0 && multiple)
    return <ManyCombobox label={label} hint={hintOf()} error={error} chosen={held} options={options} onChoose={(chosen) => form.set(field, chosen)} />;
  if (values.length > 0) return <Select label={label} hint={hintOf()} {...wired} options={[{ value: "", label: text("none") }, ...options]} />;
  if (multiple) return <TextArea label={label} hint={hintOf(text("oneALine"))} rows={3} {...wired} />;
  if (type === "date" && !String(value).startsWith("--"))
    return <DatePicker label={label} hint={hintOf()} error={error} value={value === "" ? null : String(value)} onValue={(day) => form.set(field, day ?? "")} />;
  if (type === "date") return <TextField label={label} hint={hintOf(text("dayHint"))} autoComplete="off" {...wired} />;
  if (type === "currency") return <TextField label={label} hint={hintOf(text("amountIn", { currency }))} inputMode="decimal" autoComplete="off" {...wired} />;
  return <TextField label={label} hint={hintOf()} {...(type !== "text" && { inputMode: "decimal" as const })} autoComplete="off" {...wired} />;
}
