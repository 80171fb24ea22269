import { useFormats } from "@rapport/ui";
import { usePreferences, useText } from "@rapport/app-shell";
import { useSession } from "../session/use-session.ts";
import { bookTexts } from "./texts.ts";

/** How this person, in this company, writes values. */
export function useNotation() {
  const { appearance } = usePreferences();
  const text = useText(bookTexts);
  const formats = useFormats();
  const { legalEntity } = useSession();
  return { language: appearance.language, formats, text, currency: legalEntity.currency };
}
