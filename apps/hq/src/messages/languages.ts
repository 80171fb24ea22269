import type { Language } from "@rapport/contract";
import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "hq";
    resources: { hq: typeof en };
  }
}

export function createLanguages(language: Language): i18n {
  const languages = createInstance();
  languages.use(initReactI18next);
  void languages.init({
    lng: language,
    fallbackLng: "en",
    defaultNS: "hq",
    resources: { en: { hq: en }, nl: { hq: nl } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return languages;
}
