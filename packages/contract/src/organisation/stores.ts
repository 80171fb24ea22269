import { z } from "zod";
import { changeOf } from "../change.ts";
import { Country } from "../country.ts";
import { endpoint } from "../endpoint.ts";
import { IdleThen } from "../idle-then.ts";
import { AccountNumber, AddressBookCode, RegisterNumber, ScreenLayoutCode, StoreNumber } from "../ids.ts";
import { Language } from "../language.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";
import { TimeZone } from "../time-zone.ts";

/** A store has customer address books and employee address books. */
export const Store = z
  .strictObject({
    name: Name,
    city: z.string().trim().max(100).default(""),
    /** `null` is the legal entity's country. */
    country: Country.optional(),
    customerAddressBooks: z.array(AddressBookCode).max(50).default([]),
    employeeAddressBooks: z.array(AddressBookCode).max(50).default([]),
    /** New customers of the store get this customer's settings (CC3). */
    defaultCustomer: AccountNumber.nullable().default(null),
    /** The language of its registers before somebody signs in; `null` is the device's. */
    language: Language.nullable().default(null),
    /** `null` is the time zone of the legal entity's report suite. */
    timeZone: TimeZone.nullable().default(null),
    /** Of its registers and workers who have none of their own; `null` is the product's own. */
    screenLayout: ScreenLayoutCode.nullable().default(null),
    /** After how many minutes without a touch its registers lock, or log off; `null` is never (SI18). */
    idleMinutes: z.int().min(1).max(720).nullable().default(null),
    idleThen: IdleThen.default("lock"),
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
  summary: "Create or change a store. Fields that are not named stay, null empties a field.",
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

export const Register = z.strictObject({
  store: StoreNumber,
  name: z.string().trim().max(200).default(""),
  /** `null` is the store's. A worker's own comes before it. */
  screenLayout: ScreenLayoutCode.nullable().default(null),
  active: z.boolean().default(true),
});
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
  summary: "Delete a register; sessions at it end.",
  params: LegalEntityPath.extend({ register: RegisterNumber }),
  query: IfVersion,
});
