import { isSupportedCountry, type CountryCode } from "libphonenumber-js/max";
import { searchable } from "../customers/fold-text.ts";

/** The country that a text names: a code of ISO 3166, or a name in one of many languages; null for none. */
export function countryOf(text: string): CountryCode | null {
  const word = searchable(text).replaceAll(/[.']/g, "");
  const code = names().get(word) ?? word.toUpperCase();
  return isSupportedCountry(code) ? code : null;
}

const LANGUAGES = ["en", "nl", "de", "fr", "es", "it", "pt", "pl", "sv", "da", "nb", "fi", "cs", "tr", "el", "ru", "ar", "he", "hi", "ja", "ko", "zh"];
/** Names that people write although no language has them. */
const ALSO = {
  uk: "GB",
  "great britain": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  eire: "IE",
  holland: "NL",
  usa: "US",
  uae: "AE",
};

let made: ReadonlyMap<string, string> | undefined;

function names(): ReadonlyMap<string, string> {
  made ??= new Map([...LANGUAGES.flatMap(namesIn), ...Object.entries(ALSO)]);
  return made;
}

function namesIn(language: string): [string, string][] {
  const shown = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => isSupportedCountry(code));
  return codes.flatMap((code) => {
    const name = shown.of(code);
    return name === undefined ? [] : [[searchable(name).replaceAll(/[.']/g, ""), code]];
  });
}
