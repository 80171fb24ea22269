import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { CustomerId } from "../ids.ts";
import { BookQuery } from "./filters.ts";
import { MOST_CHOSEN } from "./store-books.ts";

/** What was done last with client books, to be undone for a short time by whoever did it; null when nothing changed. */
export const BookActionId = z.uuid();

/** For how many minutes. */
export const UNDO_MINUTES = 10;

/** Clients of the own book by their ids, or all that a view of it shows, but these. */
const OwnChosen = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("clients"), customerIds: z.array(CustomerId).min(1).max(MOST_CHOSEN) }),
  /** `expected` is how many the person chose: when others came or went since, nothing is changed. */
  z.strictObject({ kind: z.literal("view"), view: BookQuery, except: z.array(CustomerId).max(MOST_CHOSEN).default([]), expected: z.int().min(1) }),
]);
export type OwnChosenClients = z.infer<typeof OwnChosen>;

export const removeClients = endpoint({
  name: "removeClients",
  method: "POST",
  path: "/api/pos/client-book/remove",
  permission: "clientBook.remove",
  feature: "clienteling",
  summary: "Remove clients from the associate's own book (operation 715), all or none; notes and attributes stay.",
  body: z.strictObject({ chosen: OwnChosen }),
  reply: z.object({ removed: z.int(), undo: BookActionId }),
});

export const undoBookAction = endpoint({
  name: "undoBookAction",
  method: "POST",
  path: "/api/pos/client-book/actions/:actionId/undo",
  permission: "pos",
  feature: "clienteling",
  summary: `Undo what the person did last with client books (added, removed or reassigned), for ${UNDO_MINUTES} minutes: all of it as it was before, or nothing when somebody changed it since.`,
  params: z.object({ actionId: BookActionId }),
  reply: z.object({ kind: z.enum(["added", "removed", "reassigned"]), clients: z.int() }),
});
