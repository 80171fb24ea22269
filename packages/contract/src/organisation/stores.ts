import { z } from "zod";
import { changeOf } from "../change.ts";
import { Country } from "../country.ts";
import { endpoint } from "../endpoint.ts";
import { AddressBookCode, RegisterNumber, StoreNumber } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";

/** Customer and employee address books are two separate assignments of a store. */
export const Store = z
  .strictObject({
    name: Name,
    city: z.string().trim().max(100).default(""),
    /** Where it is not the legal entity's. */
    country: Country.optional(),
    customerAddressBooks: z.array(AddressBookCode).max(50).default([]),
    employeeAddressBooks: z.array(AddressBookCode).max(50).default([]),
  })
  .meta({ id: "Store" });
export type Store = z.infer<typeof Store>;

export const putStore = endpoint({
  name: "putStore",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/stores/:store",
  permission: "organisation.manage",
  summary: "Create or change a store. What is not named stays, null empties.",
  params: LegalEntityPath.extend({ store: StoreNumber }),
  body: changeOf(Store),
  reply: Store.extend({ number: StoreNumber }),
});

export const listStores = endpoint({
  name: "listStores",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/stores",
  permission: "organisation.manage",
  summary: "The stores of a legal entity.",
  params: LegalEntityPath,
  reply: z.object({ stores: z.array(Store.pick({ name: true, city: true }).extend({ number: StoreNumber })) }),
});

export const getStore = endpoint({
  name: "getStore",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/stores/:store",
  permission: "organisation.manage",
  summary: "One store with its address books.",
  params: LegalEntityPath.extend({ store: StoreNumber }),
  reply: Store.extend({ number: StoreNumber }),
});

export const Register = z.strictObject({ store: StoreNumber });

export const putRegister = endpoint({
  name: "putRegister",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/registers/:register",
  permission: "organisation.manage",
  summary: "Create a register or move it to a store.",
  params: LegalEntityPath.extend({ register: RegisterNumber }),
  body: changeOf(Register),
  reply: Register.extend({ number: RegisterNumber }),
});

export const listRegisters = endpoint({
  name: "listRegisters",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/registers",
  permission: "organisation.manage",
  summary: "The registers of a legal entity, each with its store.",
  params: LegalEntityPath,
  reply: z.object({ registers: z.array(Register.extend({ number: RegisterNumber })) }),
});
