import { Refusal, StoreGroupCode, StoreNumber, type LegalEntityCode, type Reply } from "@rapport/contract";
import {
  DistributionJob,
  JOBS_IN_ORDER,
  ScheduleRecurrence,
  type DistributionSchedule,
  type listSchedules,
  type StoredSchedule,
} from "@rapport/contract/publishing";
import { faultOfSchedule, nextTimeOf } from "@rapport/domain/publishing";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { mayPass } from "../jobs/index.ts";
import { refuseUnknownEntity } from "./entity.ts";
import { changeSchedule, dueSchedule, insertSchedule, removeSchedule, schedulesOf } from "./schedule-queries.ts";
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

/** Refuses a run of everything that repeats (R80, case 56), and a time that has passed. */
export async function makeSchedule(
  { db, clock }: ScheduleDeps,
  { legalEntity, schedule, by }: Of & { schedule: DistributionSchedule; by: string | null },
): Promise<StoredSchedule> {
  await refuseUnknownEntity(db, legalEntity);
  const now = clock.now().getTime();
  const times = { startsAt: schedule.startsAt, recurrence: schedule.recurrence, timeZone: timeZoneHere() };
  const fault = faultOfSchedule({ ...times, full: schedule.full }, now);
  if (fault === "full") throw new Refusal("schedule.full_repeats", {});
  if (fault === "past") throw new Refusal("schedule.past", { timeZone: times.timeZone });
  await refuseUnknownNames(db, { legalEntity, ...schedule });
  const number = await insertSchedule(db, {
    legal_entity: legalEntity,
    name: schedule.name,
    jobs: JOBS_IN_ORDER.filter((job) => schedule.jobs.includes(job)),
    stores: schedule.stores,
    groups: schedule.groups,
    whole: schedule.full,
    starts_at: times.startsAt,
    time_zone: times.timeZone,
    recurrence: times.recurrence,
    paused: schedule.paused,
    next_at: dateOf(nextTimeOf(times, now)),
    made_by: by,
  });
  return await readSchedule({ db }, { legalEntity, schedule: number });
}

/** What was missed while it was paused does not run. */
export async function pause(
  { db, clock }: ScheduleDeps,
  { legalEntity, schedule, paused }: Of & { schedule: number; paused: boolean },
): Promise<StoredSchedule> {
  await refuseUnknownEntity(db, legalEntity);
  const row = await rowOf({ db }, { legalEntity, schedule });
  await changeSchedule(db, schedule, { paused, next_at: dateOf(nextTimeOf(timesOf(row), clock.now().getTime())) });
  return await readSchedule({ db }, { legalEntity, schedule });
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
  };
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
