import { z } from "zod";
import { changeOf } from "../change.ts";
import { Country } from "../country.ts";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, AddressBookCode, RegisterNumber, StoreNumber } from "../ids.ts";
import { Language } from "../language.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";
import { TimeZone } from "../time-zone.ts";

/** Customer and employee address books are two separate assignments of a store. */
export const Store = z
  .strictObject({
    name: Name,
    city: z.string().trim().max(100).default(""),
    /** Where it is not the legal entity's. */
    country: Country.optional(),
    customerAddressBooks: z.array(AddressBookCode).max(50).default([]),
    employeeAddressBooks: z.array(AddressBookCode).max(50).default([]),
    /** New customers of the store get what this one has. */
    defaultCustomer: AccountNumber.nullable().default(null),
    /** Of its registers before somebody signs in; `null` leaves it to the device. */
    language: Language.nullable().default(null),
    /** `null` is that of the legal entity's report suite. */
    timeZone: TimeZone.nullable().default(null),
    active: z.boolean().default(true),
  })
  .meta({ id: "Store" });
export type Store = z.infer<typeof Store>;
const StoredStore = Store.extend({ number: StoreNumber, saved: Saved });

export const putStore = endpoint({
  name: "putStore",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/stores/:store",
  permission: "organisation.manage",
  summary: "Create or change a store. What is not named stays, null empties.",
  params: LegalEntityPath.extend({ store: StoreNumber }),
  query: IfVersion,
  body: changeOf(Store),
  reply: StoredStore,
});

export const listStores = endpoint({
  name: "listStores",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/stores",
  permission: "organisation.manage",
  summary: "The stores of a legal entity.",
  params: LegalEntityPath,
  query: listQuery(["number", "name", "city"]),
  reply: z.object({ stores: z.array(StoredStore), total: z.int() }),
});

export const getStore = endpoint({
  name: "getStore",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/stores/:store",
  permission: "organisation.manage",
  summary: "One store with its address books.",
  params: LegalEntityPath.extend({ store: StoreNumber }),
  reply: StoredStore,
});

export const deleteStore = endpoint({
  name: "deleteStore",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/stores/:store",
  permission: "organisation.manage",
  summary: "Delete a store that nothing uses.",
  params: LegalEntityPath.extend({ store: StoreNumber }),
  query: IfVersion,
});

export const Register = z.strictObject({ store: StoreNumber, name: z.string().trim().max(200).default(""), active: z.boolean().default(true) });
export type Register = z.infer<typeof Register>;
const StoredRegister = Register.extend({ number: RegisterNumber, saved: Saved });

export const putRegister = endpoint({
  name: "putRegister",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/registers/:register",
  permission: "organisation.manage",
  summary: "Create a register or move it to a store.",
  params: LegalEntityPath.extend({ register: RegisterNumber }),
  query: IfVersion,
  body: changeOf(Register),
  reply: StoredRegister,
});

export const listRegisters = endpoint({
  name: "listRegisters",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/registers",
  permission: "organisation.manage",
  summary: "The registers of a legal entity, each with its store.",
  params: LegalEntityPath,
  query: listQuery(["number", "name", "store"]),
  reply: z.object({ registers: z.array(StoredRegister), total: z.int() }),
});

export const getRegister = endpoint({
  name: "getRegister",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/registers/:register",
  permission: "organisation.manage",
  summary: "One register with its store.",
  params: LegalEntityPath.extend({ register: RegisterNumber }),
  reply: StoredRegister,
});

export const deleteRegister = endpoint({
  name: "deleteRegister",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/registers/:register",
  permission: "organisation.manage",
  summary: "Delete a register; who is signed in there is signed out.",
  params: LegalEntityPath.extend({ register: RegisterNumber }),
  query: IfVersion,
});
