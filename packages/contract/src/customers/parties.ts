import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, CustomerId } from "../ids.ts";

/** A person of the address book that several legal entities share. Each of them has at most one account for a party. */
export const PartyId = z.uuid().brand<"PartyId">();
export type PartyId = z.infer<typeof PartyId>;

export const searchParties = endpoint({
  name: "searchParties",
  method: "POST",
  path: "/api/pos/parties/search",
  permission: "pos",
  looksUp: true,
  summary:
    "People without an account here who are customers of other legal entities, where both share their customers: those who match all of the query, found like customers of all stores, but not by account number. Only who they are shows; opening one gives them an account.",
  body: z.strictObject({ query: z.string().trim().min(1).max(100) }),
  reply: z.object({
    parties: z.array(z.object({ partyId: PartyId, name: z.string(), initials: z.string(), city: z.string(), legalEntity: z.string() })),
    /** True when there are more than the first of them. */
    more: z.boolean(),
  }),
});

export const openParty = endpoint({
  name: "openParty",
  method: "POST",
  path: "/api/pos/parties/:partyId/open",
  permission: "customer.create",
  looksUp: true,
  summary:
    "Give a party of another legal entity an account here, in the store's customer address books (CS5). Whoever has one already, also by somebody else at the same moment, keeps that one.",
  params: z.object({ partyId: PartyId }),
  reply: z.object({ customerId: CustomerId, accountNumber: AccountNumber }),
});
