// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.
import type { CustomerSearch } from "../customers/customer-search.ts";
import { searchable } from "../customers/fold-text.ts";
import { formsOfWord, wordFits } from "../customers/name-words.ts";
import { linesOfPerson, phoneDigitsIn } from "../customers/search-text.ts";

interface Fit {
  /** True when the customer matches everything that was typed. */
  readonly all: boolean;
  /** 100 when the e-mail address, account number or phone line equals the query; else how many of its words begin a word of the name. Higher ranks come first. */
  readonly points: number;
}

/**
 * How a customer matches a search (CS3, CS6, C10); null when they are not found.
 *
 * @param digits the digits to find anywhere in a phone number
 * @param searchText as `searchTextOf` makes it
 */
export function fitOf({ words, phrase }: CustomerSearch, { digits, searchText }: { digits: readonly string[]; searchText: string }): Fit | null {
  const name = searchText.split("\n")[0] ?? "";
  const inName = words.map((word) => wordFits(formsOfWord(word), (form) => name.includes(` ${form}`)));
  const folded = words.map(searchable);
  const starts = (text: string) => searchText.includes(`\n${text}`);
  const isSplit = words.some(
    (_, at) =>
      at > 0 &&
      ((inName.slice(0, at).every(Boolean) && starts(folded.slice(at).join(" "))) ||
        (inName.slice(at).every(Boolean) && starts(folded.slice(0, at).join(" ")))),
  );
  const isPhone = digits.some((number) => phoneDigitsIn(searchText).includes(number));
  const all = inName.every(Boolean) || starts(phrase) || starts(folded.join(" ")) || isSplit || isPhone;
  if (!all && !inName.some(Boolean)) return null;
  return { all, points: linesOfPerson(searchText).includes(phrase) ? 100 : inName.filter(Boolean).length };
}
