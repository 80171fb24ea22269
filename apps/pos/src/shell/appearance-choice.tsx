import { Button, IconButton, Menu, type MenuEntry, type Theme } from "@rapport/ui";
import type { Language } from "@rapport/contract";
import { usePreferences } from "../app/preferences.tsx";
import type { Text } from "../messages/text.ts";

/** Language and light or dark, for a screen without an account menu. */
export function AppearanceChoice() {
  const { appearance, text, change } = usePreferences();
  const other = appearance.language === "en" ? "nl" : "en";
  return (
    <>
      <Button variant="quiet" icon="globe" lang={other} onClick={() => change({ language: other })}>
        {text(`preferences.${other}`)}
      </Button>
      <Menu
        trigger={<IconButton label={text("preferences.theme")} icon="moon" />}
        entries={[themeEntry({ theme: appearance.theme, text, choose: (theme) => change({ theme }) })]}
      />
    </>
  );
}

export function themeEntry({ theme, text, choose }: { theme: Theme; text: Text; choose: (theme: Theme) => void }): MenuEntry {
  const themes = ["system", "light", "dark"] as const;
  return {
    kind: "choice",
    label: text("preferences.theme"),
    value: theme,
    options: themes.map((value) => ({ value, label: text(`preferences.${value}`) })),
    onSelect: (value) => choose(themes.find((known) => known === value) ?? "system"),
  };
}

export function languageEntry({ language, text, choose }: { language: Language; text: Text; choose: (language: Language) => void }): MenuEntry {
  return {
    kind: "choice",
    label: text("preferences.language"),
    value: language,
    options: [
      { value: "en", label: text("preferences.en") },
      { value: "nl", label: text("preferences.nl") },
    ],
    onSelect: (value) => choose(value === "nl" ? "nl" : "en"),
  };
}
