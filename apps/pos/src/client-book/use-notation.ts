import { useFormats } from "@rapport/ui";
import { usePreferences, useText } from "@rapport/app-shell";
import { bookTexts } from "./texts.ts";

/** This person's way of writing values. */
export function useNotation() {
  const { appearance } = usePreferences();
  const text = useText(bookTexts);
  const formats = useFormats();
  return { language: appearance.language, formats, text };
}
