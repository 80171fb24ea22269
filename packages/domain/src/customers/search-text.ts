import { digitsIn, searchable, withoutUnseen } from "./fold-text.ts";
import { nameFormsOf, wordsOf } from "./name-words.ts";

/** Only the digits: a phone number is found whatever stands between them (CS6). */
export function digitsOf(phone: string): string {
  return digitsIn(phone);
}

const LEAST_DIGITS = 3;

/**
 * The digits to find anywhere in a phone number, when the text is a number as people write it; null for fewer than three.
 * Leading zeros are left out, so that `07700 126567` finds `+44 7700 126567`, and `0031 6` finds numbers that begin with `+31 6` (C6).
 */
export function phoneSearched(text: string): string | null {
  const digits = digitsOf(text);
  if (digits.length < LEAST_DIGITS || !/^[\d\s()+./-]+$/.test(searchable(withoutUnseen(text)))) return null;
  return digits.replace(/^0+(?=\d)/, "");
}

export interface SearchedCustomer {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly accountNumber: string;
  readonly phone: string;
  readonly city: string;
}

/**
 * What a customer is found by, each on a line: name, e-mail, account number, phone numbers, city. The name's line starts
 * with a space, so that every word of a name, and no other word, has a space before it in the first line.
 */
export function searchTextOf(customer: SearchedCustomer, phones: readonly string[] = [digitsOf(customer.phone)]): string {
  const { email, accountNumber, city } = customer;
  const place = searchable(city);
  // People also type `'s-Hertogenbosch` without the `'s-`.
  const placeWords = wordsOf(place).join(" ");
  const places = placeWords === place ? [place] : [place, placeWords];
  return [["", ...nameFormsOf(customer)].join(" "), searchable(email), searchable(accountNumber), phones.join(" "), ...places].join("\n");
}

/** The phone digits in a text that `searchTextOf` made. */
export function phoneDigitsIn(searchText: string): string {
  return searchText.split("\n")[3] ?? "";
}

export function displayNameOf({ firstName, lastName }: Pick<SearchedCustomer, "firstName" | "lastName">): string {
  return `${firstName} ${lastName}`.trim();
}

/** The first letters of the first and the last name, for a card without a picture. */
export function initialsOf({ firstName, lastName }: Pick<SearchedCustomer, "firstName" | "lastName">): string {
  return [firstName, lastName]
    .map((name) => /[\p{L}\p{N}]/u.exec(name)?.[0] ?? "")
    .join("")
    .toUpperCase();
}
