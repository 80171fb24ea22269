import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, AttributeCode, CustomerId } from "../ids.ts";
import { CustomerPath } from "../paths.ts";
import { Customer, CustomerChange } from "./customers.ts";
import { EditedAttribute } from "./editing.ts";

export const getNewCustomerAtStore = endpoint({
  name: "getNewCustomerAtStore",
  method: "GET",
  path: "/api/pos/customer-form",
  permission: "pos",
  summary: "What a form at the POS needs to make a customer: the attributes as published to the store, and what a new customer of the store begins with.",
  reply: z.object({
    attributes: z.array(EditedAttribute),
    /** Those that only clients in a book have (R25). */
    ofBook: z.array(AttributeCode),
    currency: z.string(),
    /** The store's country, and the values of its default customer (CC3, CC4). */
    begin: Customer.pick({ country: true, preferredLanguage: true, attributes: true }),
    /** False when no number sequence gives account numbers; then the form asks for one. */
    numbered: z.boolean(),
  }),
});

/** As many as a customer can have. */
const MOST = 21;

export const StoreLikeness = z.enum(["email", "phone", "nameAndDay"]);

/** By POST, so that what is typed about a person stands in no address. */
export const findAlikeAtStore = endpoint({
  name: "findAlikeAtStore",
  method: "POST",
  path: "/api/pos/customers/alike",
  permission: "pos",
  looksUp: true,
  summary:
    "Customers of the legal entity who have one of these e-mail addresses or phone numbers already, or this name and one of these days (CC10); the first ten by name.",
  body: z.strictObject({
    firstName: z.string().trim().max(200).default(""),
    lastName: z.string().trim().max(200).default(""),
    emails: z.array(z.string().trim().max(254)).max(MOST).default([]),
    phones: z.array(z.string().trim().max(40)).max(MOST).default([]),
    /** The country by which the phone numbers are read, where the customer has one. */
    country: z.string().trim().max(100).default(""),
    /** Days such as a birthday, by their attributes. */
    days: z.record(AttributeCode, z.string().max(10)).default({}),
  }),
  reply: z.object({
    /** True when there are more than the first ten. */
    more: z.boolean(),
    customers: z.array(z.object({ customerId: CustomerId, name: z.string(), city: z.string(), by: z.array(StoreLikeness) })),
  }),
});

export const createCustomer = endpoint({
  name: "createCustomer",
  method: "PUT",
  path: "/api/pos/customers/:customerId",
  permission: "customer.create",
  summary:
    "Make a customer, with an id that the device chose, so that a request that is sent again makes nobody else. They come into the store's customer address books, and with `intoMyBook` into the associate's client book; both are stored, or nothing is.",
  params: CustomerPath,
  body: CustomerChange.omit({ accountNumber: true, addressBooks: true }).extend({
    /** Null takes the next number of the legal entity's sequence for customers. */
    accountNumber: AccountNumber.nullable().default(null),
    intoMyBook: z.boolean().default(false),
    /** The customers who were shown as alike before the associate chose to go on; for the audit log. */
    shown: z.array(CustomerId).max(10).default([]),
  }),
  reply: z.object({ accountNumber: AccountNumber }),
});
