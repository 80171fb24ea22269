import { Refusal, AddressBookCode, type Change, type LegalEntityCode } from "@rapport/contract";
import { AddressBook } from "@rapport/contract/organisation";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { holdForChange, inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { addressBooksAmong, addressBooksOf, saveAddressBook } from "./queries.ts";

type NamedBookOf = AddressBook & { readonly code: AddressBookCode };
interface BookChange {
  readonly legalEntity: LegalEntityCode;
  readonly code: AddressBookCode;
  readonly change: Change<typeof AddressBook>;
}

export async function putBook({ db }: Pick<Deps, "db">, { legalEntity, code, change }: BookChange): Promise<NamedBookOf> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["address book", legalEntity, code]);
    const [stored] = await addressBooksOf(trx, { legalEntity, code });
    const book = { code, ...afterChange(AddressBook, { stored: stored && { name: stored.name }, change }) };
    await saveAddressBook(trx, { legalEntity, ...book });
    return book;
  });
}

export async function listBooks({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<NamedBookOf[]> {
  await entityOrRefusal(db, legalEntity);
  return (await addressBooksOf(db, { legalEntity })).map(({ code, name }) => ({ code: AddressBookCode.parse(code), name }));
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
  const { unknown, faults } = await unknownAddressBooks(db, { legalEntity, named });
  if (unknown.length > 0) throw new Refusal("address_book.unknown", { legalEntity, codes: unknown }, { faults });
}

/** Address books that the legal entity does not have, and each place that names one. */
export async function unknownAddressBooks(
  db: Deps["db"],
  { legalEntity, named }: { legalEntity: LegalEntityCode; named: readonly NamedBook[] },
): Promise<{ readonly unknown: AddressBookCode[]; readonly faults: Fault[] }> {
  const wanted = [...new Set(named.map(({ code }) => code))];
  const known = await addressBooksAmong(db, { legalEntity, codes: wanted });
  return {
    unknown: wanted.filter((code) => !known.has(code)),
    faults: named.flatMap(({ code, path, row }) => (known.has(code) ? [] : [{ path, row, wrong: wrong("row.unknown_address_book", { book: code }) }])),
  };
}
