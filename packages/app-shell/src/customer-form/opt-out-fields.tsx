import { Select } from "@rapport/ui";
import { useText } from "../preferences.tsx";
import { type CustomerFields, OPT_OUTS } from "./edited-values.ts";
import { customerFieldTexts } from "./field-texts.ts";

/** What a customer does not want, each wanted or opted out of. */
export function OptOutFields({ form }: { form: CustomerFields }) {
  const text = useText(customerFieldTexts);
  const options = [
    { value: "no", label: text("wanted") },
    { value: "yes", label: text("optedOut") },
  ];
  return OPT_OUTS.map((optOut) => <Select key={optOut} label={text(optOut)} options={options} {...form.field(optOut)} />);
}
