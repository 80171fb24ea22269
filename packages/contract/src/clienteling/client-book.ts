import { z } from "zod";
import { ClientCard } from "./cards.ts";
import { BookQuery } from "./filters.ts";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, OperatorId } from "../ids.ts";
import { CustomerPath, LegalEntityPath } from "../paths.ts";

/** Headquarters puts customers into associates' books; refused as a whole when one is in another book. */
export const putClientBookEntries = endpoint({
  name: "putClientBookEntries",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/entries",
  permission: "customer.manage",
  summary: "Put customers into an associate's client book.",
  params: LegalEntityPath.extend({ operatorId: OperatorId }),
  body: z.strictObject({ accountNumbers: z.array(AccountNumber).min(1).max(1000) }),
  reply: z.object({ clientBookId: z.string(), added: z.int(), alreadyThere: z.int() }),
});

export const searchClientBook = endpoint({
  name: "searchClientBook",
  method: "POST",
  path: "/api/pos/client-book/search",
  permission: "clientBook.view",
  summary: "The signed-in associate's own book (operation 712), a page at a time, by name.",
  body: BookQuery.extend({ cursor: z.string().max(500).nullable().default(null), limit: z.int().min(1).max(100).default(50) }),
  reply: z.object({ clientBookId: z.string().nullable(), total: z.int(), matching: z.int(), clients: z.array(ClientCard), nextCursor: z.string().nullable() }),
});

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
