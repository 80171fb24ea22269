import type { MenuEntry } from "@rapport/ui";
import type { Theme } from "./appearance.ts";
import { usePreferences, useText } from "./preferences.tsx";
import { preferenceTexts } from "./preference-texts.ts";

const THEMES = ["system", "light", "dark"] as const satisfies readonly Theme[];

/** The choices of a menu: which language, and light or dark. */
export function usePreferenceEntries(): { language: MenuEntry; theme: MenuEntry } {
  const { appearance, change } = usePreferences();
  const text = useText(preferenceTexts);
  return {
    language: {
      kind: "choice",
      label: text("language"),
      value: appearance.language,
      options: [
        { value: "en", label: text("en") },
        { value: "nl", label: text("nl") },
      ],
      onSelect: (value) => change({ language: value === "nl" ? "nl" : "en" }),
    },
    theme: {
      kind: "choice",
      label: text("theme"),
      value: appearance.theme,
      options: THEMES.map((value) => ({ value, label: text(value) })),
      onSelect: (value) => change({ theme: THEMES.find((known) => known === value) ?? "system" }),
    },
  };
}
