import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { AccountNumber, AddressBookCode, CustomerId, LegalEntityCode, OperatorId } from "./ids.ts";
import { AttributeCode, AttributeType, Translated } from "./organisation.ts";

/** Money is a decimal text with its currency, never a binary fraction. */
export const Money = z.object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currency: z.string() }).meta({ id: "Money" });
export type Money = z.infer<typeof Money>;

/** Of any letters: an entry of the client book's index holds one value, and at most 2,704 bytes. */
const MAX_TEXT_VALUE = 500;
/** An attribute's value: text, number, yes or no, `YYYY-MM-DD` for a date; several texts where the attribute allows it. */
export const AttributeValue = z.union([z.string().trim().max(MAX_TEXT_VALUE), z.number(), z.boolean(), z.array(z.string().trim().max(MAX_TEXT_VALUE)).max(50)]);
export type AttributeValue = z.infer<typeof AttributeValue>;
/** What values are called on the screen: of several they are joined, so as long as it takes. */
const Label = z.object({ en: z.string(), nl: z.string() });

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

const Entity = z.object({ legalEntity: LegalEntityCode });
export const putCustomers = endpoint({
  name: "putCustomers",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/customers",
  permission: "customer.manage",
  summary: "Create or change up to 1,000 customers by account number.",
  params: Entity,
  body: z.strictObject({ customers: z.array(NewCustomer).min(1).max(1000) }),
  reply: z.object({ created: z.int(), changed: z.int() }),
});
/** Headquarters puts customers into associates' books; refused as a whole when one is in another book. */
export const putClientBookEntries = endpoint({
  name: "putClientBookEntries",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/entries",
  permission: "customer.manage",
  summary: "Put customers into an associate's client book.",
  params: Entity.extend({ operatorId: OperatorId }),
  body: z.strictObject({ accountNumbers: z.array(AccountNumber).min(1).max(1000) }),
  reply: z.object({ clientBookId: z.string(), added: z.int(), alreadyThere: z.int() }),
});

/** One of the card's three slots; `measure` shows its refresh time, a dash without value, or "not available". */
export const CardSlot = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("measure"),
    code: z.string(),
    name: Translated,
    state: z.enum(["value", "none", "unavailable"]),
    money: Money.nullable(),
    refreshedAt: z.iso.datetime().nullable(),
  }),
  z.object({
    kind: z.literal("attribute"),
    code: AttributeCode,
    name: Translated,
    type: AttributeType,
    value: AttributeValue.nullable(),
    label: Label.nullable(),
  }),
]);
export type CardSlot = z.infer<typeof CardSlot>;

export const ClientCard = z
  .object({
    customerId: CustomerId,
    accountNumber: AccountNumber,
    name: z.string(),
    initials: z.string(),
    phone: z.string(),
    email: z.string(),
    city: z.string(),
    owner: z.object({ operatorId: OperatorId, name: z.string() }).nullable(),
    slots: z.array(CardSlot).max(3),
  })
  .meta({ id: "ClientCard" });
export type ClientCard = z.infer<typeof ClientCard>;

/** A filter on one refinable attribute, of the kind its facet has. Values inside one, and several on one attribute, are alternatives; different attributes all have to fit (spec R39). */
export const AttributeFilter = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("anyOf"),
    attribute: AttributeCode,
    values: z
      .array(z.union([z.string().max(MAX_TEXT_VALUE), z.boolean()]))
      .min(1)
      .max(100),
  }),
  /** lower <= value < upper; null is open. */
  z.strictObject({ kind: z.literal("between"), attribute: AttributeCode, lower: z.number().nullable(), upper: z.number().nullable() }),
  /** Day and month fall within the next N days, today included; leap years and New Year included. */
  z.strictObject({ kind: z.literal("withinDays"), attribute: AttributeCode, days: z.int().min(0).max(366) }),
]);
export type AttributeFilter = z.infer<typeof AttributeFilter>;

export const BookQuery = z.strictObject({
  keyword: z.string().trim().max(100).default(""),
  filters: z.array(AttributeFilter).max(20).default([]),
});
export type BookQuery = z.infer<typeof BookQuery>;

export const searchClientBook = endpoint({
  name: "searchClientBook",
  method: "POST",
  path: "/api/pos/client-book/search",
  permission: "clientBook.view",
  summary: "The signed-in associate's own book (operation 712), a page at a time, by name.",
  body: BookQuery.extend({ cursor: z.string().max(500).nullable().default(null), limit: z.int().min(1).max(100).default(50) }),
  reply: z.object({ clientBookId: z.string().nullable(), total: z.int(), matching: z.int(), clients: z.array(ClientCard), nextCursor: z.string().nullable() }),
});

export const Facet = z
  .object({
    attribute: AttributeCode,
    name: Translated,
    type: AttributeType,
    kind: z.enum(["list", "range", "date"]),
    multi: z.boolean(),
    /** Counts follow the other active filters (spec R39). */
    options: z.array(z.object({ filter: AttributeFilter, label: Label, count: z.int(), active: z.boolean() })),
  })
  .meta({ id: "Facet" });
export type Facet = z.infer<typeof Facet>;
export const clientBookFacets = endpoint({
  name: "clientBookFacets",
  method: "POST",
  path: "/api/pos/client-book/facets",
  permission: "clientBook.view",
  summary: "The refinable attributes of both groups with counts.",
  body: BookQuery,
  reply: z.object({ facets: z.array(Facet) }),
});

const CustomerPath = z.object({ customerId: CustomerId });
export const addToClientBook = endpoint({
  name: "addToClientBook",
  method: "PUT",
  path: "/api/pos/client-book/clients/:customerId",
  permission: "clientBook.add",
  summary: "Add a customer to the own book (operation 714); no-op when already there, refused when in another's.",
  params: CustomerPath,
  reply: z.object({ clientBookId: z.string() }),
});
export const removeFromClientBook = endpoint({
  name: "removeFromClientBook",
  method: "DELETE",
  path: "/api/pos/client-book/clients/:customerId",
  permission: "clientBook.remove",
  summary: "Remove a customer from the own book (operation 715); notes and attributes stay.",
  params: CustomerPath,
});

export const searchCustomers = endpoint({
  name: "searchCustomers",
  method: "POST",
  path: "/api/pos/customers/search",
  permission: "pos",
  summary: "Customers of the store's customer address books: name words in any order, phone by digits, e-mail, account number.",
  body: z.strictObject({
    query: z.string().trim().min(1).max(100),
    scope: z.enum(["store", "all"]).default("store"),
    limit: z.int().min(1).max(50).default(20),
  }),
  reply: z.object({
    customers: z.array(
      z.object({
        customerId: CustomerId,
        accountNumber: AccountNumber,
        /** False when only some words of the query fit (spec S3); those customers come last. */
        matchesAll: z.boolean(),
        name: z.string(),
        initials: z.string(),
        phone: z.string(),
        email: z.string(),
        city: z.string(),
        owner: z.object({ operatorId: OperatorId, name: z.string() }).nullable(),
      }),
    ),
  }),
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
    /** Client-book attributes only for a customer who is in a book (spec R25). */
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
