import type { ShownContacts } from "@rapport/contract/customers";
import { digitsIn, searchable } from "./fold-text.ts";
import type { CustomerSearch } from "./customer-search.ts";

type Contacts = Pick<ShownContacts, "phone" | "phoneNumbers" | "email" | "otherPhones" | "otherEmails">;

/**
 * The phone number and the e-mail address to show of a customer who was found (CS7): the other one that matched, where the primary one does not match;
 * else the primary one.
 *
 * @param search null for none
 * @param digits as the search looks for them in phone numbers
 */
export function contactsFound(
  { phone, phoneNumbers, email, otherPhones, otherEmails }: Contacts,
  { search, digits }: { search: CustomerSearch | null; digits: readonly string[] },
): { phone: string; email: string } {
  const typed = search === null ? [] : [search.phrase, ...search.phrase.split(" ").filter((word) => word.includes("@"))].filter((text) => text !== "");
  const begins = (address: string) => typed.some((text) => searchable(address).startsWith(text));
  const holds = (written: string, numbers: Contacts["phoneNumbers"]) =>
    digits.some((part) => [digitsIn(written), ...numbers.map(({ e164 }) => e164?.slice(1) ?? "")].some((number) => number.includes(part)));
  const number = holds(phone, phoneNumbers) ? undefined : otherPhones.find((other) => holds(other.number, other.numbers))?.number;
  const address = begins(email) ? undefined : otherEmails.find((other) => begins(other.address))?.address;
  return { phone: number ?? phone, email: address ?? email };
}
