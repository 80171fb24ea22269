import { CURRENCIES } from "@rapport/contract";
import type { ComboboxOption } from "@rapport/ui";

const LETTERS = Array.from({ length: 26 }, (_, n) => String.fromCodePoint(65 + n));

/** Every currency of the contract, with its name in the reader's language and its code. */
export function currencyOptions(locale: string): ComboboxOption[] {
  const names = new Intl.DisplayNames(locale, { type: "currency", fallback: "code" });
  return inOrder(
    [...CURRENCIES].map((value) => ({ value, label: `${names.of(value) ?? value} (${value})` })),
    locale,
  );
}

/** Every country for which the browser has a name. */
export function countryOptions(locale: string): ComboboxOption[] {
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter((code) => code !== "ZZ");
  return inOrder(
    codes.flatMap((value) => {
      const name = names.of(value);
      return name === undefined ? [] : [{ value, label: `${name} (${value})` }];
    }),
    locale,
  );
}

function inOrder(options: ComboboxOption[], locale: string): ComboboxOption[] {
  const { compare } = new Intl.Collator(locale);
  return options.toSorted((a, b) => compare(a.label, b.label));
}
