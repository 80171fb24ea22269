import { z } from "zod";
import { AttributeValue, Label } from "../clienteling/attribute-values.ts";
import { AttributeType } from "../clienteling/attributes.ts";
import { CardSlot } from "../clienteling/cards.ts";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, AddressBookCode, AttributeCode, CustomerId, OperatorId } from "../ids.ts";
import { Translated } from "../names.ts";
import { CustomerPath, LegalEntityPath } from "../paths.ts";

export const NewCustomer = z.strictObject({
  accountNumber: AccountNumber,
  firstName: z.string().trim().max(100),
  lastName: z.string().trim().min(1).max(100),
  phone: z.string().trim().max(40).default(""),
  email: z.string().trim().max(254).default(""),
  city: z.string().trim().max(100).default(""),
  country: z.string().trim().max(100).default(""),
  addressBooks: z.array(AddressBookCode).max(50),
  attributes: z.record(AttributeCode, AttributeValue).default({}),
});
export type NewCustomer = z.infer<typeof NewCustomer>;

export const putCustomers = endpoint({
  name: "putCustomers",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/customers",
  permission: "customer.manage",
  summary: "Create or change up to 1,000 customers by account number.",
  params: LegalEntityPath,
  body: z.strictObject({ customers: z.array(NewCustomer).min(1).max(1000) }),
  reply: z.object({ created: z.int(), changed: z.int() }),
});

export const CustomerAttribute = z.object({
  code: AttributeCode,
  name: Translated,
  type: AttributeType,
  group: z.enum(["customer", "clientBook"]),
  value: AttributeValue.nullable(),
  label: Label.nullable(),
});

export const CustomerDetails = z
  .object({
    customerId: CustomerId,
    accountNumber: AccountNumber,
    name: z.string(),
    initials: z.string(),
    phone: z.string(),
    email: z.string(),
    city: z.string(),
    country: z.string(),
    /** Whose book the customer is in, if anybody's. */
    book: z.object({ clientBookId: z.string(), owner: z.object({ operatorId: OperatorId, name: z.string() }), mine: z.boolean() }).nullable(),
    measures: z.array(CardSlot),
    /** Client-book attributes only for a customer who is in a book (R25). */
    attributes: z.array(CustomerAttribute),
  })
  .meta({ id: "CustomerDetails" });
export type CustomerDetails = z.infer<typeof CustomerDetails>;

export const getCustomer = endpoint({
  name: "getCustomer",
  method: "GET",
  path: "/api/pos/customers/:customerId",
  permission: "pos",
  summary: "One customer's page; every look is in the audit log.",
  params: CustomerPath,
  reply: CustomerDetails,
});
