import { z } from "zod";
import { BatchQuery, PARTIAL, RefusedRow, rowsOf } from "../batches.ts";
import { changeOf } from "../change.ts";
import { AttributeValue, Label } from "../clienteling/attribute-values.ts";
import { AttributeType } from "../clienteling/attributes.ts";
import { MeasureSlot } from "../clienteling/cards.ts";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, AddressBookCode, AttributeCode, CustomerId, OperatorId } from "../ids.ts";
import { CustomerPath, LegalEntityPath } from "../paths.ts";
import { Saved } from "../saved.ts";
import { Reach } from "./reach.ts";
import { AddressFields, ContactKind, OtherAddress, OtherEmail, OtherPhone, PhoneNumber, shownContacts } from "./contacts.ts";

const MOST_CONTACTS = 20;

/** What the customer does not want (HC7). */
export const OptOuts = {
  /** Recommendations made for them. */
  optOutPersonalization: z.boolean().default(false),
  /** Being followed on the site. */
  optOutWebTracking: z.boolean().default(false),
} as const;

/** A customer as headquarters and API keys write and read them. */
export const Customer = z
  .strictObject({
    accountNumber: AccountNumber,
    firstName: z.string().trim().max(200).default(""),
    lastName: z.string().trim().min(1).max(200),
    /** The primary phone number, e-mail address and address stand here, what else there is in the lists below (HC4). */
    phone: z.string().trim().max(40).default(""),
    phoneKind: ContactKind,
    email: z.string().trim().max(254).default(""),
    emailKind: ContactKind,
    ...AddressFields,
    addressKind: ContactKind,
    otherPhones: z.array(OtherPhone).max(MOST_CONTACTS).default([]),
    otherEmails: z.array(OtherEmail).max(MOST_CONTACTS).default([]),
    otherAddresses: z.array(OtherAddress).max(MOST_CONTACTS).default([]),
    addressBooks: z.array(AddressBookCode).max(50).default([]),
    ...Reach,
    ...OptOuts,
    attributes: z.record(AttributeCode, AttributeValue).default({}),
  })
  .meta({ id: "Customer" });
export type Customer = z.infer<typeof Customer>;

/** A field that is not named stays, `null` empties it. The same holds for each attribute (C1). */
export const CustomerChange = changeOf(Customer.omit({ accountNumber: true, attributes: true })).extend({
  accountNumber: AccountNumber,
  attributes: z.record(AttributeCode, AttributeValue.nullable()).nullable().optional(),
});
export type CustomerChange = z.infer<typeof CustomerChange>;

const MOST_ROWS = 1_000;

export const putCustomers = endpoint({
  name: "putCustomers",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/customers",
  permission: "customer.manage",
  summary: `Create or change up to 1,000 customers by account number. Fields that are not named stay, null empties a field. \`phone\`, \`email\`, and the fields of the address are the primary ones; a list such as \`otherPhones\` holds the others, in their order, and is replaced whole. ${PARTIAL} \`told\` names rows that are stored, but whose phone cannot be dialled or holds several numbers, or where what is known of a consent stands.`,
  params: LegalEntityPath,
  query: BatchQuery,
  body: z.strictObject({ customers: rowsOf(CustomerChange, { most: MOST_ROWS }) }),
  described: { body: z.strictObject({ customers: z.array(CustomerChange).min(1).max(MOST_ROWS) }) },
  reply: z.object({ created: z.int(), changed: z.int(), refused: z.array(RefusedRow).optional(), told: z.array(RefusedRow).optional() }),
});

export const StoredCustomer = Customer.extend({ customerId: CustomerId, phoneNumbers: z.array(PhoneNumber), saved: Saved });

export const listCustomers = endpoint({
  name: "listCustomers",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers",
  permission: "customer.manage",
  summary: "The customers of a legal entity by account number, a page at a time; `next` is the `after` of the next page.",
  params: LegalEntityPath,
  query: z.object({ after: AccountNumber.optional(), limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(100) }),
  reply: z.object({ customers: z.array(StoredCustomer), next: AccountNumber.nullable() }),
});

export const getCustomerByNumber = endpoint({
  name: "getCustomerByNumber",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber",
  permission: "customer.manage",
  summary: "One customer by account number, with everything that can be written.",
  params: LegalEntityPath.extend({ accountNumber: AccountNumber }),
  reply: StoredCustomer,
});

export const CustomerAttribute = z.object({
  code: AttributeCode,
  name: Label,
  type: AttributeType,
  group: z.enum(["customer", "clientBook"]),
  value: AttributeValue.nullable(),
  label: Label.nullable(),
  unit: Label.optional(),
  /** True when the customer has no value, and the default shows (R27). */
  isDefault: z.literal(true).optional(),
});

/** A client book as an associate sees it. Its number and owner are null for people who may not know whose it is (RI2b). */
const ShownBook = z.object({
  clientBookId: z.string().nullable(),
  owner: z.object({ operatorId: OperatorId, name: z.string() }).nullable(),
  mine: z.boolean(),
});

export const CustomerDetails = z
  .object({
    customerId: CustomerId,
    accountNumber: AccountNumber,
    name: z.string(),
    initials: z.string(),
    /** The version of their photo; null for none. */
    photo: z.string().nullable(),
    ...shownContacts,
    /** The primary owner's book (BK1); null for a customer who is in no book. */
    book: ShownBook.nullable(),
    /** Every book that the customer is in, the primary one first. */
    books: z.array(ShownBook),
    /** Whether one more associate may add them (R4), as the store has it published. */
    hasRoom: z.boolean(),
    measures: z.array(MeasureSlot),
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
  looksUp: true,
  summary: "One customer's page; every look is in the audit log.",
  params: CustomerPath,
  reply: CustomerDetails,
});
