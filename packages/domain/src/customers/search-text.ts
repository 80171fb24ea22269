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

interface SearchedAddress {
  readonly street?: string;
  readonly postalCode?: string;
  readonly city: string;
}

export interface SearchedCustomer extends SearchedAddress {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly accountNumber: string;
  readonly phone: string;
  readonly otherEmails?: readonly { readonly address: string }[];
  readonly otherAddresses?: readonly SearchedAddress[];
}

/**
 * What a customer is found by, each on a line: name, e-mail, account number, the numbers of all phones, other e-mail addresses, an empty line, and places (CS2,
 * CS7). The name's line starts with a space, so that every word of a name, and no other word, has a space before it in the first line.
 */
export function searchTextOf(customer: SearchedCustomer, phones: readonly string[] = [digitsOf(customer.phone)]): string {
  const { email, accountNumber, otherEmails = [], otherAddresses = [] } = customer;
  const emails = otherEmails.map(({ address }) => searchable(address)).filter((address) => address !== "");
  const places = new Set([customer, ...otherAddresses].flatMap(placesOf).filter((place) => place !== ""));
  return [["", ...nameFormsOf(customer)].join(" "), searchable(email), searchable(accountNumber), phones.join(" "), ...emails, "", ...places].join("\n");
}

/** The city, and what people type before it: the street, or the postal code with or without its blank. */
export function placesOf({ street = "", postalCode = "", city }: SearchedAddress): string[] {
  const place = searchable(city);
  const before = [searchable(street), searchable(postalCode), searchable(postalCode.replaceAll(/\s/g, ""))].filter((part) => part !== "");
  // People also type `'s-Hertogenbosch` without the `'s-`.
  return [place, wordsOf(place).join(" "), ...before.map((part) => `${part} ${place}`.trim())];
}

/** Lines of a text that `searchTextOf` made that can be a whole query: those before the places. */
export function linesOfPerson(searchText: string): string[] {
  const lines = searchText.split("\n");
  const end = lines.indexOf("", PHONES + 1);
  return lines.slice(1, end === -1 ? -1 : end);
}

const PHONES = 3;

/** The phone digits in a text that `searchTextOf` made. */
export function phoneDigitsIn(searchText: string): string {
  return searchText.split("\n")[PHONES] ?? "";
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
