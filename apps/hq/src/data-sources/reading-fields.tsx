import { useText } from "@rapport/app-shell";
import { Select } from "@rapport/ui";
import type { ComponentProps } from "react";
import { choiceOf, READING, type Reading, type ReadingName } from "./reading.ts";
import { readingTexts } from "./reading-texts.ts";

/** A form that holds these settings, and perhaps others. */
interface ReadingForm {
  field(name: ReadingName): Omit<ComponentProps<typeof Select>, "label" | "hint" | "options">;
  value<Name extends ReadingName>(name: Name): Reading[Name];
}

/** A choice for each setting, with what the chosen value does. */
export function ReadingFields({ form, names }: { form: ReadingForm; names: readonly ReadingName[] }) {
  const text = useText(readingTexts);
  return names.map((name) => (
    <Select
      key={name}
      label={text(READING[name].label)}
      hint={text(choiceOf(name, form.value(name)).hint)}
      {...form.field(name)}
      options={Object.entries<{ label: ReturnType<typeof choiceOf>["label"] }>(READING[name].values).map(([value, { label }]) => ({
        value,
        label: text(label),
      }))}
    />
  ));
}
