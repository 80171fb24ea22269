import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import type { Language } from "@rapport/contract";
import { createFormats, type Formats } from "./formats.ts";
import { ignoreSecondTaps } from "./second-tap.ts";
import { ToastRegion } from "./toast.tsx";
import { WORDS, type Words } from "./words.ts";

/** Gives the words for an error. The app knows what can be refused; components do not. */
type DescribeError = (error: unknown, language: Language) => { title: string; text: string };

/** The words for what a schema says of a value that it refuses, if the app has any. */
type DescribeForm = (code: string, language: Language) => string | undefined;

interface Ui {
  language: Language;
  words: Words;
  formats: Formats;
  describeError: DescribeError;
  describeForm?: DescribeForm | undefined;
}

/** The words for an unknown error. Its own message is not for people. */
export const describeUnexpected: DescribeError = (_error, language) => {
  const { somethingWrong, somethingWrongText } = WORDS[language];
  return { title: somethingWrong, text: somethingWrongText };
};

const UiContext = createContext<Ui>({ language: "en", words: WORDS.en, formats: createFormats({ language: "en" }), describeError: describeUnexpected });

/** Gives the components their language and formats, and holds the toasts. Use it once, around the app. */
export function UiProvider({
  language,
  locale,
  timeZone,
  describeError = describeUnexpected,
  describeForm,
  children,
}: {
  language: Language;
  locale?: string | undefined;
  timeZone?: string | undefined;
  describeError?: DescribeError;
  describeForm?: DescribeForm;
  children: ReactNode;
}) {
  const ui = useMemo(
    () => ({
      language,
      words: WORDS[language],
      formats: createFormats({ language, timeZone, ...(locale === undefined ? {} : { locale }) }),
      describeError,
      describeForm,
    }),
    [language, locale, timeZone, describeError, describeForm],
  );
  useEffect(() => ignoreSecondTaps(document), []);
  return (
    <UiContext value={ui}>
      <ToastRegion label={ui.words.notifications} closeLabel={ui.words.close}>
        {children}
      </ToastRegion>
    </UiContext>
  );
}

/** Inside it, days and times are in `timeZone`, whatever the device's zone is. */
export function InTimeZone({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  const ui = useContext(UiContext);
  const there = useMemo(() => ({ ...ui, formats: createFormats({ language: ui.language, locale: ui.formats.locale, timeZone }) }), [ui, timeZone]);
  return <UiContext value={there}>{children}</UiContext>;
}

export function useUi(): Ui {
  return useContext(UiContext);
}

export function useFormats(): Formats {
  return useContext(UiContext).formats;
}
