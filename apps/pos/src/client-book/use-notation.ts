import { useFormats } from "@rapport/ui";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../session/use-session.ts";

/** How this person, in this company, writes values. */
export function useNotation() {
  const { appearance, text } = usePreferences();
  const formats = useFormats();
  const { legalEntity } = useSession();
  return { language: appearance.language, formats, text, currency: legalEntity.currency };
}
