import { z } from "zod";
import { Label } from "./attribute-values.ts";
import { BookSort, BY_NAME } from "./book-sorts.ts";
import { AttributeFilter } from "./filters.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode, OperatorId } from "../ids.ts";

/** How many an associate has, and how many a store shares, for each list. */
export const MOST_SAVED_FILTERS = 50;

const List = z.enum(["own", "store"]);

/** What a filter keeps: all but what was typed in the search field. Associates and days without contact are of the store's books. */
export const SavedView = z.strictObject({
  filters: z.array(AttributeFilter).max(20).default([]),
  owners: z.array(OperatorId).max(500).default([]),
  quietDays: z.int().min(1).max(3_650).nullable().default(null),
  sort: BookSort.default(BY_NAME),
});
export type SavedView = z.infer<typeof SavedView>;

/** A condition that cannot be used any more, as it was called when it was saved. */
const Lost = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("attribute"), attribute: AttributeCode, name: Label }),
  z.object({ kind: z.literal("owner"), name: z.string() }),
]);

export const SavedFilter = z
  .object({
    id: z.uuid(),
    name: z.string(),
    list: List,
    /** What of it can be used now. */
    view: SavedView,
    lost: z.array(Lost),
    /** Everybody of the store sees it. */
    shared: z.boolean(),
    /** Who saved it; null for oneself. */
    by: z.string().nullable(),
    mayChange: z.boolean(),
    version: z.int(),
  })
  .meta({ id: "SavedFilter" });
export type SavedFilter = z.infer<typeof SavedFilter>;

const FilterPath = z.object({ filterId: z.uuid() });

export const listSavedFilters = endpoint({
  name: "listSavedFilters",
  method: "GET",
  path: "/api/pos/saved-filters",
  permission: "pos",
  feature: "clienteling",
  summary:
    "The filters that the associate saved for one list of clients, and those that their store shares, by name. What a filter cannot use any more is in `lost`.",
  query: z.object({ list: List }),
  reply: z.object({ filters: z.array(SavedFilter), mayShare: z.boolean() }),
});

export const saveFilter = endpoint({
  name: "saveFilter",
  method: "PUT",
  path: "/api/pos/saved-filters/:filterId",
  permission: "pos",
  feature: "clienteling",
  summary:
    "Save a filter, rename it, or share it with the store (operation 9003). Without `view` what it filters stays; `version` is the one that was seen, null for a new one.",
  params: FilterPath,
  body: z.strictObject({
    name: z.string().trim().min(1).max(60),
    list: List,
    view: SavedView.nullable(),
    shared: z.boolean(),
    version: z.int().nullable(),
  }),
  reply: SavedFilter,
});

export const deleteSavedFilter = endpoint({
  name: "deleteSavedFilter",
  method: "DELETE",
  path: "/api/pos/saved-filters/:filterId",
  permission: "pos",
  feature: "clienteling",
  summary:
    "Delete a filter of one's own, or one that the store shares (operation 9003), as it was seen. Refused when somebody changed it since; deleting it again changes nothing.",
  params: FilterPath,
  query: z.object({ version: z.coerce.number().int().min(1) }),
});
