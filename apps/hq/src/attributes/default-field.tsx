import { useText } from "@rapport/app-shell";
import type { AttributeType } from "@rapport/contract/clienteling";
import { ManyCombobox, Select, TextArea, TextField } from "@rapport/ui";
import type { ReactNode } from "react";
import { attributeTexts } from "./texts.ts";

/** The default of an attribute, by its type: a choice, several, a number, a day, a text. */
export function DefaultField({
  of: { type, values, multiple },
  value,
  onValue,
  empty,
  ...around
}: {
  of: { readonly type: AttributeType; readonly values: readonly { readonly value: string; readonly label: string }[]; readonly multiple: boolean };
  /** As `typedDefault` has it. */
  value: string;
  onValue: (value: string) => void;
  /** What it means that there is none here. */
  empty: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}) {
  const text = useText(attributeTexts);
  const chosen = value.split("\n").filter((line) => line !== "");
  // A value that the list lost stays until somebody chooses another one.
  const options = [...values, ...chosen.filter((one) => !values.some((listed) => listed.value === one)).map((one) => ({ value: one, label: one }))];
  const choice = (all: readonly { readonly value: string; readonly label: string }[]) => (
    <Select {...around} value={value} onChange={({ target }) => onValue(target.value)} options={[{ value: "", label: empty }, ...all]} />
  );
  if (type === "boolean") return choice(["yes" as const, "no" as const].map((one) => ({ value: one, label: text(one) })));
  if (values.length > 0 && multiple) return <ManyCombobox {...around} chosen={chosen} options={options} onChoose={(all) => onValue(all.join("\n"))} />;
  if (values.length > 0) return choice(options);
  if (multiple) return <TextArea {...around} rows={2} placeholder={empty} value={value} onChange={({ target }) => onValue(target.value)} />;
  const hint = type === "date" ? text("defaultDay") : around.hint;
  return (
    <TextField
      {...around}
      hint={hint}
      placeholder={empty}
      autoComplete="off"
      {...(type !== "text" && type !== "date" && { inputMode: "decimal" as const })}
      value={value}
      onChange={({ target }) => onValue(target.value)}
    />
  );
}
