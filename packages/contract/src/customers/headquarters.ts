import { z } from "zod";
import { Label } from "../clienteling/attribute-values.ts";
import { AttributeType, FilterDisplay } from "../clienteling/attributes.ts";
import { AttributeFilter } from "../clienteling/filters.ts";
import { Cursor } from "../cursor.ts";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, AttributeCode, CustomerId, OperatorId, StoreNumber } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";
import { shownContacts } from "./contacts.ts";
import { CustomerAttribute } from "./customers.ts";

export const CustomerNumberPath = LegalEntityPath.extend({ accountNumber: AccountNumber });

const Associate = z.object({ operatorId: OperatorId, name: z.string() });

/** What headquarters' list of customers can be narrowed to and sorted by. */
export const CustomerListQuery = z.strictObject({
  query: z.string().trim().max(100).default(""),
  filters: z.array(AttributeFilter).max(20).default([]),
  /** Only customers in this store's customer address books. */
  store: StoreNumber.nullable().default(null),
  /** Only customers in this associate's book. */
  owner: OperatorId.nullable().default(null),
  /** Only customers who are in a book, or in none. */
  inBook: z.boolean().nullable().default(null),
  /** `null`: the best matches of a query first, then by name. Without a query by name. */
  sort: z.enum(["name", "accountNumber", "email", "city"]).nullable().default(null),
  descending: z.boolean().default(false),
  page: z.int().min(1).max(100_000).default(1),
  limit: z.int().min(1).max(1_000).default(50),
  /** `nextCursor` of the answer before, in place of `page`: the rows after its last one, whoever is added or removed meanwhile. */
  cursor: Cursor,
});
export type CustomerListQuery = z.infer<typeof CustomerListQuery>;

export const CustomerRow = z.object({
  customerId: CustomerId,
  accountNumber: AccountNumber,
  /** False when only some words of the query match (CS3). */
  matchesAll: z.boolean(),
  name: z.string(),
  /** The number and the e-mail address by which the search found them, else the primary ones (CS7). */
  phone: z.string(),
  email: z.string(),
  city: z.string(),
  country: z.string(),
  owner: Associate.nullable(),
});
export type CustomerRow = z.infer<typeof CustomerRow>;

/** By POST, so that what is typed about a person stands in no address. */
export const findCustomers = endpoint({
  name: "findCustomers",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/customers/search",
  permission: "customer.manage",
  summary:
    "The customers of a legal entity, a page at a time: found like at the POS, of one store or all, narrowed by attributes and by the owner of their book.",
  params: LegalEntityPath,
  body: CustomerListQuery,
  /** `total` counts all pages; `matching` those who match all of the query; with a cursor, as they were when its first page was read. */
  reply: z.object({ customers: z.array(CustomerRow), total: z.int(), matching: z.int(), nextCursor: z.string().nullable() }),
});

export const getCustomerFilters = endpoint({
  name: "getCustomerFilters",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customer-filters",
  permission: "customer.manage",
  summary: "What a legal entity's list of customers can be narrowed by: attributes that can be filtered, stores, and associates who own a book.",
  params: LegalEntityPath,
  reply: z.object({
    attributes: z.array(
      z.object({
        code: AttributeCode,
        name: Label,
        type: AttributeType,
        unit: Label.optional(),
        filter: FilterDisplay,
        /** Of a fixed list; otherwise empty. */
        values: z.array(z.object({ value: z.string(), label: Label })),
      }),
    ),
    stores: z.array(z.object({ number: StoreNumber, name: z.string() })),
    owners: z.array(Associate),
  }),
});

export const CustomerProfile = z
  .object({
    customerId: CustomerId,
    accountNumber: AccountNumber,
    firstName: z.string(),
    lastName: z.string(),
    name: z.string(),
    initials: z.string(),
    /** The version of their photo; null for none. */
    photo: z.string().nullable(),
    ...shownContacts,
    addressBooks: z.array(z.object({ code: z.string(), name: z.string() })),
    /** The stores that find the customer: those with one of the address books. */
    stores: z.array(z.object({ number: StoreNumber, name: z.string() })),
    book: z.object({ clientBookId: z.string(), owner: Associate }).nullable(),
    optOutPersonalization: z.boolean(),
    optOutWebTracking: z.boolean(),
    /** Of both groups, whether in a book or not: headquarters sees what is kept. */
    attributes: z.array(CustomerAttribute),
  })
  .meta({ id: "CustomerProfile" });
export type CustomerProfile = z.infer<typeof CustomerProfile>;

export const getCustomerProfile = endpoint({
  name: "getCustomerProfile",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/profile",
  permission: "customer.manage",
  summary: "One customer as headquarters shows them: names, contacts, stores, attributes, and the book they are in.",
  params: CustomerNumberPath,
  reply: CustomerProfile,
});
