import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { preferredLocale, UiProvider } from "@rapport/ui";
import type { Language } from "@rapport/contract";
import { applyAppearance, type Appearance, hasChosenLanguage, keepAppearance } from "./appearance.ts";
import { describeError, describeForm } from "./errors/describe-error.ts";
import type { TextOf, Texts } from "./texts.ts";

interface Preferences {
  appearance: Appearance;
  change: (part: Partial<Appearance>) => void;
  /** Shows that language, unless a person chose one on this device. */
  openIn: (language: Language) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

/** The person's choices on this device: language, and light or dark. */
export function PreferencesProvider({ initial, storage, children }: { initial: Appearance; storage: Storage; children: ReactNode }) {
  const [appearance, setAppearance] = useState(initial);
  const { language } = appearance;
  const preferences = useMemo(() => {
    const show = (part: Partial<Appearance>) => {
      const next = { ...appearance, ...part };
      setAppearance(next);
      applyAppearance(next, document.documentElement);
    };
    const change = (part: Partial<Appearance>) => {
      keepAppearance(part, storage);
      show(part);
    };
    const openIn = (wanted: Language) => {
      if (wanted !== appearance.language && !hasChosenLanguage(storage)) show({ language: wanted });
    };
    return { appearance, change, openIn };
  }, [appearance, storage]);
  return (
    <PreferencesContext value={preferences}>
      <UiProvider language={language} locale={preferredLocale(language, navigator.languages)} describeError={describeError} describeForm={describeForm}>
        {children}
      </UiProvider>
    </PreferencesContext>
  );
}

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === null) throw new Error("PreferencesProvider is missing around this component");
  return preferences;
}

/** Gives a feature's texts in the person's language. */
export function useText<M>(texts: Texts<M>): TextOf<Texts<M>> {
  return texts[usePreferences().appearance.language];
}
