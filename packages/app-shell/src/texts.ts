import type { Language } from "@rapport/contract";
import { createInstance } from "i18next";

/** Keys and messages of one language. `{{name}}` is filled in; `key_one` and `key_other` are one message with a count. */
type Messages = Readonly<Record<string, string>>;
type Form = "_one" | "_other";
type KeyOf<M> = keyof M extends infer K ? (K extends `${infer Base}${Form}` ? Base : K & string) : never;
type Placeholders<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type Source<M, K extends string> = K extends keyof M ? M[K] : `${K}_other` extends keyof M ? M[`${K}_other`] : never;
type Values<M, K extends string> = Record<Placeholders<Source<M, K>>, string | number> & (K extends keyof M ? unknown : { count: number });
type PlainKeyOf<M> = KeyOf<M> extends infer K ? (K extends string ? (keyof Values<M, K> extends never ? K : never) : never) : never;

/** A message in one language; the compiler knows the keys, and which values each one needs. */
type Text<M> = <K extends KeyOf<M>>(key: K, ...values: keyof Values<M, K> extends never ? [] : [Values<M, K>]) => string;

/** The same keys as the English, each with the same placeholders; the compiler names the first that differs. */
type SameAs<En, Nl> = {
  readonly [K in keyof En | keyof Nl]: K extends keyof En & keyof Nl
    ? [Placeholders<En[K]>, Placeholders<Nl[K]>] extends [Placeholders<Nl[K]>, Placeholders<En[K]>]
      ? Nl[K]
      : { placeholders: Placeholders<En[K]> }
    : K extends keyof En
      ? string
      : never;
};

/** The texts of one feature, in every language. */
export interface Texts<M> extends Record<Language, Text<M>> {
  readonly messages: Record<Language, Readonly<Record<keyof M, string>>>;
}

/** A function that gives a message of these texts in the person's language. */
export type TextOf<T> = T extends Texts<infer M> ? Text<M> : never;
/** The messages that need no values. */
export type PlainKey<T> = T extends Texts<infer M> ? PlainKeyOf<M> : never;

/** Texts that are missing in a language, or have other placeholders, do not compile. */
export function defineTexts<const En extends Messages, const Nl extends Messages>(messages: { en: En; nl: Nl & SameAs<En, Nl> }): Texts<En> {
  const translator = createInstance();
  void translator.init({
    lng: "en",
    resources: { en: { translation: messages.en }, nl: { translation: messages.nl } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const inLanguage = (language: Language): Text<En> => {
    const say = translator.getFixedT(language);
    return (key, ...[values]) => say(key, values ?? {});
  };
  return { en: inLanguage("en"), nl: inLanguage("nl"), messages };
}
