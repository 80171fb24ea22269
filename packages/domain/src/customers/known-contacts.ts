import type { Customer, CustomerChange } from "@rapport/contract/customers";
import { digitsIn, searchable } from "./fold-text.ts";

export const ADDRESS = ["street", "postalCode", "city", "region", "country"] as const;

/**
 * The change as it is meant when it writes a primary contact that the customer has among the others: the two change places, so that nothing is lost (HC4).
 * A list that the change names is left as it says.
 */
export function withKnownContacts(change: CustomerChange, stored: Customer | undefined): CustomerChange {
  if (stored === undefined) return change;
  return { ...change, ...phonesSwapped(change, stored), ...emailsSwapped(change, stored), ...addressesSwapped(change, stored) };
}

function phonesSwapped({ phone, phoneKind, otherPhones: list }: CustomerChange, { phone: own, phoneKind: ownKind, otherPhones }: Customer): CustomerFields {
  if (phone === undefined || phone === null || phone === "" || list !== undefined || isSamePhone(phone, own)) return {};
  const at = otherPhones.findIndex(({ number }) => isSamePhone(number, phone));
  const found = otherPhones[at];
  if (found === undefined) return {};
  return { phoneKind: phoneKind ?? found.kind, otherPhones: inPlace(otherPhones, at, own === "" ? [] : [{ kind: ownKind, number: own }]) };
}

function emailsSwapped({ email, emailKind, otherEmails: list }: CustomerChange, { email: own, emailKind: ownKind, otherEmails }: Customer): CustomerFields {
  if (email === undefined || email === null || email === "" || list !== undefined || isSameEmail(email, own)) return {};
  const at = otherEmails.findIndex(({ address }) => isSameEmail(address, email));
  const found = otherEmails[at];
  if (found === undefined) return {};
  return { emailKind: emailKind ?? found.kind, otherEmails: inPlace(otherEmails, at, own === "" ? [] : [{ kind: ownKind, address: own }]) };
}

/** A street and what else is named of the address decide which one is meant; the fields that are not named are that one's, not those of the primary one. */
function addressesSwapped(change: CustomerChange, stored: Customer): CustomerFields {
  const { otherAddresses } = stored;
  const named = ADDRESS.flatMap((field) => (change[field] === undefined ? [] : [[field, change[field] ?? ""] as const]));
  if ((change.street ?? "") === "" || change.otherAddresses !== undefined || named.every(([field, value]) => stored[field] === value)) return {};
  const at = otherAddresses.findIndex((address) => named.every(([field, value]) => address[field] === value));
  const found = otherAddresses[at];
  if (found === undefined) return {};
  const own = Object.fromEntries(ADDRESS.map((field) => [field, stored[field]])) as Record<(typeof ADDRESS)[number], string>;
  const isEmpty = ADDRESS.every((field) => own[field] === "");
  const { kind, ...address } = found;
  return {
    ...address,
    addressKind: change.addressKind ?? kind,
    otherAddresses: inPlace(otherAddresses, at, isEmpty ? [] : [{ ...own, kind: stored.addressKind }]),
  };
}

type CustomerFields = Partial<CustomerChange>;

function inPlace<T>(list: readonly T[], at: number, entries: readonly T[]): T[] {
  return list.toSpliced(at, 1, ...entries);
}

export function isSamePhone(a: string, b: string): boolean {
  return a === b || (digitsIn(a) !== "" && digitsIn(a) === digitsIn(b));
}

export function isSameEmail(a: string, b: string): boolean {
  return searchable(a) === searchable(b);
}
