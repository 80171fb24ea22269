import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Language } from "@rapport/contract";
import { createFormats, type Formats } from "./formats.ts";
import { ToastRegion } from "./toast.tsx";
import { WORDS, type Words } from "./words.ts";

interface Ui {
  language: Language;
  words: Words;
  formats: Formats;
}

const UiContext = createContext<Ui>({ language: "en", words: WORDS.en, formats: createFormats({ language: "en" }) });

/** Gives the components their language and formats, and holds the toasts. Put it once, around the app. */
export function UiProvider({
  language,
  locale,
  timeZone,
  children,
}: {
  language: Language;
  locale?: string | undefined;
  timeZone?: string | undefined;
  children: ReactNode;
}) {
  const ui = useMemo(
    () => ({ language, words: WORDS[language], formats: createFormats({ language, timeZone, ...(locale === undefined ? {} : { locale }) }) }),
    [language, locale, timeZone],
  );
  return (
    <UiContext value={ui}>
      <ToastRegion label={ui.words.notifications} closeLabel={ui.words.close}>
        {children}
      </ToastRegion>
    </UiContext>
  );
}

export function useUi(): Ui {
  return useContext(UiContext);
}

export function useFormats(): Formats {
  return useContext(UiContext).formats;
}
