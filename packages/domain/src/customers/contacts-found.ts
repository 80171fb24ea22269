import type { OtherAddress, ShownContacts } from "@rapport/contract/customers";
import { formsOfWord, nameFormsOf, wordFits } from "./name-words.ts";
import { digitsIn, searchable } from "./fold-text.ts";
import type { CustomerSearch } from "./customer-search.ts";
import { placesOf } from "./search-text.ts";

type Place = Omit<OtherAddress, "kind">;
type Contacts = Pick<ShownContacts, "phone" | "phoneNumbers" | "email" | "otherPhones" | "otherEmails"> &
  Place & { readonly otherAddresses: readonly OtherAddress[]; readonly firstName: string; readonly lastName: string };

export type FoundBy = "phone" | "email" | "address";

/** How a result shows to reach somebody, and which of that the search found them by. */
export interface ContactsFound {
  readonly phone: string;
  readonly email: string;
  readonly address: Place;
  readonly foundBy: FoundBy[];
}

/**
 * The phone number, the e-mail address and the address to show of a customer who was found (CS7, CS11): the one that matched, where the primary one does not
 * match; else the primary one.
 *
 * @param search null for none
 * @param digits as the search looks for them in phone numbers
 * @param properties what was searched
 */
export function contactsFound(
  { phone, phoneNumbers, email, otherPhones, otherEmails, otherAddresses, firstName, lastName, ...own }: Contacts,
  { search, digits, properties = ["phone", "email", "address"] }: { search: CustomerSearch | null; digits: readonly string[]; properties?: readonly string[] },
): ContactsFound {
  const primary = placeOf(own);
  const typed = search === null ? [] : [search.phrase, ...search.phrase.split(" ").filter((word) => word.includes("@"))].filter((text) => text !== "");
  const begins = (address: string) => properties.includes("email") && typed.some((text) => searchable(address).startsWith(text));
  const holds = (written: string, numbers: Contacts["phoneNumbers"]) =>
    properties.includes("phone") &&
    digits.some((part) => [digitsIn(written), ...numbers.map(({ e164 }) => e164?.slice(1) ?? "")].some((number) => number.includes(part)));
  const searchedPlaces = search === null || !properties.includes("address") ? [] : placesSearched(search, nameFormsOf({ firstName, lastName }));
  const isPlace = (address: Place) => searchedPlaces.some((text) => placesOf(address).some((line) => line.startsWith(text)));

  const isFound = { phone: holds(phone, phoneNumbers), email: begins(email), address: isPlace(primary) };
  const number = isFound.phone ? undefined : otherPhones.find((other) => holds(other.number, other.numbers));
  const mail = isFound.email ? undefined : otherEmails.find((other) => begins(other.address));
  const place = isFound.address ? undefined : otherAddresses.find(isPlace);
  const others = { phone: number, email: mail, address: place };
  return {
    phone: number?.number ?? phone,
    email: mail?.address ?? email,
    address: place === undefined ? primary : placeOf(place),
    foundBy: (["phone", "email", "address"] as const).filter((contact) => isFound[contact] || others[contact] !== undefined),
  };
}

function placeOf({ street, postalCode, city, region, country }: Place): Place {
  return { street, postalCode, city, region, country };
}

/** The texts that may begin an address: the query, or its first or last words where the others are of the name (C10). Words of the name alone are no address. */
function placesSearched({ words, phrase }: CustomerSearch, name: readonly string[]): string[] {
  const isNamed = words.map((word) => wordFits(formsOfWord(word), (form) => name.some((one) => one.startsWith(form))));
  if (isNamed.every(Boolean)) return [];
  const folded = words.map(searchable);
  const named = (from: number, to: number) => isNamed.slice(from, to).every(Boolean);
  const parts = folded
    .slice(1)
    .flatMap((_, at) => [...(named(0, at + 1) ? [folded.slice(at + 1)] : []), ...(named(at + 1, folded.length) ? [folded.slice(0, at + 1)] : [])]);
  return [phrase, ...[folded, ...parts].map((part) => part.join(" "))].filter((text) => text !== "");
}
