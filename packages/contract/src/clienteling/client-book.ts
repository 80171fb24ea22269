import { z } from "zod";
import { BatchQuery, PARTIAL, RefusedRow, rowsOf } from "../batches.ts";
import { Cursor } from "../cursor.ts";
import { ClientCard } from "./cards.ts";
import { BookActionId } from "./book-actions.ts";
import { BookSort, BY_NAME, Sorting } from "./book-sorts.ts";
import { Listed, LIST_PARTS, ListOrder } from "./list-order.ts";
import { BookQuery } from "./filters.ts";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, OperatorId } from "../ids.ts";
import { CustomerPath, LegalEntityPath } from "../paths.ts";

const MOST_ROWS = 1_000;

/** Headquarters puts customers into associates' books. */
export const putClientBookEntries = endpoint({
  name: "putClientBookEntries",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/entries",
  permission: "customer.manage",
  feature: "clienteling",
  summary: `Put customers into an associate's client book. ${PARTIAL}`,
  params: LegalEntityPath.extend({ operatorId: OperatorId }),
  query: BatchQuery,
  body: z.strictObject({ accountNumbers: rowsOf(AccountNumber, { most: MOST_ROWS }) }),
  described: { body: z.strictObject({ accountNumbers: z.array(AccountNumber).min(1).max(MOST_ROWS) }) },
  /** `null` when every row was refused and the associate has no book yet. */
  reply: z.object({ clientBookId: z.string().nullable(), added: z.int(), alreadyThere: z.int(), refused: z.array(RefusedRow).optional() }),
});

export const getClientBookEntries = endpoint({
  name: "getClientBookEntries",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/entries",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "Who is in an associate's client book, by account number, a page at a time; `next` is the `after` of the next page.",
  params: LegalEntityPath.extend({ operatorId: OperatorId }),
  query: z.object({ after: AccountNumber.optional(), limit: z.coerce.number().int().min(1).max(10_000).default(1_000) }),
  reply: z.object({ clientBookId: z.string().nullable(), accountNumbers: z.array(AccountNumber), next: AccountNumber.nullable() }),
});

export const searchClientBook = endpoint({
  name: "searchClientBook",
  method: "POST",
  path: "/api/pos/client-book/search",
  permission: "clientBook.view",
  looksUp: true,
  feature: "clienteling",
  summary: `The signed-in associate's own book (operation 712), a page at a time, by name or by what \`sort\` says. Who has nothing of that comes last. ${LIST_PARTS}`,
  body: BookQuery.extend({
    sort: BookSort.default(BY_NAME),
    cursor: Cursor,
    limit: z.int().min(1).max(100).default(50),
    whole: z.boolean().default(false),
    listed: Listed.nullable().default(null),
  }),
  reply: z.object({
    clientBookId: z.string().nullable(),
    total: z.int(),
    matching: z.int(),
    clients: z.array(ClientCard),
    sorting: Sorting,
    nextCursor: z.string().nullable(),
    order: ListOrder.optional(),
    gone: z.array(z.int()).optional(),
  }),
});

export const addToClientBook = endpoint({
  name: "addToClientBook",
  method: "PUT",
  path: "/api/pos/client-book/clients/:customerId",
  permission: "clientBook.add",
  feature: "clienteling",
  summary: "Add a customer to the associate's own book (operation 714). Does nothing when they are in it already; refused when they are in somebody else's.",
  params: CustomerPath,
  reply: z.object({ clientBookId: z.string(), undo: BookActionId.nullable() }),
});

export const removeFromClientBook = endpoint({
  name: "removeFromClientBook",
  method: "DELETE",
  path: "/api/pos/client-book/clients/:customerId",
  permission: "clientBook.remove",
  feature: "clienteling",
  summary: "Remove a customer from the associate's own book (operation 715); notes and attributes stay.",
  params: CustomerPath,
  reply: z.object({ undo: BookActionId.nullable() }),
});
