import { z } from "zod";
import { BookSort, BY_NAME, Sorting } from "./book-sorts.ts";
import { ClientCard } from "./cards.ts";
import { Listed, LIST_PARTS, ListOrder } from "./list-order.ts";
import { BookQuery, Facet } from "./filters.ts";
import { Cursor } from "../cursor.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode, CustomerId, OperatorId } from "../ids.ts";

const Named = z.object({ operatorId: OperatorId, name: z.string() });

/** Which clients of the store's books to show (R42). */
export const StoreBooksQuery = BookQuery.extend({
  /** Those of any of these associates; of all when it is empty (R46). */
  owners: z.array(OperatorId).max(500).default([]),
  /** Those whom nobody contacted for this many days, or ever. */
  quietDays: z.int().min(1).max(3_650).nullable().default(null),
});
export type StoreBooksQuery = z.infer<typeof StoreBooksQuery>;

export const searchStoreBooks = endpoint({
  name: "searchStoreBooks",
  method: "POST",
  path: "/api/pos/store-books/search",
  permission: "clientBook.viewStore",
  looksUp: true,
  feature: "clienteling",
  summary: `The clients of all associates who share an employee address book with the store (operation 713), each once, a page at a time, by name or by what \`sort\` says. Who can be reassigned is in \`clients\`, with whose they are. ${LIST_PARTS}`,
  body: StoreBooksQuery.extend({
    sort: BookSort.default(BY_NAME),
    cursor: Cursor,
    limit: z.int().min(1).max(100).default(50),
    whole: z.boolean().default(false),
    listed: Listed.nullable().default(null),
  }),
  reply: z.object({
    total: z.int(),
    matching: z.int(),
    clients: z.array(ClientCard),
    sorting: Sorting,
    nextCursor: z.string().nullable(),
    order: ListOrder.optional(),
    gone: z.array(z.int()).optional(),
  }),
});

export const storeBookFacets = endpoint({
  name: "storeBookFacets",
  method: "POST",
  path: "/api/pos/store-books/facets",
  permission: "clientBook.viewStore",
  feature: "clienteling",
  summary: "The filters of the store's client books with counts: attributes, associates, and for how long nobody contacted a client.",
  body: StoreBooksQuery.extend({
    /** Offers the values of one attribute that contain this text. */
    inside: z
      .strictObject({ attribute: AttributeCode, text: z.string().trim().min(1).max(100) })
      .nullable()
      .default(null),
  }),
  reply: z.object({
    facets: z.array(Facet),
    /** The associates who have a book, by name, with how many of their clients fit the other filters. */
    owners: z.array(Named.extend({ count: z.int(), active: z.boolean() })),
    /** Empty with `inside`. */
    quiet: z.array(z.object({ days: z.int(), count: z.int(), active: z.boolean() })),
  }),
});

/** The most clients that one request names: those who are chosen, or those who are not. */
export const MOST_CHOSEN = 1_000;

/** Clients by their ids, or all that a view of the store's books shows, but these. */
const Chosen = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("clients"), customerIds: z.array(CustomerId).min(1).max(MOST_CHOSEN) }),
  /** `expected` is how many the person chose: when others came or went since, nothing is changed. Nobody of `except` is given away. */
  z.strictObject({
    kind: z.literal("view"),
    view: StoreBooksQuery,
    except: z.array(CustomerId).max(MOST_CHOSEN).default([]),
    expected: z.int().min(1),
  }),
]);
export type ChosenClients = z.infer<typeof Chosen>;

export const reassignClients = endpoint({
  name: "reassignClients",
  method: "POST",
  path: "/api/pos/store-books/reassign",
  permission: "clientBook.reassign",
  feature: "clienteling",
  summary:
    "Give clients of the store's books to another associate of the legal entity (operation 716), all or none. Without `from` each goes from the primary owner's book. An associate without a book gets one.",
  body: z.strictObject({ chosen: Chosen, from: OperatorId.nullable().default(null), to: OperatorId }),
  reply: z.object({
    to: Named,
    clientBookId: z.string(),
    moved: z.int(),
    /** Of those, how many the receiver had in their book already. */
    alreadyThere: z.int(),
    /** Who gave how many. */
    from: z.array(Named.extend({ clients: z.int() })),
    /** For `undoBookAction`. */
    undo: z.uuid(),
  }),
});

export const listReassignTargets = endpoint({
  name: "listReassignTargets",
  method: "GET",
  path: "/api/pos/store-books/targets",
  permission: "clientBook.reassign",
  feature: "clienteling",
  summary: "Who can be given clients: the associates of the store first, then the others of the legal entity, with the size of their books.",
  reply: z.object({ targets: z.array(Named.extend({ ofStore: z.boolean(), clients: z.int() })) }),
});
