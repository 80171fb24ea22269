import { Refusal, AddressBookCode, type Change, type LegalEntityCode, type Query, type Saved } from "@rapport/contract";
import { AddressBook, type listAddressBooks } from "@rapport/contract/organisation";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { addressBooksAmong, addressBooksOf, removeAddressBook, saveAddressBook } from "./address-book-queries.ts";
import { refuseInUse, usesOfAddressBook } from "./in-use-queries.ts";
import { pageOf } from "./list-page-queries.ts";
import { holdThing, refuseStale, savedOf, stamp, type Writing } from "./saved.ts";

type StoredBook = AddressBook & { readonly code: AddressBookCode; readonly saved: Saved };
interface BookKey {
  readonly legalEntity: LegalEntityCode;
  readonly code: AddressBookCode;
}

export async function putBook(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, code, change, ...writing }: BookKey & Writing & { readonly change: Change<typeof AddressBook> },
): Promise<StoredBook> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["address book", legalEntity, code], writing);
    const stored = await addressBooksOf(trx, { legalEntity, code }).executeTakeFirst();
    refuseStale(stored, { version: writing.version, code });
    const before = stored && detailsOf(stored);
    const book = afterChange(AddressBook, { stored: before, change });
    // Without a change there is no new version (OG1).
    if (stored !== undefined && isDeepStrictEqual(book, before)) return { ...book, code, saved: savedOf(stored) };
    return { ...book, code, saved: savedOf(await saveAddressBook(trx, { legalEntity, code, ...book, ...stamp(writing, clock.now()) })) };
  });
}

export async function readBook({ db }: Pick<Deps, "db">, { legalEntity, code }: BookKey): Promise<StoredBook> {
  await entityOrRefusal(db, legalEntity);
  const stored = await addressBooksOf(db, { legalEntity, code }).executeTakeFirst();
  if (stored === undefined) throw new Refusal("address_book.missing", { legalEntity, code });
  return storedOf(stored);
}

export async function deleteBook(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, version }: BookKey & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["address book", legalEntity, code]);
    const stored = await addressBooksOf(trx, { legalEntity, code }).forUpdate().executeTakeFirst();
    if (stored === undefined) throw new Refusal("address_book.missing", { legalEntity, code });
    refuseStale(stored, { version, code });
    await refuseInUse(trx, usesOfAddressBook({ legalEntity, id: code }));
    await removeAddressBook(trx, { legalEntity, code });
  });
  return undefined;
}

export async function listBooks(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listAddressBooks> },
): Promise<{ readonly addressBooks: StoredBook[]; readonly total: number }> {
  await entityOrRefusal(db, legalEntity);
  const { rows, total } = await pageOf(db, addressBooksOf(db, { legalEntity }), {
    list,
    searched: ["code", "name"],
    columns: { code: "code", name: "name" },
    key: "code",
  });
  return { addressBooks: rows.map(storedOf), total };
}

type BookRow = Awaited<ReturnType<ReturnType<typeof addressBooksOf>["execute"]>>[number];

function detailsOf({ name, active }: BookRow): AddressBook {
  return { name, active };
}

function storedOf(row: BookRow): StoredBook {
  return { ...detailsOf(row), code: AddressBookCode.parse(row.code), saved: savedOf(row) };
}

/** Where an address book is named in a request. */
export interface NamedBook extends Pick<Fault, "path" | "row"> {
  readonly code: AddressBookCode;
}

/** Refuses address books that the legal entity does not have, with each name and its place in the request. */
export async function refuseUnknownAddressBooks(
  db: Deps["db"],
  { legalEntity, named }: { legalEntity: LegalEntityCode; named: readonly NamedBook[] },
): Promise<void> {
  const { unknown, faults } = await unknownAddressBooks(db, { legalEntity, named });
  if (unknown.length > 0) throw new Refusal("address_book.unknown", { legalEntity, codes: unknown }, { faults });
}

/** The same for several rows, whose address books are read together: the refusal of each row, or undefined. */
export async function refusalsOfBooks(
  db: Deps["db"],
  { legalEntity, rows }: { legalEntity: LegalEntityCode; rows: readonly (readonly NamedBook[])[] },
): Promise<readonly (Refusal | undefined)[]> {
  const unknown = new Set((await unknownAddressBooks(db, { legalEntity, named: rows.flat() })).unknown);
  return rows.map((named) => {
    const wrongOnes = named.filter(({ code }) => unknown.has(code));
    if (wrongOnes.length === 0) return undefined;
    const codes = [...new Set(wrongOnes.map(({ code }) => code))];
    return new Refusal("address_book.unknown", { legalEntity, codes }, { faults: wrongOnes.map(faultOfBook) });
  });
}

function faultOfBook({ code, path, row }: NamedBook): Fault {
  return { path, row, wrong: wrong("row.unknown_address_book", { book: code }) };
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
    faults: named.filter(({ code }) => !known.has(code)).map(faultOfBook),
  };
}
