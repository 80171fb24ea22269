import { defineTexts } from "./texts.ts";

export const preferenceTexts = defineTexts({
  en: { language: "Language", theme: "Appearance", system: "Same as this device", light: "Light", dark: "Dark", en: "English", nl: "Nederlands" },
  nl: { language: "Taal", theme: "Weergave", system: "Zoals dit apparaat", light: "Licht", dark: "Donker", en: "English", nl: "Nederlands" },
});
