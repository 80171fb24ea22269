import type { ScheduleRecurrence } from "@rapport/contract/publishing";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

const COLUMNS = [
  "legal_entity",
  "name",
  "jobs",
  "stores",
  "groups",
  "whole",
  "starts_at",
  "time_zone",
  "recurrence",
  "paused",
  "next_at",
  "made_by",
  "refused",
  "version",
  "changed_at",
  "changed_by",
] as const;
const NUMBERS = [sql<number>`number::int`.as("number"), sql<number | null>`last_run::int`.as("last_run")] as const;

/** The schedules of a legal entity by their names; one of them by its number or its name. */
export function schedulesOf(db: Db, { legalEntity, schedule, name }: { legalEntity: string; schedule?: number; name?: string }) {
  return db
    .selectFrom("distribution_schedule")
    .select([...COLUMNS, ...NUMBERS])
    .where("legal_entity", "=", legalEntity)
    .$if(name !== undefined, (query) => query.where("name", "=", name ?? ""))
    .$if(schedule !== undefined, (query) => query.where("number", "=", schedule ?? 0))
    .orderBy("name")
    .orderBy("number");
}

/** What people set of a schedule, and who set it. */
interface SetFields {
  readonly name: string;
  readonly jobs: number[];
  readonly stores: string[] | null;
  readonly groups: string[] | null;
  readonly whole: boolean;
  readonly starts_at: string;
  readonly time_zone: string;
  readonly recurrence: ScheduleRecurrence;
  readonly paused: boolean;
  readonly changed_at: Date;
  readonly changed_by: string | null;
}

interface NewSchedule extends SetFields {
  readonly legal_entity: string;
  readonly next_at: Date | null;
  readonly made_by: string | null;
}

export async function insertSchedule(db: Db, schedule: NewSchedule): Promise<number> {
  return Number((await db.insertInto("distribution_schedule").values(schedule).returning("number").executeTakeFirstOrThrow()).number);
}

/** Another version of it. */
export async function saveSchedule(trx: Trx, schedule: number, fields: SetFields & { readonly next_at?: Date | null }): Promise<void> {
  await trx
    .updateTable("distribution_schedule")
    .set({ ...fields, version: sql<number>`version + 1` })
    .where("number", "=", schedule)
    .execute();
}

interface ScheduleChange {
  readonly next_at?: Date | null;
  readonly last_run?: number | null;
  readonly refused?: string | null;
}

export async function changeSchedule(db: Db, schedule: number, change: ScheduleChange): Promise<void> {
  await db.updateTable("distribution_schedule").set(change).where("number", "=", schedule).execute();
}

export async function removeSchedule(db: Db, { legalEntity, schedule }: { legalEntity: string; schedule: number }): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("distribution_schedule")
    .where("legal_entity", "=", legalEntity)
    .where("number", "=", schedule)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A schedule whose time has come, locked until the transaction ends. One that another process runs is passed over. */
export async function dueSchedule(trx: Trx, now: Date) {
  return await trx
    .selectFrom("distribution_schedule")
    .select([...COLUMNS, ...NUMBERS])
    .where("next_at", "<=", now)
    .where("paused", "=", false)
    .orderBy("next_at")
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}
