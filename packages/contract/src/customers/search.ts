import { z } from "zod";
import { SearchCriterion, SearchProperty } from "../clienteling/search-criteria.ts";
import { Cursor } from "../cursor.ts";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, AttributeCode, CustomerId, OperatorId } from "../ids.ts";
import { Translated } from "../names.ts";

/** A search over all stores needs at least this many characters without blanks (CS4), because a shorter text matches nearly everybody. */
export const LEAST_CHARACTERS_OF_ALL_STORES = 4;

export const searchCustomers = endpoint({
  name: "searchCustomers",
  method: "POST",
  path: "/api/pos/customers/search",
  permission: "pos",
  looksUp: true,
  summary:
    "Customers of the store's customer address books, a page at a time: name words in any order, phones by digits, e-mail addresses, account number, addresses, as far as headquarters chose them.",
  body: z.strictObject({
    query: z.string().trim().min(1).max(100),
    scope: z.enum(["store", "all"]).default("store"),
    /** A property with a shortcut, which is searched alone; null for all that the store searches (CS8). */
    property: SearchProperty.nullable().default(null),
    /** An attribute with a shortcut: only customers with a value that begins with the query; in place of properties (CS8). */
    attribute: AttributeCode.nullable().default(null),
    cursor: Cursor,
    limit: z.int().min(1).max(50).default(20),
  }),
  reply: z.object({
    /** How many customers match all of the query, on all pages; null where they are too many to count (CS15). */
    matching: z.int().nullable(),
    nextCursor: z.string().nullable(),
    customers: z.array(
      z.object({
        customerId: CustomerId,
        accountNumber: AccountNumber,
        /** False when only some words of the query match (CS3); those customers come last. */
        matchesAll: z.boolean(),
        name: z.string(),
        initials: z.string(),
        /** The number, the e-mail address and the address by which the search found them, else the primary ones (CS7, CS11). */
        phone: z.string(),
        email: z.string(),
        address: z.object({ street: z.string(), postalCode: z.string(), city: z.string(), region: z.string(), country: z.string() }),
        /** Which of these the search found them by. */
        foundBy: z.array(z.enum(["phone", "email", "address"])),
        /** Whether they are in the associate's own client book, else in somebody's; null for nobody's. */
        inBook: z.enum(["mine", "others"]).nullable(),
        /** The primary owner; null when the asker may not know whose client they are (RI2b). */
        owner: z.object({ operatorId: OperatorId, name: z.string() }).nullable(),
      }),
    ),
  }),
});

export const getSearchCriteria = endpoint({
  name: "getSearchCriteria",
  method: "GET",
  path: "/api/pos/search-criteria",
  permission: "pos",
  summary:
    "Which properties of customers the store searches, in their order, which have a shortcut, the attributes that it searches alone, and whether the caller finds customers whom other legal entities share.",
  reply: z.object({
    criteria: z.array(SearchCriterion),
    attributes: z.array(z.object({ attribute: AttributeCode, name: Translated })),
    /** The store's legal entity shares its customers, and the caller may make some of others into customers here (CS5). */
    parties: z.boolean(),
  }),
});
