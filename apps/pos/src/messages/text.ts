import { createInstance } from "i18next";
import type { Language } from "@rapport/contract";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

type Raw = typeof en;
type Form = "_one" | "_other";
export type MessageKey = keyof Raw extends infer K ? (K extends `${infer Base}${Form}` ? Base : K) : never;
type Placeholders<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type Source<K extends MessageKey> = K extends keyof Raw ? Raw[K] : `${K}_other` extends keyof Raw ? Raw[`${K}_other`] : never;
type Values<K extends MessageKey> = Record<Placeholders<Source<K>>, string | number> & (K extends keyof Raw ? unknown : { count: number });

/** The messages that need no values. */
export type PlainKey = MessageKey extends infer K ? (K extends MessageKey ? (keyof Values<K> extends never ? K : never) : never) : never;

/** A message in the person's language; the compiler knows which values each one needs. */
export type Text = <K extends MessageKey>(key: K, ...values: keyof Values<K> extends never ? [] : [Values<K>]) => string;

export function createText(language: Language): Text {
  const messages = createInstance();
  void messages.init({
    lng: language,
    resources: { en: { translation: en }, nl: { translation: nl } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return (key, ...[values]) => messages.t(key, values ?? {});
}
