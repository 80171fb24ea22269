import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { ActivityTypeCode, StoreNumber } from "../ids.ts";
import { Translated } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";

/** A kind of contact that associates write down, such as a visit or a phone call. */
export const ActivityType = z
  .strictObject({
    name: Translated,
    /** Lower ones come first. */
    order: z.int().min(0).max(10_000).default(0),
    active: z.boolean().default(true),
  })
  .meta({ id: "ActivityType" });
export type ActivityType = z.infer<typeof ActivityType>;

const StoredActivityType = ActivityType.extend({ code: ActivityTypeCode, saved: Saved }).meta({ id: "StoredActivityType" });
const TypePath = LegalEntityPath.extend({ code: ActivityTypeCode });

export const putActivityType = endpoint({
  name: "putActivityType",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/activity-types/:code",
  permission: "organisation.manage",
  feature: "clienteling",
  configures: false,
  summary: "Create or change an activity type. Fields that are not named stay. Stores show it when they fetch the types next.",
  params: TypePath,
  query: IfVersion,
  body: changeOf(ActivityType),
  reply: StoredActivityType,
});

export const listActivityTypes = endpoint({
  name: "listActivityTypes",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/activity-types",
  permission: "organisation.manage",
  feature: "clienteling",
  summary: "The activity types of a legal entity.",
  params: LegalEntityPath,
  query: listQuery(["order", "code", "name"]),
  reply: z.object({ activityTypes: z.array(StoredActivityType), total: z.int() }),
});

export const getActivityType = endpoint({
  name: "getActivityType",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/activity-types/:code",
  permission: "organisation.manage",
  feature: "clienteling",
  summary: "One activity type.",
  params: TypePath,
  reply: StoredActivityType,
});

export const deleteActivityType = endpoint({
  name: "deleteActivityType",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/activity-types/:code",
  permission: "organisation.manage",
  feature: "clienteling",
  configures: false,
  summary: "Delete an activity type.",
  params: TypePath,
  query: IfVersion,
});

const TypeFetch = z.object({
  store: StoreNumber,
  name: z.string(),
  /** `null` when the store has not needed them yet. */
  fetchedAt: z.iso.datetime().nullable(),
  /** When the store fetches them again, if somebody needs them then. */
  keptUntil: z.iso.datetime().nullable(),
  /** False when what the store shows differs from what headquarters has now. */
  isCurrent: z.boolean(),
});

export const listActivityTypeFetches = endpoint({
  name: "listActivityTypeFetches",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/activity-type-fetches",
  permission: "organisation.manage",
  feature: "clienteling",
  summary: "When each store fetched the activity types last, and whether it shows what headquarters has now.",
  params: LegalEntityPath,
  reply: z.object({ hours: z.int(), stores: z.array(TypeFetch) }),
});

export const refreshActivityTypes = endpoint({
  name: "refreshActivityTypes",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/activity-type-fetches/:store/refresh",
  permission: "organisation.manage",
  feature: "clienteling",
  configures: false,
  summary: "Have a store fetch the activity types at once.",
  params: LegalEntityPath.extend({ store: StoreNumber }),
  reply: TypeFetch,
});

export const listTypesAtStore = endpoint({
  name: "listTypesAtStore",
  method: "GET",
  path: "/api/pos/activity-types",
  permission: "pos",
  feature: "clienteling",
  summary: "The activity types as the store fetched them last. They are fetched at first need, and again when they are older than headquarters lets them be.",
  reply: z.object({ activityTypes: z.array(z.object({ code: ActivityTypeCode, name: Translated })), fetchedAt: z.iso.datetime() }),
});
