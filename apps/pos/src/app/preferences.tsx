import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { applyAppearance, type Appearance, keepAppearance, preferredLocale, UiProvider } from "@rapport/ui";
import { createText, type Text } from "../messages/text.ts";

interface Preferences {
  appearance: Appearance;
  text: Text;
  change: (part: Partial<Appearance>) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

/** Language and light or dark: the person's choice, kept on this device. */
export function PreferencesProvider({ initial, storage, children }: { initial: Appearance; storage: Storage; children: ReactNode }) {
  const [appearance, setAppearance] = useState(initial);
  const preferences = useMemo(() => {
    const change = (part: Partial<Appearance>) => {
      const next = { ...appearance, ...part };
      setAppearance(next);
      keepAppearance(next, storage);
      applyAppearance(next, document.documentElement);
    };
    return { appearance, text: createText(appearance.language), change };
  }, [appearance, storage]);
  return (
    <PreferencesContext value={preferences}>
      <UiProvider language={appearance.language} locale={preferredLocale(appearance.language, navigator.languages)}>
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

export function useText(): Text {
  return usePreferences().text;
}
