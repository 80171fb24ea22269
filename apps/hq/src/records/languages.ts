import { preferenceTexts, useText } from "@rapport/app-shell";

/** The languages of the product for a field that may be left empty; `empty` says what that means. */
export function useLanguageChoices(empty: string): { readonly value: "" | "en" | "nl"; readonly label: string }[] {
  const text = useText(preferenceTexts);
  return [
    { value: "", label: empty },
    { value: "en", label: text("en") },
    { value: "nl", label: text("nl") },
  ];
}
