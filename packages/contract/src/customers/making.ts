import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, AddressBookCode } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";
import { EditedAttribute } from "./editing.ts";

export const getNewCustomerForm = endpoint({
  name: "getNewCustomerForm",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customer-form",
  permission: "customer.manage",
  summary: "What a form needs to make a customer: attributes, the address books in use, and the currency of amounts.",
  params: LegalEntityPath,
  reply: z.object({
    attributes: z.array(EditedAttribute),
    addressBooks: z.array(z.object({ code: AddressBookCode, name: z.string() })),
    currency: z.string(),
  }),
});

/** As many as a customer can have. */
const MOST = 21;

export const CustomerLikeness = z.enum(["accountNumber", "email", "phone"]);

/** By POST, so that what is typed about a person stands in no address. */
export const findAlikeCustomers = endpoint({
  name: "findAlikeCustomers",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/customers/alike",
  permission: "customer.manage",
  summary: "Customers of a legal entity who have one of these e-mail addresses, phone numbers, or this account number already (CC10); the first ten by name.",
  params: LegalEntityPath,
  body: z.strictObject({
    accountNumber: z.string().trim().max(100).default(""),
    emails: z.array(z.string().trim().max(254)).max(MOST).default([]),
    phones: z.array(z.string().trim().max(40)).max(MOST).default([]),
    /** The country by which the phone numbers are read, where the customer has one. */
    country: z.string().trim().max(100).default(""),
    /** Their stores give the country where the customer has none. */
    addressBooks: z.array(AddressBookCode).max(50).default([]),
  }),
  reply: z.object({
    /** True when there are more than the first ten. */
    more: z.boolean(),
    customers: z.array(z.object({ accountNumber: AccountNumber, name: z.string(), by: z.array(CustomerLikeness) })),
  }),
});
