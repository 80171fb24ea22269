import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AddressBookCode, RegisterNumber, StoreNumber } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";

/** Customer and employee address books are two separate assignments of a store. */
export const Store = z
  .strictObject({
    name: Name,
    city: z.string().trim().max(100).default(""),
    customerAddressBooks: z.array(AddressBookCode).max(50),
    employeeAddressBooks: z.array(AddressBookCode).max(50),
  })
  .meta({ id: "Store" });
export type Store = z.infer<typeof Store>;

export const putStore = endpoint({
  name: "putStore",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/stores/:store",
  permission: "organisation.manage",
  summary: "Create or change a store.",
  params: LegalEntityPath.extend({ store: StoreNumber }),
  body: Store,
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

export const putRegister = endpoint({
  name: "putRegister",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/registers/:register",
  permission: "organisation.manage",
  summary: "Create a register or move it to a store.",
  params: LegalEntityPath.extend({ register: RegisterNumber }),
  body: z.strictObject({ store: StoreNumber }),
  reply: z.object({ number: RegisterNumber, store: StoreNumber }),
});
