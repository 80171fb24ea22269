import { Refusal, StoreGroupCode, StoreNumber, type Change, type LegalEntityCode, type Reply } from "@rapport/contract";
import {
  DistributionJob,
  DistributionSchedule,
  JOBS_IN_ORDER,
  ScheduleRecurrence,
  type listSchedules,
  type StoredSchedule,
} from "@rapport/contract/publishing";
import { faultOfSchedule, nextTimeOf } from "@rapport/domain/publishing";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange, refuseStale, savedOf, stamp, type Writing } from "../http/index.ts";
import { mayPass } from "../jobs/index.ts";
import { refuseUnknownEntity } from "./entity.ts";
import { changeSchedule, dueSchedule, insertSchedule, removeSchedule, saveSchedule, schedulesOf } from "./schedule-queries.ts";
import { startRun } from "./start-run.ts";
import { refuseUnknownNames } from "./stores-named.ts";

type ScheduleDeps = Pick<Deps, "db" | "clock">;
interface Of {
  readonly legalEntity: LegalEntityCode;
}

/** That of the machine: people of headquarters and stores may be in several others. */
function timeZoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export async function listOfSchedules({ db }: ScheduleDeps, { legalEntity }: Of): Promise<Reply<typeof listSchedules>> {
  await refuseUnknownEntity(db, legalEntity);
  return { schedules: (await schedulesOf(db, { legalEntity }).execute()).map(scheduleOf), timeZone: timeZoneHere() };
}

/** Refuses a run of everything that repeats (R80, case 56), a time that has passed, and a name that another schedule has. */
export async function makeSchedule(
  deps: ScheduleDeps,
  { legalEntity, schedule, ...writing }: Of & Writing & { readonly schedule: DistributionSchedule },
): Promise<StoredSchedule> {
  await refuseUnknownEntity(deps.db, legalEntity);
  return await inTransaction(deps.db, async (trx) => {
    await holdForChange(trx, schedulesOfEntity(legalEntity));
    return await insertNew({ ...deps, db: trx }, { legalEntity, schedule, ...writing });
  });
}

/** Changes a schedule for whoever saw this version (OG2). Its times stay, unless they change: another first time is not in the past. */
export async function putScheduleOf(
  deps: ScheduleDeps,
  { legalEntity, schedule, change, ...writing }: Of & Writing & { readonly schedule: number; readonly change: Change<typeof DistributionSchedule> },
): Promise<StoredSchedule> {
  await refuseUnknownEntity(deps.db, legalEntity);
  return await inTransaction(deps.db, async (trx) => {
    await holdForChange(trx, schedulesOfEntity(legalEntity));
    const row = await rowOf({ db: trx }, { legalEntity, schedule });
    return await changeRow({ ...deps, db: trx }, { legalEntity, row, change, ...writing });
  });
}

/** Makes or changes the schedule of this name, as a row of a file says. One that repeats may have begun already: it goes on at its next time. */
export async function putScheduleNamed(
  deps: ScheduleDeps,
  { legalEntity, name, change, ...writing }: Of & Writing & { readonly name: string; readonly change: Omit<Change<typeof DistributionSchedule>, "name"> },
): Promise<StoredSchedule> {
  return await inTransaction(deps.db, async (trx) => {
    await holdForChange(trx, schedulesOfEntity(legalEntity));
    const row = await schedulesOf(trx, { legalEntity, name }).executeTakeFirst();
    const at = { ...deps, db: trx };
    if (row !== undefined) return await changeRow(at, { legalEntity, row, change, isFromFile: true, ...writing });
    const schedule = afterChange(DistributionSchedule, { stored: undefined, change: { ...change, name } });
    return await insertNew(at, { legalEntity, schedule, isFromFile: true, ...writing });
  });
}

type InTransaction = Pick<Deps, "clock"> & { readonly db: Transaction<Database> };
interface Beginning {
  readonly isFromFile?: boolean | undefined;
}

