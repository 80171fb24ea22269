import { Refusal, type AddressBookCode, type LegalEntityCode } from "@rapport/contract";
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

/** Refuses address books that the legal entity does not have, by name. */
export async function refuseUnknownAddressBooks(
  db: Deps["db"],
  { legalEntity, codes }: { legalEntity: LegalEntityCode; codes: readonly AddressBookCode[] },
): Promise<void> {
  const wanted = [...new Set(codes)];
  const known = await addressBooksAmong(db, { legalEntity, codes: wanted });
  const unknown = wanted.filter((code) => !known.has(code));
  if (unknown.length > 0)
    throw new Refusal("invalid", `Legal entity ${legalEntity} has no address book ${unknown.slice(0, 5).join(", ")}.`, { reason: "address_book.unknown" });
}
