import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, CustomerId } from "../ids.ts";

/** By POST, because a code is a person's. */
export const findByCode = endpoint({
  name: "findByCode",
  method: "POST",
  path: "/api/pos/customers/by-code",
  permission: "pos",
  looksUp: true,
  summary:
    "Customers of the legal entity who have this very code: as their account number, or as a value of an attribute that the store searches alone, such as a loyalty number; the first ten by name.",
  body: z.strictObject({ code: z.string().trim().min(1).max(100) }),
  reply: z.object({
    customers: z.array(z.object({ customerId: CustomerId, accountNumber: AccountNumber, name: z.string(), initials: z.string(), city: z.string() })),
    /** True when there are more than these. */
    more: z.boolean(),
  }),
});