async function insertNew(
  { db: trx, clock }: InTransaction,
  { legalEntity, schedule, isFromFile, ...writing }: Of & Writing & Beginning & { readonly schedule: DistributionSchedule },
): Promise<StoredSchedule> {
  const now = clock.now();
  const timeZone = timeZoneHere();
  refuseWrongTimes({ ...schedule, timeZone }, { now: now.getTime(), isFromFile });
  await refuseUnknownNames(trx, { legalEntity, ...schedule });
  await refuseTaken(trx, { legalEntity, name: schedule.name });
  const by = stamp(writing, now);
  const number = await insertSchedule(trx, {
    ...columnsOf(schedule),
    legal_entity: legalEntity,
    time_zone: timeZone,
    next_at: dateOf(nextTimeOf({ ...schedule, timeZone }, now.getTime())),
    made_by: by.changed_by,
    ...by,
  });
  return await readSchedule({ db: trx }, { legalEntity, schedule: number });
}

async function changeRow(
  { db: trx, clock }: InTransaction,
  { legalEntity, row, change, isFromFile, ...writing }: Of & Writing & Beginning & { readonly row: Row; readonly change: Change<typeof DistributionSchedule> },
): Promise<StoredSchedule> {
  refuseStale(row, { version: writing.version, code: row.name });
  const stored = ownOf(scheduleOf(row));
  const asked = afterChange(DistributionSchedule, { stored, change });
  const after = { ...asked, jobs: JOBS_IN_ORDER.filter((job) => asked.jobs.includes(job)) };
  // Without a change there is no new version (OG1).
  if (isDeepStrictEqual(after, stored)) return scheduleOf(row);
  const now = clock.now();
  const isMoved = after.startsAt !== stored.startsAt || after.recurrence !== stored.recurrence;
  // Another first time is of the zone as it is now.
  const times = { ...after, timeZone: isMoved ? timeZoneHere() : row.time_zone };
  refuseWrongTimes(times, { now: now.getTime(), isFromFile, isKept: isKept(stored, after) });
  // A store may be gone since: whoever pauses or renames the schedule does not name it.
  if (!isDeepStrictEqual([after.stores, after.groups], [stored.stores, stored.groups])) await refuseUnknownNames(trx, { legalEntity, ...after });
  if (after.name !== stored.name) await refuseTaken(trx, { legalEntity, name: after.name });
  const isOtherTime = isMoved || after.paused !== stored.paused;
  await saveSchedule(trx, row.number, {
    ...columnsOf(after),
    time_zone: times.timeZone,
    // Otherwise one that is due just now would miss it. What was missed while it was paused does not run.
    ...(isOtherTime && { next_at: dateOf(nextTimeOf(times, now.getTime())) }),
    ...stamp(writing, now),
  });
  return await readSchedule({ db: trx }, { legalEntity, schedule: row.number });
}

/** One that repeated and is to run once now has no next time, if its first one has passed. */
function isKept(stored: DistributionSchedule, after: DistributionSchedule): boolean {
  return after.startsAt === stored.startsAt && (after.recurrence !== "none" || stored.recurrence === "none");
}

/** A first time that has passed is kept, and taken from a file when the schedule repeats: it may have begun elsewhere. */
function refuseWrongTimes(
  times: Pick<DistributionSchedule, "startsAt" | "recurrence" | "full"> & { readonly timeZone: string },
  { now, isFromFile = false, isKept = false }: Beginning & { readonly now: number; readonly isKept?: boolean },
): void {
  const fault = faultOfSchedule(times, now);
  if (fault === "full") throw new Refusal("schedule.full_repeats", {});
  if (fault === "past" && !isKept && !(isFromFile && times.recurrence !== "none")) throw new Refusal("schedule.past", { timeZone: times.timeZone });
}

async function refuseTaken(trx: Transaction<Database>, of: Of & { readonly name: string }): Promise<void> {
  if ((await schedulesOf(trx, of).executeTakeFirst()) !== undefined) throw new Refusal("schedule.name_taken", { name: of.name });
}

function columnsOf({ name, jobs, stores, groups, full, startsAt, recurrence, paused }: DistributionSchedule) {
  return {
    name,
    jobs: JOBS_IN_ORDER.filter((job) => jobs.includes(job)),
    stores,
    groups,
    whole: full,
    starts_at: startsAt,
    recurrence,
    paused,
  };
}

