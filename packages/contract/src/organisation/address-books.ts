import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { AddressBookCode } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";

export const AddressBook = z.strictObject({ name: Name });
export type AddressBook = z.infer<typeof AddressBook>;

export const putAddressBook = endpoint({
  name: "putAddressBook",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/address-books/:code",
  permission: "organisation.manage",
  summary: "Create or change an address book.",
  params: LegalEntityPath.extend({ code: AddressBookCode }),
  body: changeOf(AddressBook),
  reply: AddressBook.extend({ code: AddressBookCode }),
});

export const listAddressBooks = endpoint({
  name: "listAddressBooks",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/address-books",
  permission: "organisation.manage",
  summary: "The address books of a legal entity.",
  params: LegalEntityPath,
  reply: z.object({ addressBooks: z.array(AddressBook.extend({ code: AddressBookCode })) }),
});
