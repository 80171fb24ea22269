import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { StoreGroupCode, StoreNumber } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";

/** Stores that schedules and runs name together (R78). A store may be in several. */
export const StoreGroup = z
  .strictObject({
    name: Name,
    stores: z.array(StoreNumber).max(10_000).default([]),
    /** Its stores get nothing, unless a run names the store itself (R85). */
    paused: z.boolean().default(false),
  })
  .meta({ id: "StoreGroup" });
export type StoreGroup = z.infer<typeof StoreGroup>;

const StoredStoreGroup = StoreGroup.extend({ code: StoreGroupCode, saved: Saved }).meta({ id: "StoredStoreGroup" });
const GroupPath = LegalEntityPath.extend({ code: StoreGroupCode });

export const putStoreGroup = endpoint({
  name: "putStoreGroup",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/store-groups/:code",
  permission: "publishing.manage",
  configures: true,
  summary: "Create or change a group of stores. Fields that are not named stay, null empties a field.",
  params: GroupPath,
  query: IfVersion,
  body: changeOf(StoreGroup),
  reply: StoredStoreGroup,
});

export const listStoreGroups = endpoint({
  name: "listStoreGroups",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/store-groups",
  permission: "publishing.read",
  summary: "The groups of stores of a legal entity with their stores.",
  params: LegalEntityPath,
  query: listQuery(["code", "name"]).omit({ active: true }),
  reply: z.object({ storeGroups: z.array(StoredStoreGroup), total: z.int() }),
});

export const getStoreGroup = endpoint({
  name: "getStoreGroup",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/store-groups/:code",
  permission: "publishing.read",
  summary: "One group of stores.",
  params: GroupPath,
  reply: StoredStoreGroup,
});

export const deleteStoreGroup = endpoint({
  name: "deleteStoreGroup",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/store-groups/:code",
  permission: "publishing.manage",
  configures: true,
  summary: "Delete a group that no schedule names. Its stores stay.",
  params: GroupPath,
  query: IfVersion,
});
