import type { Translated } from "@rapport/contract";
import type { Attribute } from "@rapport/contract/clienteling";
import { nameAfter } from "@rapport/domain";

/** The change with the complete name: languages that it does not name stay. */
export function renamed<C extends { name?: Translated | null | undefined }>(stored: { readonly name: Translated } | undefined, change: C): C {
  return change.name ? { ...change, name: nameAfter({ stored: stored?.name, change: change.name }) } : change;
}

/** The definition with its words in one form: a word that is missing is left out, however that was said. */
export function withTidyWords({ unit, values, ...rest }: Attribute): Attribute {
  const tidy = (words: Translated) => nameAfter({ stored: undefined, change: words });
  return {
    ...rest,
    ...(unit !== undefined && { unit: tidy(unit) }),
    ...(values !== undefined && { values: values.map(({ value, label }) => ({ value, label: tidy(label) })) }),
  };
}
