import { LEAST_CHARACTERS_OF_ALL_STORES } from "@rapport/contract/customers";
import { searchable } from "./fold-text.ts";
import { wordsSearched } from "./name-words.ts";
import { phoneSearched } from "./search-text.ts";

/** The words and phrases that a customer search looks for (CS2, CS3, CS6). */
export interface CustomerSearch {
  /** Each is the start of a word of the name, in any order. Customers who match more of them come first. */
  readonly words: readonly string[];
  /** The start of the e-mail address, account number or city, as typed. */
  readonly phrase: string;
  /** A part of the phone number, when the query is a number. */
  readonly digits: string | null;
}

export function customerSearchOf(query: string): CustomerSearch {
  const phrase = searchable(query);
  return { words: wordsSearched(query), phrase, digits: phoneSearched(query) };
}

/** How many letters or digits are enough for a search over all stores. A character of Han, Kana or Hangul counts as two (CS4, C11). */
export function isLongEnoughForAllStores(query: string): boolean {
  return lettersMissingForAllStores(query) === 0;
}

/** How many letters a query still needs for a search over all stores. */
export function lettersMissingForAllStores(query: string): number {
  const letters = Array.from(searchable(query)).reduce((sum, sign) => sum + (DENSE.test(sign) ? 2 : Number(LETTER.test(sign))), 0);
  return Math.max(0, LEAST_CHARACTERS_OF_ALL_STORES - letters);
}

const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
