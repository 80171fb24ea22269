import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { StoreGroupCode, StoreNumber } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, Saved } from "../saved.ts";
import { DistributionJob } from "./jobs.ts";

export const ScheduleRecurrence = z.enum(["none", "hourly", "daily", "weekly"]);
export type ScheduleRecurrence = z.infer<typeof ScheduleRecurrence>;

export const DistributionSchedule = z
  .strictObject({
    /** Another one than those of all other schedules of the legal entity, because a file knows a schedule by it. */
    name: Name,
    jobs: z.array(DistributionJob).min(1).max(8),
    /** Without `stores` and `groups` it is all stores, also those made later. Of a group it is whoever is in it when the schedule runs. */
    stores: z.array(StoreNumber).min(1).max(10_000).nullable().default(null),
    groups: z.array(StoreGroupCode).min(1).max(1_000).nullable().default(null),
    full: z.boolean().default(false),
    /** The first time, as the clock shows it in the time zone of the installation: `YYYY-MM-DDTHH:MM`. */
    startsAt: z.iso.datetime({ local: true, offset: false, precision: -1 }),
    recurrence: ScheduleRecurrence.default("none"),
    paused: z.boolean().default(false),
  })
  .meta({ id: "DistributionSchedule" });
export type DistributionSchedule = z.infer<typeof DistributionSchedule>;

const StoredSchedule = DistributionSchedule.extend({
  schedule: z.int(),
  timeZone: z.string(),
  /** Null when it does not run again, or is paused. */
  nextAt: z.iso.datetime().nullable(),
  /** The run that it started last. */
  lastRun: z.int().nullable(),
  /** The code of the reason why its last run was refused; null when it was not. */
  refused: z.string().nullable(),
  saved: Saved,
}).meta({ id: "StoredSchedule" });
export type StoredSchedule = z.infer<typeof StoredSchedule>;

const SchedulePath = LegalEntityPath.extend({ schedule: z.coerce.number().int().positive() });

export const listSchedules = endpoint({
  name: "listSchedules",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/distribution/schedules",
  permission: "publishing.read",
  summary: "The schedules of jobs, with when each runs next.",
  params: LegalEntityPath,
  reply: z.object({ schedules: z.array(StoredSchedule), timeZone: z.string() }),
});

export const addSchedule = endpoint({
  name: "addSchedule",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/distribution/schedules",
  permission: "publishing.manage",
  summary: "Make a schedule. A run of everything cannot repeat, and none begins in the past.",
  params: LegalEntityPath,
  body: DistributionSchedule,
  reply: StoredSchedule,
});

export const putSchedule = endpoint({
  name: "putSchedule",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/distribution/schedules/:schedule",
  permission: "publishing.manage",
  summary: "Change a schedule. Fields that are not named stay, null empties a field. Another first time is not in the past.",
  params: SchedulePath,
  query: IfVersion,
  body: changeOf(DistributionSchedule),
  reply: StoredSchedule,
});

export const pauseSchedule = endpoint({
  name: "pauseSchedule",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/distribution/schedules/:schedule/pause",
  permission: "publishing.manage",
  summary: "Pause a schedule, or let it go on. What it missed meanwhile does not run.",
  params: SchedulePath,
  body: z.strictObject({ paused: z.boolean() }),
  reply: StoredSchedule,
});

export const deleteSchedule = endpoint({
  name: "deleteSchedule",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/distribution/schedules/:schedule",
  permission: "publishing.manage",
  summary: "Delete a schedule. Runs that it started stay.",
  params: SchedulePath,
});
