import { Language } from "@rapport/contract";

/** `system` follows the device. */
export type Theme = "system" | "light" | "dark";

/** The person's own choices, kept on the device: language, and light or dark. */
export interface Appearance {
  theme: Theme;
  language: Language;
}

export function readAppearance({ storage, languageByDefault }: { storage: Pick<Storage, "getItem">; languageByDefault: Language }): Appearance {
  const theme = storage.getItem("rapport.theme");
  const language = Language.safeParse(storage.getItem("rapport.language"));
  return { theme: theme === "light" || theme === "dark" ? theme : "system", language: language.success ? language.data : languageByDefault };
}

/** Keeps what was chosen. A language that nobody chose follows the device, or the store. */
export function keepAppearance({ theme, language }: Partial<Appearance>, storage: Pick<Storage, "setItem">): void {
  if (theme !== undefined) storage.setItem("rapport.theme", theme);
  if (language !== undefined) storage.setItem("rapport.language", language);
}

export function hasChosenLanguage(storage: Pick<Storage, "getItem">): boolean {
  return Language.safeParse(storage.getItem("rapport.language")).success;
}

/** Sets the page's attributes: the tokens follow `data-theme`, a screen reader's voice follows `lang`. */
export function applyAppearance({ theme, language }: Appearance, root: HTMLElement): void {
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  root.lang = language;
}
