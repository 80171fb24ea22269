import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { AddressBookCode } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";

export const AddressBook = z.strictObject({ name: Name, active: z.boolean().default(true) });
export type AddressBook = z.infer<typeof AddressBook>;
const StoredAddressBook = AddressBook.extend({ code: AddressBookCode, saved: Saved });

export const putAddressBook = endpoint({
  name: "putAddressBook",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/address-books/:code",
  permission: "organisation.manage",
  summary: "Create or change an address book.",
  params: LegalEntityPath.extend({ code: AddressBookCode }),
  query: IfVersion,
  body: changeOf(AddressBook),
  reply: StoredAddressBook,
});

export const listAddressBooks = endpoint({
  name: "listAddressBooks",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/address-books",
  permission: "organisation.manage",
  summary: "The address books of a legal entity.",
  params: LegalEntityPath,
  query: listQuery(["code", "name"]),
  reply: z.object({ addressBooks: z.array(StoredAddressBook), total: z.int() }),
});

export const getAddressBook = endpoint({
  name: "getAddressBook",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/address-books/:code",
  permission: "organisation.manage",
  summary: "One address book.",
  params: LegalEntityPath.extend({ code: AddressBookCode }),
  reply: StoredAddressBook,
});

export const deleteAddressBook = endpoint({
  name: "deleteAddressBook",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/address-books/:code",
  permission: "organisation.manage",
  summary: "Delete an address book that nothing uses.",
  params: LegalEntityPath.extend({ code: AddressBookCode }),
  query: IfVersion,
});
