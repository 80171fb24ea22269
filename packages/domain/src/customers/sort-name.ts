import { searchable } from "./fold-text.ts";

/**
 * The key that sorts lists, byte by byte: last name, then first name, as the country sorts names (C16). There
 * `de Wit` is under W or under D, and `Ö` is after Z, beside O, or sorted as `oe`. Without a country names are sorted as written.
 *
 * @param country ISO 3166, two letters
 */
export function sortNameOf({ firstName, lastName }: { readonly firstName: string; readonly lastName: string }, country: string | null = null): string {
  const letters = country === null ? NO_LETTERS : lettersOf(country);
  const key = (text: string) => withoutApostrophes(placed(country === null ? text : text.toLocaleLowerCase(languageOf(country)), letters));
  const { particle, main } = parted(lastName, country);
  return [main, firstName, particle]
    .map(key)
    .filter((part) => part !== "")
    .join(" ");
}

/** Where `'t Hart` is not under H it is under T. */
function withoutApostrophes(text: string): string {
  return searchable(text).replaceAll("'", "");
}

/** Particles, by country: words before a name that do not count for sorting, in the order in which they may follow each other. */
const NETHERLANDS =
  /^(?:(?:van|von|de|den|der|het|ten|ter|te|op|aan|uit|over|onder|bij|voor|tot|in|la|le|du|des|del|della|di|da|dos|el|al|[’'`‘]?[tsn])\s+)+|^(?:d|l)[’'`‘]/iu;
const GERMAN = /^(?:(?:von|vom|zu|zum|zur|der|den|dem|und|auf|an|van|de)\s+)+/iu;
const FRANCE = /^(?:de\s+(?:la\s+)?)|^d[’'`‘]/iu;
const SPANISH = /^(?:(?:de|del|la|las|los|y)\s+)+/iu;
const PORTUGUESE = /^(?:(?:de|da|das|do|dos|e)\s+)+/iu;
const NORDIC = /^(?:(?:von|af|av|van|de|der|la)\s+)+/iu;
const PARTICLES: Readonly<Record<string, RegExp>> = {
  ...byCountry(["NL", "SR", "AW", "CW", "SX", "BQ"], NETHERLANDS),
  ...byCountry(["DE", "AT", "CH", "LI", "LU"], GERMAN),
  ...byCountry(["FR", "MC"], FRANCE),
  ...byCountry(["ES", "MX", "AR", "CO", "CL", "PE", "UY", "EC", "VE", "BO", "PY", "CR", "PA", "GT", "DO", "CU"], SPANISH),
  ...byCountry(["PT", "BR"], PORTUGUESE),
  ...byCountry(["SE", "DK", "NO", "FI", "IS"], NORDIC),
};

function byCountry(countries: readonly string[], particles: RegExp): Record<string, RegExp> {
  return Object.fromEntries(countries.map((country) => [country, particles]));
}

/** A name that consists only of such words keeps them. */
function parted(lastName: string, country: string | null): { particle: string; main: string } {
  const name = lastName.trim();
  const found = (country === null ? undefined : PARTICLES[country])?.exec(name)?.[0] ?? "";
  const main = name.slice(found.length);
  return main === "" ? { particle: "", main: name } : { particle: found, main };
}

/** Letters that the country's language does not sort like the letter without a mark, each with its sort form. Longest first. */
type Letters = readonly (readonly [letter: string, as: string])[];
const NO_LETTERS: Letters = [];

function placed(text: string, letters: Letters): string {
  let lower = text.normalize("NFC").toLowerCase();
  for (const [letter, as] of letters) lower = lower.replaceAll(letter, as);
  return lower;
}

const LATIN = Array.from("abcdefghijklmnopqrstuvwxyz");
/** Letters and pairs of letters that are letters of their own in some language. */
const OWN = [
  ...Array.from("àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžșțə"),
  "aa",
  "ch",
  "cs",
  "dd",
  "dz",
  "dž",
  "ff",
  "gy",
  "lj",
  "ll",
  "ly",
  "ng",
  "nj",
  "ny",
  "ph",
  "rh",
  "rr",
  "sz",
  "th",
  "ty",
  "xh",
  "zh",
  "zs",
];
const WRITTEN_OUT = ["ae", "oe", "ue", "aa", "ss", "y", "o", "u", "i"];
/** Sorts after every letter from a to z, byte by byte, and folding leaves it as it is. */
const BEHIND = "ʒ";

const known = new Map<string, Letters>();

function languageOf(country: string): string {
  return new Intl.Locale(`und-${country}`).maximize().language;
}

/** Reads the collation of the country's main language from Unicode's locale data. German lists of names write umlauts out. */
function lettersOf(country: string): Letters {
  const made = known.get(country);
  if (made !== undefined) return made;
  const language = languageOf(country);
  const { compare } = new Intl.Collator(language === "de" ? "de-u-co-phonebk" : language, { sensitivity: "base" });
  const own = OWN.filter((letter) => compare(letter, searchable(letter)) !== 0 || isOnePair(letter, compare)).toSorted(compare);
  const letters = own.map((letter, index): [string, string] => {
    const out = WRITTEN_OUT.find((written) => written !== letter && compare(written, letter) === 0);
    if (out !== undefined && !own.includes(out)) return [letter, out];
    const before = LATIN.findLast((latin) => compare(latin, letter) < 0) ?? "";
    const place = own.findIndex((other) => compare(other, letter) === 0);
    return [letter, `${before}${BEHIND}${String(Math.min(index, place)).padStart(3, "0")}`];
  });
  const sorted = letters.toSorted(([a], [b]) => b.length - a.length);
  known.set(country, sorted);
  return sorted;
}

/** Two letters that sort as one, after everything that begins with the first of them. */
function isOnePair(letter: string, compare: (a: string, b: string) => number): boolean {
  const [first = ""] = letter;
  return letter.length === 2 && compare(letter, `${first}zzz`) > 0;
}
