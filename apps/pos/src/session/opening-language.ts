import { usePreferences } from "@rapport/app-shell";
import { Language } from "@rapport/contract";
import { useEffect } from "react";

const KEY = "rapport.opening-language";

/** The language of the store in which this device is a register, as the device knew it last; undefined for the device's own (SI16). */
export function openingLanguage(storage: Pick<Storage, "getItem">): Language | undefined {
  return Language.safeParse(storage.getItem(KEY)).data;
}

/** Shows the store's language, unless a person chose one here, and keeps it for the next start. `undefined` while the store is not known. */
export function useOpeningLanguage(language: Language | null | undefined, storage: Pick<Storage, "setItem" | "removeItem">): void {
  const { openIn } = usePreferences();
  useEffect(() => {
    if (language === undefined) return;
    if (language === null) return storage.removeItem(KEY);
    storage.setItem(KEY, language);
    openIn(language);
  }, [language, storage, openIn]);
}