/** What people set of it. */
function ownOf({ name, jobs, stores, groups, full, startsAt, recurrence, paused }: StoredSchedule): DistributionSchedule {
  return { name, jobs, stores, groups, full, startsAt, recurrence, paused };
}

function schedulesOfEntity(legalEntity: LegalEntityCode): readonly string[] {
  return ["schedule", legalEntity];
}

/** What was missed while it was paused does not run. */
export async function pause(
  deps: ScheduleDeps,
  { paused, ...of }: Of & Writing & { readonly schedule: number; readonly paused: boolean },
): Promise<StoredSchedule> {
  return await putScheduleOf(deps, { ...of, change: { paused } });
}

export async function deleteOne({ db }: ScheduleDeps, of: Of & { schedule: number }): Promise<undefined> {
  await refuseUnknownEntity(db, of.legalEntity);
  if (!(await removeSchedule(db, of))) throw new Refusal("schedule.unknown", {});
  return undefined;
}

/** Starts every schedule whose time has come. One that is late runs once, and then at its next time. A refused run says why and is not tried again before that. */
export async function runDueSchedules(deps: ScheduleDeps & Pick<Deps, "log">): Promise<void> {
  const { db, clock, log } = deps;
  for (let left = 1_000; left > 0; left -= 1) {
    let begun: { readonly number: number; readonly next_at: Date | null } | undefined;
    const found = await inTransaction(db, async (trx) => {
      const row = await dueSchedule(trx, clock.now());
      if (row === undefined) return false;
      const next = { next_at: dateOf(nextTimeOf(timesOf(row), clock.now().getTime())) };
      begun = { number: row.number, ...next };
      try {
        const jobs = row.jobs.map((job) => DistributionJob.parse(job));
        const run = await startRun(
          { db: trx, clock },
          {
            legalEntity: row.legal_entity,
            jobs,
            stores: row.stores?.map((store) => StoreNumber.parse(store)),
            groups: row.groups?.map((group) => StoreGroupCode.parse(group)),
            full: row.whole,
            by: row.made_by,
          },
        );
        await changeSchedule(trx, row.number, { ...next, last_run: run, refused: null });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        log.warn({ event: "distribution.schedule_refused", schedule: row.number }, error.code);
        await changeSchedule(trx, row.number, { ...next, refused: error.code });
      }
      return true;
    }).catch(async (error: unknown) => {
      if (mayPass(error) || begun === undefined) throw error;
      // One that is broken does not hold up those of others.
      const { number, ...next } = begun;
      log.error({ event: "distribution.schedule_failed", schedule: number, err: error }, "a schedule could not be run");
      await changeSchedule(db, number, next);
      return true;
    });
    if (!found) return;
  }
}

type Row = Awaited<ReturnType<ReturnType<typeof schedulesOf>["execute"]>>[number];

async function rowOf({ db }: Pick<Deps, "db">, of: Of & { schedule: number }): Promise<Row> {
  const row = await schedulesOf(db, of).executeTakeFirst();
  if (row === undefined) throw new Refusal("schedule.unknown", {});
  return row;
}

async function readSchedule(deps: Pick<Deps, "db">, of: Of & { schedule: number }): Promise<StoredSchedule> {
  return scheduleOf(await rowOf(deps, of));
}

function timesOf({ starts_at, recurrence, time_zone }: Row) {
  return { startsAt: starts_at, recurrence: ScheduleRecurrence.parse(recurrence), timeZone: time_zone };
}

function scheduleOf(row: Row): StoredSchedule {
  const { startsAt, recurrence, timeZone } = timesOf(row);
  return {
    schedule: row.number,
    name: row.name,
    jobs: row.jobs.map((job) => DistributionJob.parse(job)),
    stores: row.stores?.map((store) => StoreNumber.parse(store)) ?? null,
    groups: row.groups?.map((group) => StoreGroupCode.parse(group)) ?? null,
    full: row.whole,
    startsAt,
    recurrence,
    timeZone,
    paused: row.paused,
    nextAt: row.paused ? null : (row.next_at?.toISOString() ?? null),
    lastRun: row.last_run,
    refused: row.refused,
    saved: savedOf(row),
  };
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
