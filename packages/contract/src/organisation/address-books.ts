import { z } from "zod";
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
  body: AddressBook,
  reply: AddressBook.extend({ code: AddressBookCode }),
});
