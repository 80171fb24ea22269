import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AccountNumber, OperatorId } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";
import { listQuery } from "../saved.ts";

const MOST_CLIENTS = 1_000;

const BookOwner = z.object({
  operatorId: OperatorId,
  name: z.string(),
  /** False for somebody who is out of use. */
  active: z.boolean(),
});

/** An associate's book as headquarters lists it. */
export const ClientBookRow = z
  .object({
    /** `null` for an associate who has no book yet. */
    clientBookId: z.string().nullable(),
    owner: BookOwner,
    /** How many clients are in it. */
    clients: z.int(),
    /** When somebody was added or removed last; `null` when nobody ever was. */
    changedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "ClientBookRow" });
export type ClientBookRow = z.infer<typeof ClientBookRow>;

const BookPath = LegalEntityPath.extend({ operatorId: OperatorId });

export const listClientBooks = endpoint({
  name: "listClientBooks",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/client-books",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "The client books of a legal entity: whose each is, how many clients are in it, and when it changed last.",
  params: LegalEntityPath,
  query: listQuery(["owner", "clientBookId", "clients", "changedAt"]),
  reply: z.object({ clientBooks: z.array(ClientBookRow), total: z.int() }),
});

export const getClientBook = endpoint({
  name: "getClientBook",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "One associate's client book, also when they have none yet.",
  params: BookPath,
  reply: ClientBookRow,
});

export const listBookOwners = endpoint({
  name: "listBookOwners",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/book-owners",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "Everybody who can be given clients: the associates in use, with the book they have.",
  params: LegalEntityPath,
  reply: z.object({ owners: z.array(z.object({ operatorId: OperatorId, name: z.string(), clientBookId: z.string().nullable() })) }),
});

const Clients = z.array(AccountNumber).min(1).max(MOST_CLIENTS);

export const removeClientBookEntries = endpoint({
  name: "removeClientBookEntries",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/entries/remove",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "Take customers out of an associate's client book, all or none. Nothing else of them changes; who is not in it any more is counted.",
  params: BookPath,
  body: z.strictObject({ accountNumbers: Clients }),
  reply: z.object({ removed: z.int(), notThere: z.int() }),
});

export const moveClientBookEntries = endpoint({
  name: "moveClientBookEntries",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/entries/move",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "Move customers from an associate's client book to another's, all or none. An associate without a book gets one.",
  params: BookPath,
  body: z.strictObject({ to: OperatorId, accountNumbers: Clients }),
  /** The book they are in now. */
  reply: z.object({ clientBookId: z.string(), moved: z.int() }),
});
