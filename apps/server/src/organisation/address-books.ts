import { Refusal, type AddressBookCode, type LegalEntityCode } from "@rapport/contract";
import { wrong, type Fault } from "@rapport/contract/refusals";
import type { Deps } from "../deps.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { addressBooksAmong, saveAddressBook } from "./queries.ts";

interface AddressBook {
  readonly code: AddressBookCode;
  readonly name: string;
}

export async function putBook(
  { db }: Pick<Deps, "db">,
  { legalEntity, ...book }: AddressBook & { readonly legalEntity: LegalEntityCode },
): Promise<AddressBook> {
  await entityOrRefusal(db, legalEntity);
  await saveAddressBook(db, { legalEntity, ...book });
  return book;
}

/** Where an address book is named in a request. */
export interface NamedBook extends Pick<Fault, "path" | "row"> {
  readonly code: AddressBookCode;
}

/** Refuses address books that the legal entity does not have, by name and place. */
export async function refuseUnknownAddressBooks(
  db: Deps["db"],
  { legalEntity, named }: { legalEntity: LegalEntityCode; named: readonly NamedBook[] },
): Promise<void> {
  const wanted = [...new Set(named.map(({ code }) => code))];
  const known = await addressBooksAmong(db, { legalEntity, codes: wanted });
  const unknown = wanted.filter((code) => !known.has(code));
  if (unknown.length === 0) return;
  const faults = named.flatMap(({ code, path, row }) => (known.has(code) ? [] : [{ path, row, wrong: wrong("row.unknown_address_book", { book: code }) }]));
  throw new Refusal("address_book.unknown", { legalEntity, codes: unknown }, { faults });
}
