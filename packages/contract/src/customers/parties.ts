import { z } from "zod";
import { SearchProperty } from "../clienteling/search-criteria.ts";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, CustomerId } from "../ids.ts";

/** A person of the address book that several legal entities share. Each of them has at most one account for a party. */
export const PartyId = z.uuid().brand<"PartyId">();
export type PartyId = z.infer<typeof PartyId>;

export const searchParties = endpoint({
  name: "searchParties",
  method: "POST",
  path: "/api/pos/parties/search",
  permission: "customer.create",
  looksUp: true,
  summary:
    "People without an account here who are customers of other legal entities, where both share their customers: those whose name has all words of the query, or who have just this phone number, e-mail address or address. Only who they are shows; opening one gives them an account.",
  body: z.strictObject({
    query: z.string().trim().min(1).max(100),
    /** A property with a shortcut, which is searched alone; null for all that the store searches (CS8). Nobody is found by an account number. */
    property: SearchProperty.nullable().default(null),
  }),
  reply: z.object({
    parties: z.array(z.object({ partyId: PartyId, name: z.string(), initials: z.string(), city: z.string(), legalEntity: z.string() })),
    /** True when there are more than the first of them. */
    more: z.boolean(),
  }),
});

const MOST_ALIKE = 10;

export const openParty = endpoint({
  name: "openParty",
  method: "POST",
  path: "/api/pos/parties/:partyId/open",
  permission: "customer.create",
  looksUp: true,
  summary:
    "Give a party of another legal entity an account here, in the store's customer address books (CS5). Whoever has one already, also by somebody else at the same moment, keeps that one. Customers of this legal entity with the same phone number or e-mail address are told first, and nobody is made until they were `shown` or one of them is chosen as the same person.",
  params: z.object({ partyId: PartyId }),
  body: z.strictObject({
    /** The customers who were shown as alike before the associate chose to go on. */
    shown: z.array(CustomerId).max(MOST_ALIKE).default([]),
    /** One of them who is this person: they keep their account, and none is made. */
    same: CustomerId.nullable().default(null),
  }),
  reply: z.object({
    /** Null while it is to be chosen whether one of the alike is this person. */
    opened: z.object({ customerId: CustomerId, accountNumber: AccountNumber }).nullable(),
    alike: z.array(z.object({ customerId: CustomerId, accountNumber: AccountNumber, name: z.string(), initials: z.string(), city: z.string() })),
    /** True when there are more alike than the first ten. */
    more: z.boolean(),
  }),
});
