import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { ActivityId, ActivityTypeCode } from "../ids.ts";
import { Translated } from "../names.ts";
import { CustomerPath } from "../paths.ts";

export const ActivityTitle = z.string().trim().max(200);
export const ActivityText = z.string().trim().max(4000);

/** Something that an associate did with a customer. The type's name and the author's are those at the time of writing (R60). */
export const Activity = z
  .object({
    id: ActivityId,
    type: z.object({ code: ActivityTypeCode, name: Translated }),
    /** When it happened. */
    at: z.iso.datetime(),
    title: z.string(),
    text: z.string(),
    author: z.string(),
    writtenAt: z.iso.datetime(),
    version: z.int(),
    /** The last change of it; null if nobody changed it. */
    edited: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
    /** Who may change or delete it now (R61): the caller, as its author, or only a manager. */
    changedBy: z.enum(["author", "manager"]),
  })
  .meta({ id: "Activity" });
export type Activity = z.infer<typeof Activity>;

const fields = { type: ActivityTypeCode, title: ActivityTitle, text: ActivityText } as const;
const Content = z.strictObject({
  ...fields,
  title: ActivityTitle.default(""),
  text: ActivityText.default(""),
  /** When it happened; null for when it was written. */
  at: z.iso.datetime().nullable(),
});
const Changed = z.strictObject({ ...fields, at: z.iso.datetime() }).partial();

const OneActivity = CustomerPath.extend({ activityId: ActivityId });
const path = "/api/pos/customers/:customerId/activities";
const one = `${path}/:activityId` as const;
/** A write for an older version is refused, so that no change gets lost. */
const IfSame = z.object({ version: z.coerce.number().int().min(1) });

/** The device gives the id, so a repeated send is the same activity. `waitedMs` says how long before this call it was written. */
export const addActivity = endpoint({
  name: "addActivity",
  method: "POST",
  path,
  permission: "activity.write",
  feature: "clienteling",
  summary: "Log an activity. Its type is one of those that the store shows.",
  params: CustomerPath,
  body: Content.extend({ id: ActivityId, waitedMs: z.int().min(0).default(0) }),
  reply: Activity,
  status: 201,
});

export const changeActivity = endpoint({
  name: "changeActivity",
  method: "PATCH",
  path: one,
  permission: "activity.write",
  feature: "clienteling",
  summary: "Change one's own activity, within 24 hours. Fields that are not named stay.",
  params: OneActivity,
  query: IfSame,
  body: Changed,
  reply: Activity,
});

export const deleteActivity = endpoint({
  name: "deleteActivity",
  method: "DELETE",
  path: one,
  permission: "activity.write",
  feature: "clienteling",
  summary: "Delete one's own activity, within 24 hours.",
  params: OneActivity,
  query: IfSame,
});

export const changeAnyActivity = endpoint({
  name: "changeAnyActivity",
  method: "PATCH",
  path: `${one}/as-manager`,
  permission: "activity.manage",
  feature: "clienteling",
  summary: "Change anybody's activity, at any time. Fields that are not named stay.",
  params: OneActivity,
  query: IfSame,
  body: Changed,
  reply: Activity,
});

export const deleteAnyActivity = endpoint({
  name: "deleteAnyActivity",
  method: "DELETE",
  path: `${one}/as-manager`,
  permission: "activity.manage",
  feature: "clienteling",
  summary: "Delete anybody's activity, at any time.",
  params: OneActivity,
  query: IfSame,
});
