import { LEAST_CHARACTERS_OF_ALL_STORES } from "@rapport/contract/customers";
import { phoneSearched, searchable } from "./search-text.ts";

/** A customer search as the words and phrases it looks for (CS2, CS3, CS6). */
export interface CustomerSearch {
  /** Each the start of a word of the name, in any order; the more that fit, the higher the customer stands. */
  readonly words: readonly string[];
  /** The start of the e-mail address, account number or city, as typed. */
  readonly phrase: string;
  /** A part of the phone number, when the query is a number. */
  readonly digits: string | null;
}

const MOST_WORDS = 8;

export function customerSearchOf(query: string): CustomerSearch {
  const phrase = searchable(query);
  return { words: [...new Set(phrase.split(" "))].slice(0, MOST_WORDS), phrase, digits: phoneSearched(query) };
}

/** Enough for a search over all stores (CS4). */
export function isLongEnoughForAllStores(query: string): boolean {
  return Array.from(searchable(query).replaceAll(" ", "")).length >= LEAST_CHARACTERS_OF_ALL_STORES;
}
