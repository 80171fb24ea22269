import { searchable, spelledOut, evenly } from "./fold-text.ts";

/** One word of a query. It matches when a word of the name begins with one of `whole`, or when each part matches a word in one of the part's forms. */
export interface WordForms {
  readonly whole: readonly string[];
  readonly parts: readonly (readonly string[])[];
}

/** The words of a query. A word with an umlaut keeps it, so that it can also be searched written out. Symbols alone are a word that finds only themselves. */
export function wordsSearched(query: string): string[] {
  const [typed, plain, spelled] = [wordsOf(evenly(query)), wordsOf(searchable(query)), wordsOf(spelledOut(query))];
  const words = plain.map((word, index) => (spelled[index] === word ? word : (typed[index] ?? word)));
  return unique(words.length === 0 ? [searchable(query)] : words);
}

/** The forms of a query's word in a search text: `Anne-Marie` may be one word or two; `Müller` may be written out. */
export function formsOfWord(word: string): WordForms {
  const [plain, other] = [searchable(word), spelledOut(word)];
  const parts = partsOf(plain).map((part, at) => unique([part, partsOf(other)[at] ?? part]));
  return { whole: unique([plain, joined(plain), joined(other)]), parts: parts.length > 1 && partsOf(plain).every((part) => NAME.test(part)) ? parts : [] };
}

/** True when `holds` is true for the whole word, or for each of its parts. */
export function wordFits({ whole, parts }: WordForms, holds: (form: string) => boolean): boolean {
  return whole.some(holds) || (parts.length > 0 && parts.every((forms) => forms.some(holds)));
}

/**
 * All words by which a name is found, from their beginnings: its words, each also without apostrophes, dashes and points, and the
 * parts between those; the words of the first and of the last name written as one (`vandijk`); umlauts written out. In Han, Kana
 * and Hangul, which write no blank between them, also both names as one, and each character of Han as a word of its own.
 */
export function nameFormsOf({ firstName, lastName }: { readonly firstName: string; readonly lastName: string }): string[] {
  const names = [firstName, lastName].map((name) => [wordsOf(searchable(name)), wordsOf(spelledOut(name))] as const);
  const forms = [0, 1].flatMap((way) => names.flatMap((ways) => formsOfWords(ways[way] ?? [])));
  const [first, last] = names.map(([words]) => words.map(joined).join(""));
  const both = first !== undefined && last !== undefined && UNSPACED.test(first) && UNSPACED.test(last) ? [last + first, first + last] : [];
  return unique([...forms, ...both]);
}

/** The words of a compared text. Symbols between words are left out. Symbols that no name has stay, so they find nothing. */
export function wordsOf(text: string): string[] {
  return text
    .split(BETWEEN)
    .map((word) => word.replaceAll(EDGES, ""))
    .filter((word) => word !== "");
}

const BETWEEN = /[\s,;:!?¡¿()[\]{}<>"“”„«»‹›、。「」『』・·‧&/|]+/u;
const EDGES = /^['.-]+|['.-]+$/g;
/** Texts that only mean something as a whole: `a-2` is one word, not `a` and `2`. */
const NAME = /^[\p{L}\p{M}]{2,}$/u;
const INNER = /['.-]+/g;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]+$/u;
const HAN = /\p{Script=Han}/u;

function formsOfWords(words: readonly string[]): string[] {
  const single = words.flatMap((word) => [joined(word), ...partsOf(word), ...fromEachHan(word)]);
  return words.length > 1 ? [...single, words.map(joined).join("")] : single;
}

function fromEachHan(word: string): string[] {
  const signs = Array.from(word);
  return signs.flatMap((sign, index) => (index > 0 && HAN.test(sign) ? [signs.slice(index).join("")] : []));
}

function joined(word: string): string {
  return word.replaceAll(INNER, "");
}

function partsOf(word: string): string[] {
  return word.split(INNER).filter((part) => part !== "");
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "");
}
